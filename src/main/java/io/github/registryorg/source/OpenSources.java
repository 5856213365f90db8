package io.github.registryorg.source;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.remote.RegistrySession;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.source.file.DecompressedArchive;
import io.github.registryorg.source.file.SourceFile;
import io.github.registryorg.source.file.TemporaryFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is open while sources are read: connections to registries, and temporary files of archives. Both end with it.
 */
public final class OpenSources implements AutoCloseable {

    private final AllowedHosts allowed;
    private final @Nullable ProxySettings proxy;
    private final Logins logins;
    private final boolean withReferrers;
    private final LayerCompression compression;
    private final List<RemoteClient> clients = new ArrayList<>();
    private final TemporaryFiles temporary = new TemporaryFiles();

    /**
     * @param allowed hosts whose addresses need not be public; the registry that is named is one of them, but not where
     *     it redirects to
     * @param proxy null for none
     * @param logins what opens registries
     * @param withReferrers whether what is about an image comes along
     * @param compression of layers where a manifest is made
     */
    public OpenSources(
            AllowedHosts allowed,
            @Nullable ProxySettings proxy,
            Logins logins,
            boolean withReferrers,
            LayerCompression compression) {
        this.allowed = allowed;
        this.proxy = proxy;
        this.logins = logins;
        this.withReferrers = withReferrers;
        this.compression = compression;
    }

    /** @param text what a user wrote, {@code docker://REF} */
    ImageSource open(String text) {
        RegistryReference name = RegistryReference.parse(text);
        RemoteUrl secure = RemoteUrl.parse("https://" + name.api());
        RemoteUrl plain = RemoteUrl.parse("http://" + name.api());
        AllowedHosts named = name.isLoopback() ? allowed.plus(secure).plus(plain) : allowed.plus(secure);
        RemoteClient client = new RemoteClient(named, proxy);
        clients.add(client);
        RegistrySession session = new RegistrySession(
                client,
                name.isLoopback() && respondsAt(plain, client) ? plain : secure,
                name.host(),
                name.repository().name(),
                logins);
        return new RemoteImage(new RemoteRepository(session, name), withReferrers);
    }

    /** On this machine without TLS first, and without a login: who listens there can't be overheard. */
    private static boolean respondsAt(RemoteUrl plain, RemoteClient client) {
        try (RemoteResponse response = client.get(plain.child("v2/"))) {
            return response.status() == 200 || response.status() == 401;
        } catch (RegistryException e) {
            // problems are reported for the address with TLS
            return false;
        }
    }

    /** The archive, or what it becomes when it is decompressed. */
    Path plain(String subject, Path archive) {
        return DecompressedArchive.of(subject, archive, temporary);
    }

    /** A layer that is not compressed, as it shall be; empty where that is as it is. */
    Optional<Blob> compressed(SourceFile layer) {
        return compression == LayerCompression.GZIP
                ? Optional.of(GzipLayer.of(layer, temporary.create()))
                : Optional.empty();
    }

    @Override
    public void close() {
        clients.forEach(RemoteClient::close);
        temporary.close();
    }
}
