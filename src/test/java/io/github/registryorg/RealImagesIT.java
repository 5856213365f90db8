package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images by real tools, through publish, validate, site and serve, and pulled by real clients: what arrives is the
 * source, byte for byte, as a client and not our own code has read it.
 */
class RealImagesIT {

    @TempDir
    Path temporary;

    private RegistryStory story;
    private RealClient skopeo;
    private RealClient podman;

    @BeforeEach
    void begin() throws IOException {
        story = new RegistryStory(temporary);
        skopeo = RealClient.of("skopeo");
        podman = RealClient.containers("podman", temporary);
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        Files.createDirectories(temporary.resolve("tree/etc"));
        Files.writeString(temporary.resolve("tree/etc/motd"), "Welcome\n".repeat(10_000));
    }

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void umoci() {
        umociLayout();
        story.publish("oci:layout", "acme/umoci", "1.0", "latest");
        assertPulled("oci:layout:1.0", "acme/umoci");
    }

    @Test
    void buildahForOnePlatform() {
        buildah("amd64");
        story.publish("oci:layout", "acme/buildah", "1.0", "latest");
        assertPulled("oci:layout", "acme/buildah");
    }

    @Test
    void buildahForSeveralPlatforms() {
        RealClient buildah = buildah("amd64", "arm64", "s390x");
        buildah.run(temporary, "manifest", "create", "all");
        for (String architecture : List.of("amd64", "arm64", "s390x")) {
            buildah.run(temporary, "manifest", "add", "all", "localhost/built-" + architecture);
        }
        buildah.run(temporary, "manifest", "push", "--all", "all", "oci:index:1.0");

        story.publish("oci:index:1.0", "acme/platforms", "1.0");
        Pulled pulled = assertPulled("oci:index:1.0", "acme/platforms");
        assertThat(pulled.manifest().path("manifests")).hasSize(3);
    }

    @Test
    void skopeoOciArchive() {
        umociLayout();
        skopeo.run(temporary, "copy", "-q", "oci:layout:1.0", "oci-archive:image.tar:1.0");
        story.publish("oci:image.tar", "acme/archive", "1.0");
        assertPulled("oci-archive:image.tar", "acme/archive");
    }

    @Test
    void zstdLayers() {
        umociLayout();
        // skopeo compresses what is not compressed
        skopeo.run(temporary, "copy", "-q", "--dest-decompress", "oci:layout:1.0", "dir:plain");
        skopeo.run(temporary, "copy", "-q", "--dest-compress-format", "zstd", "dir:plain", "oci:zstd:1.0");
        story.publish("oci:zstd", "acme/zstd", "1.0");
        Pulled pulled = assertPulled("oci:zstd:1.0", "acme/zstd");
        assertThat(pulled.manifest().at("/layers/0/mediaType").asText()).endsWith("tar+zstd");
    }

    @Test
    void dockerManifests() {
        umociLayout();
        // a layout may hold manifests of Docker's own types; skopeo writes them into a folder only
        skopeo.run(temporary, "copy", "-q", "--format", "v2s2", "oci:layout:1.0", "dir:docker");
        LayoutOfFolder.write(temporary.resolve("docker"), temporary.resolve("docker-layout"));
        story.publish("oci:docker-layout", "acme/docker-types", "1.0");
        Pulled pulled = assertPulled("dir:docker", "acme/docker-types");
        assertThat(pulled.manifest().path("mediaType").asText())
                .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
    }

    @Test
    void skopeoDockerArchive() {
        umociLayout();
        skopeo.run(temporary, "copy", "-q", "oci:layout:1.0", "docker-archive:image.tar:acme/docker:1.0");
        story.publish("docker-archive:image.tar", "acme/docker", "1.0");
        assertPulledArchive("acme/docker");
    }

    @Test
    void jibInOciFormat() throws Exception {
        jib(ImageFormat.OCI);
        story.publish(null, "acme/jib-oci", "1.0");
        assertPulled("oci-archive:target/jib-image.tar", "acme/jib-oci");
    }

    @Test
    void jibInDockerFormat() throws Exception {
        jib(ImageFormat.Docker);
        Files.copy(temporary.resolve("target/jib-image.tar"), temporary.resolve("image.tar"));
        story.publish(null, "acme/jib-docker", "1.0");
        assertPulledArchive("acme/jib-docker");
    }

