package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.site.SiteResult;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The main job in a directory of its own: publish, validate, site, serve. */
public final class RegistryStory implements AutoCloseable {

    public static final StoreAccess ACCESS =
            new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE);

    final Path directory;
    public final Path registry;
    public final Path site;
    private final StaticRegistry goals = new StaticRegistry();
    private final List<LocalServer> servers = new ArrayList<>();

    public RegistryStory(Path directory) {
        this.directory = directory;
        this.registry = directory.resolve("registry");
        this.site = directory.resolve("site");
    }

    public PublishResult publish(String source, String repository, String... tags) {
        return goals.publish(request(source, repository, tags));
    }

    /** Puts the blobs into a directory that readers find at an address. */
    public PublishResult publishAt(String storeUrl, String source, String repository, String... tags) {
        return goals.publish(request(storeUrl, source, repository, tags));
    }

    public PublishRequest request(String source, String repository, String... tags) {
        return request(null, source, repository, tags);
    }

    private PublishRequest request(String storeUrl, String source, String repository, String... tags) {
        return new PublishRequest(
                SourceRequest.of(source),
                directory,
                directory.resolve("target"),
                RepositoryName.parse(repository),
                PublishRequest.Tags.named(Arrays.stream(tags).map(Tag::parse).toList()),
                "file:registry/blobs-of-all",
                storeUrl,
                registry,
                false,
                ACCESS);
    }

    public ValidateResult validate() {
        return goals.validate(new ValidateRequest(registry, true, ACCESS));
    }

    public SiteResult makeSite() {
        return makeSite("local", BlobMode.AUTO);
    }

    public SiteResult makeSite(String host, BlobMode blobs) {
        return goals.site(new SiteRequest(registry, site, Host.of(host), null, blobs, ACCESS));
    }

    /**
     * Validates, makes the site and serves it.
     *
     * @return host and port
     */
    public String serve() {
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
