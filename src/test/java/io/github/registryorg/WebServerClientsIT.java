package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.site.BlobMode;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.LayoutOfDirectory;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RealImages;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * skopeo and podman pull from real web servers what real tools have built: for one platform and for several, of OCI's
 * and of Docker's types, with the blobs in the site and with the blobs at another origin. What arrives is what was
 * published, byte for byte.
 */
class WebServerClientsIT {

    /** Repository, by what was published. */
    private static final Map<String, String> IMAGES = new LinkedHashMap<>(Map.of(
            "acme/oci", "oci:layout:1.0",
            "acme/oci/index", "oci:index:1.0",
            "acme/docker", "dir:docker",
            "acme/docker-list", "dir:docker-all"));

    @TempDir
    Path temporary;

    private RegistryStory story;
    private RealImages images;
    private WebServer server;
    private WebServer store;

    @BeforeEach
    void build() throws IOException {
        story = new RegistryStory(temporary);
        images = new RealImages(temporary);
        images.buildahIndex();
        RealClient skopeo = images.skopeo();
        skopeo.run(temporary, "copy", "-q", "--format", "v2s2", "oci:layout:1.0", "dir:docker");
        skopeo.run(temporary, "copy", "-q", "--all", "--format", "v2s2", "oci:index:1.0", "dir:docker-all");
        LayoutOfDirectory.write(temporary.resolve("docker"), temporary.resolve("docker-layout"));
        LayoutOfDirectory.write(temporary.resolve("docker-all"), temporary.resolve("docker-all-layout"));
    }

    @AfterEach
    void end() {
        story.close();
        if (server != null) {
            server.close();
        }
        if (store != null) {
            store.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache", "caddy"})
    void blob_inTheSite_isPulled(String host) throws IOException {
        publish(null);
        story.makeSite(host, BlobMode.AUTO);
        assertThat(blobsInTheSite()).isNotEmpty();
        assertAllArrive(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache", "caddy"})
    void blob_atAnotherOrigin_isPulled(String host) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("store-server"));
        store = WebServer.ofStore(directory, story.registry.resolve("blobs-of-all"));
        publish("http://" + store.address());
        story.makeSite(host, BlobMode.AUTO);
        assertThat(blobsInTheSite()).isEmpty();
        assertAllArrive(host);
    }

    private void publish(String storeUrl) {
        story.publishAt(storeUrl, "oci:layout:1.0", "acme/oci", "1.0");
        story.publishAt(storeUrl, "oci:index:1.0", "acme/oci/index", "1.0");
        story.publishAt(storeUrl, "oci:docker-layout", "acme/docker", "1.0");
        story.publishAt(storeUrl, "oci:docker-all-layout", "acme/docker-list", "1.0");
    }

    private List<String> blobsInTheSite() {
        return FileTrees.of(story.site.resolve("v2")).keySet().stream()
                .filter(path -> path.contains("/blobs/"))
                .toList();
    }

    private void assertAllArrive(String host) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("server"));
        server = WebServer.start(host, directory, story.site);
        IMAGES.forEach((repository, source) -> images.assertPulled(source, server.address(), repository));
    }
}
