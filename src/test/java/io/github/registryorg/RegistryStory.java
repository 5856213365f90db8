package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The main job in a folder of its own: publish, validate, site, serve. */
final class RegistryStory implements AutoCloseable {

    static final StoreAccess ACCESS = new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE);

    final Path folder;
    final Path registry;
    final Path site;
    private final StaticRegistry goals = new StaticRegistry();
    private final List<LocalServer> servers = new ArrayList<>();

    RegistryStory(Path folder) {
        this.folder = folder;
        this.registry = folder.resolve("registry");
        this.site = folder.resolve("site");
    }

    PublishResult publish(String source, String repository, String... tags) {
        return goals.publish(request(source, repository, tags), line -> {});
    }

    /** Puts the blobs into a folder that readers find at an address. */
    PublishResult publishAt(String storeUrl, String source, String repository, String... tags) {
        return goals.publish(request(storeUrl, source, repository, tags), line -> {});
    }

    PublishRequest request(String source, String repository, String... tags) {
        return request(null, source, repository, tags);
    }

    private PublishRequest request(String storeUrl, String source, String repository, String... tags) {
        return new PublishRequest(
                SourceRequest.of(source),
                folder,
                folder.resolve("target"),
                RepositoryName.parse(repository),
                PublishRequest.Tags.given(Arrays.stream(tags).map(Tag::parse).toList()),
                "file:registry/blobs-of-all",
                storeUrl,
                registry,
                false,
                ACCESS);
    }

    ValidateResult validate() {
        return goals.validate(new ValidateRequest(registry, true, ACCESS));
    }

    SiteResult makeSite() {
        return makeSite("local", BlobMode.AUTO);
    }

    SiteResult makeSite(String host, BlobMode blobs) {
        return goals.site(new SiteRequest(registry, site, Host.of(host), null, blobs, ACCESS));
    }

    /**
     * Validates, makes the site and serves it.
     *
     * @return host and port
     */
    String serve() {
        ValidateResult validated = validate();
        assertThat(validated.errors()).isEmpty();
        makeSite();
        LocalServer server = goals.serve(new ServeRequest(registry, site, 0, ACCESS), (method, path, status) -> {});
        servers.add(server);
        return server.address();
    }

    @Override
    public void close() {
        servers.forEach(LocalServer::close);
    }
}
