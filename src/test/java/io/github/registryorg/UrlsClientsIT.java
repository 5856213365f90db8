package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.testkit.LayoutOfDirectory;
import io.github.registryorg.testkit.RealImages;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients pull from a registry that has no layer, by the {@code urls} in its manifests and by nothing else. */
class UrlsClientsIT {

    @TempDir
    Path temporary;

    @Test
    void skopeoAndPodman_withUrls_fetchLayersThere() throws IOException {
        RealImages images = new RealImages(temporary);
        images.buildahIndex();
        images.skopeo().run(temporary, "copy", "-q", "--format", "v2s2", "oci:layout:1.0", "dir:docker");
        LayoutOfDirectory.write(temporary.resolve("docker"), temporary.resolve("docker-layout"));
        try (RegistryStory story = new RegistryStory(temporary);
                LoopbackServer store = LoopbackServer.start(exchange -> {
                    String asked = exchange.getRequestURI().getPath();
                    Path file = story.registry.resolve("blobs-of-all" + asked.substring("/store".length()));
                    if (Files.isRegularFile(file)) {
                        LoopbackServer.send(exchange, Files.readAllBytes(file));
                    } else {
                        exchange.sendResponseHeaders(404, -1);
                    }
                })) {
            story.publishAt(store.url("/store"), "oci:layout:1.0", "acme/oci", "1.0");
            story.publishAt(store.url("/store"), "oci:index:1.0", "acme/index", "1.0");
            story.publishAt(store.url("/store"), "oci:docker-layout", "acme/docker", "1.0");
            story.makeSite("s3", BlobMode.URLS);

            List<String> blobs = new CopyOnWriteArrayList<>();
            ServeRequest request = new ServeRequest(story.registry, story.site, 0, RegistryStory.ACCESS);
            try (LocalServer server = new StaticRegistry().serve(request, (method, path, status) -> {
                if (path.contains("/blobs/")) {
                    blobs.add(path + " " + status);
                }
            })) {
                images.assertPulledByUrls("oci:layout:1.0", server.address(), "acme/oci");
                images.assertPulledByUrls("oci:index:1.0", server.address(), "acme/index");
                images.assertPulledByUrls("dir:docker", server.address(), "acme/docker");
            }
            // configs are in the site, and layers are not
            assertThat(blobs).isNotEmpty().allMatch(asked -> asked.endsWith(" 200"));
            assertThat(store.requests()).isNotEmpty().allMatch(asked -> asked.startsWith("GET /store/sha256/"));
        }
    }
}
