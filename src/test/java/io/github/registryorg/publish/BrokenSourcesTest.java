package io.github.registryorg.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.DockerArchiveFixture;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be published gives one message with the reason, and leaves no name, no half blob and nothing outside. */
class BrokenSourcesTest {

    @TempDir
    Path directory;

    private Problem refused(String source) throws IOException {
        Path outside = Files.createDirectories(directory.resolve("work"));
        RegistryStory story = new RegistryStory(outside);
        Problem[] problem = new Problem[1];
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> story.publish(source, "acme/app", "1.0"))
                .satisfies(e -> problem[0] = e.problem());
        assertThat(outside.resolve("registry/acme")).doesNotExist();
        if (Files.exists(outside.resolve("registry"))) {
            assertThat(FileTrees.of(outside.resolve("registry")))
                    .allSatisfy((path, digest) ->
                            assertThat(path).isEqualTo("blobs-of-all/sha256/" + digest.substring("sha256:".length())));
        }
        assertThat(problem[0].toString()).doesNotContain("Exception");
        return problem[0];
    }

    @Test
    void archive_truncated_isRefused() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        layout.entry(layout.image("content"), "1.0");
        byte[] whole = layout.tar("").bytes();
        // without the two empty blocks at its end, an archive is still whole
        for (int length = TarFixture.BLOCK / 2; length < whole.length - 3 * TarFixture.BLOCK; length += 700) {
            Path archive = Files.write(directory.resolve("short.tar"), Arrays.copyOf(whole, length));
            Problem problem = refused("oci:" + archive);
            assertThat(problem.code())
                    .as("%d bytes of %d: %s", length, whole.length, problem)
                    .isIn(ProblemCode.SOURCE_INVALID, ProblemCode.SIZE_INVALID, ProblemCode.BLOB_UNKNOWN);
        }
    }

    @Test
    void layer_withAnotherHash_isRefused() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        Descriptor image = layout.image("content");
        layout.entry(image, "1.0");
        Descriptor layer = layer(layout, image);
        byte[] content = layout.content(layer.digest());
        content[content.length / 2] ^= 1;
        layout.put(LayoutFixture.path(layer.digest()), content);

        Problem problem = refused("oci:" + layout.writeDirectory(directory.resolve("layout")));
        assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(problem.toString())
                .contains(layer.digest().toString(), Digest.sha256(content).toString());
    }

    @Test
    void layer_ofAnotherSize_isRefused() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        Descriptor image = layout.image("content");
        layout.entry(image, "1.0");
        Descriptor layer = layer(layout, image);
        byte[] content = Arrays.copyOf(layout.content(layer.digest()), (int) layer.size() + 3);
        layout.put(LayoutFixture.path(layer.digest()), content);

        Problem problem = refused("oci:" + layout.writeDirectory(directory.resolve("layout")));
        assertThat(problem.code()).isEqualTo(ProblemCode.SIZE_INVALID);
        assertThat(problem.toString()).contains(String.valueOf(layer.size()), String.valueOf(content.length));
    }

    private static Descriptor layer(LayoutFixture layout, Descriptor image) {
        return RawManifest.of(layout.content(image.digest()))
                .manifest()
                .references()
                .get(1);
    }

    @Test
    void manifest_ofMoreThan4MiB_isRefused() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        String padding = "x".repeat(4 << 20);
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_INDEX
                        + "\",\"manifests\":[],\"annotations\":{\"a\":\"" + padding + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        layout.entry(layout.blob(MediaType.OCI_INDEX, manifest), "1.0");

        Problem problem = refused("oci:" + layout.writeTar(directory.resolve("image.tar")));
        assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_INVALID);
        assertThat(problem.toString()).contains("4,194,415 bytes, more than 4 MiB");
    }

    @Test
    void indexes_aThousandDeep_areRefused() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        Descriptor inner = layout.image("content");
        for (int i = 0; i < 1_000; i++) {
            inner = layout.index(inner);
        }
        layout.entry(inner, "1.0");

        Problem problem = refused("oci:" + layout.writeDirectory(directory.resolve("layout")));
        assertThat(problem.code()).isIn(ProblemCode.SOURCE_INVALID, ProblemCode.MANIFEST_INVALID);
        assertThat(problem.toString()).contains("deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "/escaped", "a/../../escaped", "..\\escaped"})
    void path_outOfAnArchive_isRefused(String name) throws IOException {
        DockerArchiveFixture archive = new DockerArchiveFixture().image("acme/app:1.0", "content");
        Path file = archive.put(name, "out").writeTo(directory.resolve("image.tar"));
        RegistryStory story = new RegistryStory(Files.createDirectories(directory.resolve("work")));
        try {
            story.publish("docker-archive:" + file, "acme/app", "1.0");
        } catch (RegistryException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        }
        assertThat(FileTrees.of(directory).keySet()).noneMatch(path -> path.contains("escaped"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../acme",
                "acme/../app",
                "/acme",
                "acme//app",
                "Acme",
                "acme/",
                "acme/app:1",
                "a\u0000b",
                "acme/v2/blobs/x"
            })
    void name_invalid_isRefused(String name) {
        RegistryStory story = new RegistryStory(directory);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> story.publish("x", name, "1.0"))
                .satisfies(
                        e -> assertThat(e.problem().code()).isIn(ProblemCode.NAME_INVALID, ProblemCode.NAME_RESERVED));
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "-x", "a/b", "a b", "sha256:x", "ä", "a\n"})
    void tag_invalid_isRefused(String tag) {
        RegistryStory story = new RegistryStory(directory);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> story.publish("x", "acme/app", tag))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.TAG_INVALID));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void tag_reserved_isRefused() throws IOException {
        Path source = Files.writeString(directory.resolve("x"), "x");
        RegistryStory story = new RegistryStory(directory.resolve("work"));
        for (String tag : List.of("sha256-" + "0".repeat(64), "sha512-" + "0".repeat(128), "con", "1.")) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> story.publish(source.toString(), "acme/app", tag))
                    .satisfies(e ->
                            assertThat(e.problem().code()).isIn(ProblemCode.TAG_INVALID, ProblemCode.NAME_RESERVED));
        }
        assertThat(directory.resolve("work")).doesNotExist();
    }

    @Test
    void output_notADirectory_isRefused() throws IOException {
        Path source = Files.writeString(directory.resolve("x"), "x");
        RegistryStory story = new RegistryStory(directory);
        Files.writeString(story.registry, "a file where a directory should be");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> story.publish(source.toString(), "acme/app", "1.0"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining(story.registry.toString());
        assertThat(story.registry).hasContent("a file where a directory should be");
    }
}
