package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images that real tools build in a directory, and what must be true of them when real clients have pulled them. */
public final class RealImages {

    private final Path temporary;
    private final RealClient skopeo;

    public RealImages(Path temporary) throws IOException {
        this.temporary = temporary;
        this.skopeo = RealClient.of("skopeo");
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        Files.createDirectories(temporary.resolve("tree/etc"));
        Files.writeString(temporary.resolve("tree/etc/motd"), "Welcome\n".repeat(10_000));
    }

    public RealClient skopeo() {
        return skopeo;
    }

    /** An image for one platform, in {@code oci:layout:1.0}. */
    public void umociLayout() {
        RealClient umoci = RealClient.of("umoci");
        umoci.run(temporary, "init", "--layout", "layout");
        umoci.run(temporary, "new", "--image", "layout:1.0");
        umoci.run(temporary, "insert", "--rootless", "--image", "layout:1.0", "hello.txt", "/hello.txt");
        umoci.run(temporary, "insert", "--rootless", "--image", "layout:1.0", "tree/etc", "/etc");
        umoci.run(temporary, "config", "--image", "layout:1.0", "--config.cmd", "/hello.txt");
    }

    /** An image for each architecture; the first is in {@code oci:layout:1.0}. */
    public RealClient buildah(String... architectures) {
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

    /** An image for three platforms, in {@code oci:index:1.0}. */
    public void buildahIndex() {
        RealClient buildah = buildah("amd64", "arm64", "s390x");
        buildah.run(temporary, "manifest", "create", "all");
        for (String architecture : List.of("amd64", "arm64", "s390x")) {
            buildah.run(temporary, "manifest", "add", "all", "localhost/built-" + architecture);
        }
        buildah.run(temporary, "manifest", "push", "--all", "all", "oci:index:1.0");
    }

    /** What a client got. */
    public record Pulled(Path directory, String reference, JsonNode manifest) {}

    /** Pulls tag 1.0 with everything below it. */
    private Pulled pull(String address, String repository) {
        String reference = address + "/" + repository + ":1.0";
        Path directory = new Skopeo(skopeo, temporary).pull(reference, "pulled-" + name(repository));
        return new Pulled(directory, reference, json(directory.resolve("manifest.json")));
    }

    /** What arrives by skopeo and podman is what skopeo reads from the source. */
    public Pulled assertPulled(String source, String address, String repository) {
        Path expected = new Skopeo(skopeo, temporary).read(source, "expected-" + name(repository));
        Pulled pulled = pull(address, repository);
        assertThat(FileTrees.of(pulled.directory())).isEqualTo(FileTrees.of(expected));
        assertClientsAgree(pulled, repository);
        return pulled;
    }

    /** Manifests are others, with {@code urls}; configs and layers are those that skopeo reads from the source. */
    public Pulled assertPulledByUrls(String source, String address, String repository) {
        Path expected = new Skopeo(skopeo, temporary).read(source, "expected-" + name(repository));
        Pulled pulled = pull(address, repository);
        assertThat(blobs(pulled.directory())).isNotEmpty().isEqualTo(blobs(expected));
        assertClientsAgree(pulled, repository);
        return pulled;
    }

    private static Map<String, String> blobs(Path directory) {
        Map<String, String> files = new TreeMap<>(FileTrees.of(directory));
        files.keySet().removeIf(file -> file.endsWith("manifest.json"));
        return files;
    }

    /** The manifest is ours; config and layers are the archive's. */
    public void assertPulledArchive(String address, String repository) {
        RealClient.of("tar").run(temporary, "-xf", "image.tar", "--one-top-level=archive");
        JsonNode entry = json(temporary.resolve("archive/manifest.json")).get(0);
        List<String> expected = new ArrayList<>();
        expected.add(
                digest(temporary.resolve("archive").resolve(entry.get("Config").asText())));
        entry.get("Layers")
                .forEach(layer ->
                        expected.add(digest(temporary.resolve("archive").resolve(layer.asText()))));

        Pulled pulled = pull(address, repository);
        List<String> named = new ArrayList<>();
        named.add(pulled.manifest().at("/config/digest").asText());
        pulled.manifest()
                .get("layers")
                .forEach(layer -> named.add(layer.get("digest").asText()));
        assertThat(named).isEqualTo(expected);
        Map<String, String> files = FileTrees.of(pulled.directory());
        named.forEach(digest -> assertThat(files).containsEntry(digest.substring("sha256:".length()), digest));
        assertClientsAgree(pulled, repository);
    }

    private void assertClientsAgree(Pulled pulled, String repository) {
        String digest = digest(pulled.directory().resolve("manifest.json"));
        JsonNode inspected = json(skopeo.run(
                temporary, "inspect", "--tls-verify=false", "--override-arch=amd64", "docker://" + pulled.reference()));
        assertThat(inspected.get("Digest").asText()).isEqualTo(digest);
        assertThat(inspected.get("Name").asText()).endsWith("/" + repository);
        assertThat(inspected.get("RepoTags")).extracting(JsonNode::asText).contains("1.0");

        RealClient podman = RealClient.containers("podman", temporary);
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

    private static String name(String repository) {
        return repository.replace('/', '-');
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
            return PlainJson.READER.readTree(text);
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
