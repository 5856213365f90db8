package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.testkit.EdgeRuntime;
import io.github.registryorg.testkit.LayoutOfDirectory;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.Skopeo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images by real tools, pulled by skopeo and podman from the programs that we give to hosts, in these hosts' own
 * runtimes: what arrives is the source, byte for byte, whether blobs are in the site or in a store on the web.
 */
class EdgeImagesIT {

    @TempDir
    static Path images;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({"cloudflare-pages, false", "cloudflare-pages, true", "netlify, false", "netlify, true"})
    void image_ofAnyKind_isPulled(String host, boolean elsewhere) throws IOException {
        Skopeo pulls = Skopeo.in(temporary);
        try (LoopbackServer store = LoopbackServer.start(exchange -> {
            Path blob = temporary.resolve(
                    "registry/blobs" + exchange.getRequestURI().getPath());
            LoopbackServer.send(exchange, Files.readAllBytes(blob));
        })) {
            publish("one", "acme/one", elsewhere ? store.url("") : null);
            publish("several", "acme/several", elsewhere ? store.url("") : null);
            publish("docker-layout", "acme/docker", elsewhere ? store.url("") : null);
            Path site = temporary.resolve("site");
            new RegistryStory(temporary).makeSite(host, BlobMode.AUTO);
            assertThat(Files.exists(site.resolve("v2/acme/one/blobs"))).isNotEqualTo(elsewhere);

            try (EdgeRuntime runtime = host.equals("netlify")
                    ? EdgeRuntime.netlify(site, temporary)
                    : EdgeRuntime.cloudflare(site, temporary)) {
                pulls.assertPulled("oci:" + images.resolve("one"), runtime.address() + "/acme/one:1.0", "one-pulled");
                pulls.assertPulled(
                        "oci:" + images.resolve("several"), runtime.address() + "/acme/several:1.0", "several-pulled");
                pulls.assertPulled(
                        "dir:" + images.resolve("docker"), runtime.address() + "/acme/docker:1.0", "docker-pulled");
                // skopeo has pulled all of them, with the same library
                for (String name : List.of("several", "docker")) {
                    String reference = runtime.address() + "/acme/" + name + ":1.0";
                    RealClient podman = RealClient.containers("podman", temporary);
                    String id = podman.run(temporary, "pull", "-q", "--tls-verify=false", "--arch=amd64", reference);
                    assertThat(id).matches("[0-9a-f]{64}");
                    // of what was pulled, and not only of its config
                    assertThat(podman.run(temporary, "image", "inspect", "--format={{.Size}}", id))
                            .matches("[1-9][0-9]{4,}");
                }
            }
            assertThat(store.requests().isEmpty()).isNotEqualTo(elsewhere);
        }
    }

    @BeforeAll
    static void makeImages() throws IOException {
        RealClient skopeo = RealClient.of("skopeo");
        RealClient buildah = RealClient.containers("buildah", images);
        Files.createDirectories(images.resolve("tree/etc"));
        Files.writeString(images.resolve("tree/etc/motd"), "Welcome\n".repeat(10_000));
        buildah.run(images, "manifest", "create", "all");
        for (String architecture : List.of("amd64", "arm64")) {
            String container = buildah.run(images, "from", "--arch", architecture, "scratch");
            buildah.run(images, "copy", "-q", container, "tree", "/");
            buildah.run(images, "config", "--arch", architecture, "--cmd", "/" + architecture, container);
            buildah.run(images, "commit", "-q", container, "built-" + architecture);
            buildah.run(images, "manifest", "add", "all", "localhost/built-" + architecture);
        }
        buildah.run(images, "push", "-q", "built-amd64", "oci:one:1.0");
        buildah.run(images, "manifest", "push", "--all", "all", "oci:several:1.0");
        skopeo.run(images, "copy", "-q", "--format", "v2s2", "oci:one:1.0", "dir:docker");
        LayoutOfDirectory.write(images.resolve("docker"), images.resolve("docker-layout"));
    }

    private void publish(String layout, String repository, String storeUrl) {
        new StaticRegistry()
                .publish(new PublishRequest(
                        SourceRequest.of("oci:" + images.resolve(layout)),
                        temporary,
                        temporary.resolve("target"),
                        RepositoryName.parse(repository),
                        PublishRequest.Tags.named(List.of(Tag.parse("1.0"))),
                        "file:registry/blobs",
                        storeUrl,
                        temporary.resolve("registry"),
                        false,
                        RegistryStory.ACCESS));
    }
}