    private void jib(ImageFormat format) throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("target"));
        Jib.fromScratch()
                .setFormat(format)
                .addLayer(List.of(temporary.resolve("hello.txt")), AbsoluteUnixPath.get("/greetings"))
                .addLayer(List.of(temporary.resolve("tree/etc")), AbsoluteUnixPath.get("/"))
                .setEntrypoint("/greetings/hello.txt")
                .containerize(Containerizer.to(
                                TarImage.at(folder.resolve("jib-image.tar")).named("acme/jib"))
                        .setOfflineMode(true)
                        .setBaseImageLayersCache(temporary.resolve("jib-base"))
                        .setApplicationLayersCache(temporary.resolve("jib-layers")));
    }

    private void umociLayout() {
        RealClient umoci = RealClient.of("umoci");
        umoci.run(temporary, "init", "--layout", "layout");
        umoci.run(temporary, "new", "--image", "layout:1.0");
        umoci.run(temporary, "insert", "--rootless", "--image", "layout:1.0", "hello.txt", "/hello.txt");
        umoci.run(temporary, "insert", "--rootless", "--image", "layout:1.0", "tree/etc", "/etc");
        umoci.run(temporary, "config", "--image", "layout:1.0", "--config.cmd", "/hello.txt");
    }

    private RealClient buildah(String... architectures) {
        RealClient buildah = RealClient.containers("buildah", temporary);
        for (String architecture : architectures) {
            String container = buildah.run(temporary, "from", "--arch", architecture, "scratch");
            buildah.run(temporary, "copy", "-q", container, "tree", "/");
            buildah.run(temporary, "config", "--arch", architecture, "--cmd", "/" + architecture, container);
            buildah.run(temporary, "commit", "-q", container, "built-" + architecture);
        }
        buildah.run(temporary, "push", "-q", "built-" + architectures[0], "oci:layout:1.0");
        return buildah;
    }

    /** What a client got. */
    private record Pulled(Path folder, String reference, JsonNode manifest) {}

    /** Pulls tag 1.0 with everything below it. */
    private Pulled pull(String repository) {
        String reference = story.serve() + "/" + repository + ":1.0";
        skopeo.run(
                temporary,
                "copy",
                "-q",
                "--all",
                "--preserve-digests",
                "--src-tls-verify=false",
                "docker://" + reference,
                "dir:pulled");
        Path folder = temporary.resolve("pulled");
        return new Pulled(folder, reference, json(folder.resolve("manifest.json")));
    }

    /** What arrives by skopeo and podman is what skopeo reads from the source. */
    private Pulled assertPulled(String source, String repository) {
        skopeo.run(temporary, "copy", "-q", "--all", "--preserve-digests", source, "dir:expected");
        Pulled pulled = pull(repository);
        assertThat(FileTrees.of(pulled.folder())).isEqualTo(FileTrees.of(temporary.resolve("expected")));
        assertClientsAgree(pulled, repository);
        return pulled;
    }

    /** The manifest is ours; config and layers are the archive's. */
    private void assertPulledArchive(String repository) throws AssertionError {
        RealClient.of("tar").run(temporary, "-xf", "image.tar", "--one-top-level=archive");
        JsonNode entry = json(temporary.resolve("archive/manifest.json")).get(0);
        List<String> expected = new ArrayList<>();
        expected.add(
                digest(temporary.resolve("archive").resolve(entry.get("Config").asText())));
        entry.get("Layers")
                .forEach(layer ->
                        expected.add(digest(temporary.resolve("archive").resolve(layer.asText()))));

        Pulled pulled = pull(repository);
        List<String> named = new ArrayList<>();
        named.add(pulled.manifest().at("/config/digest").asText());
        pulled.manifest()
                .get("layers")
                .forEach(layer -> named.add(layer.get("digest").asText()));
        assertThat(named).isEqualTo(expected);
        Map<String, String> files = FileTrees.of(pulled.folder());
        named.forEach(digest -> assertThat(files).containsEntry(digest.substring("sha256:".length()), digest));
        assertClientsAgree(pulled, repository);
    }

    private void assertClientsAgree(Pulled pulled, String repository) {
        String digest = digest(pulled.folder().resolve("manifest.json"));
        JsonNode inspected = json(skopeo.run(
                temporary, "inspect", "--tls-verify=false", "--override-arch=amd64", "docker://" + pulled.reference()));
        assertThat(inspected.get("Digest").asText()).isEqualTo(digest);
        assertThat(inspected.get("Name").asText()).endsWith("/" + repository);
        assertThat(inspected.get("RepoTags")).extracting(JsonNode::asText).contains("1.0");

        String id = podman.run(temporary, "pull", "-q", "--tls-verify=false", "--arch=amd64", pulled.reference());
        JsonNode image = json(podman.run(temporary, "image", "inspect", id)).get(0);
        assertThat(image.get("RepoDigests"))
                .extracting(JsonNode::asText)
                .anyMatch(name -> name.endsWith("/" + repository + "@" + digest));
        assertThat(image.at("/RootFS/Layers")).isNotEmpty();
        if (pulled.manifest().has("config")) {
            assertThat("sha256:" + id)
                    .isEqualTo(pulled.manifest().at("/config/digest").asText());
        }
    }

    private static JsonNode json(Path file) {
        try {
            return json(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String digest(Path file) {
        try {
            return Digest.sha256(Files.readAllBytes(file)).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
