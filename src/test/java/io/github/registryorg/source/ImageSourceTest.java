package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourceTest {

    private static final String UNDERSTOOD =
            "Supported are oci:DIR|TAR[:REF], docker-archive:TAR[:REF], docker://REF, sif:FILE, file:FILE and a plain path.";

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();

    @Test
    void path_existingWithAColon_isThePath() {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0").writeDirectory(directory.resolve("app"));
        LayoutFixture colon = new LayoutFixture();
        Descriptor other = colon.image("b");
        colon.entry(other, "2.0").writeDirectory(directory.resolve("app:1.0"));

        assertThat(digest("oci:app")).isEqualTo(image.digest());
        assertThat(digest("oci:app:1.0")).isEqualTo(other.digest());
    }

    @Test
    void path_withAReference_isSplitAtTheFirstColon() {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0:2.0").writeDirectory(directory.resolve("app"));
        layout.writeDirectory(directory.resolve("app:1.0"));

        assertThat(digest("oci:app:1.0:2.0")).isEqualTo(image.digest());
    }

    @Test
    void path_absoluteOrWithColons_isRead() {
        Descriptor image = layout.image("a");
        layout.entry(image, "docker.io/acme/app:1.0").writeTar(directory.resolve("a:b.tar"));

        assertThat(digest("oci:" + directory.resolve("a:b.tar"))).isEqualTo(image.digest());
        assertThat(digest("oci:a:b.tar:docker.io/acme/app:1.0")).isEqualTo(image.digest());
        assertThat(digest("oci:a:b.tar:" + image.digest())).isEqualTo(image.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-daemon:app:1", "containers-storage:app", "dir:/tmp/x"})
    void source_thatSkopeoCanCopy_isRefusedWithTheCommand(String text) {
        Problem problem = Problems.of(() -> parse(text));

        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(problem.toString())
                .isEqualTo("CONFIGURATION_INVALID " + text + ": is of a kind that is not understood. Copy it first"
                        + " (skopeo copy --all " + text + " oci:image), then name oci:image. " + UNDERSTOOD);
    }

    @Test
    void scheme_unknown_isRefusedWithKnownOnes() {
        assertThat(Problems.of(() -> parse("https://example.com/x.tar")).toString())
                .endsWith("is of a kind that is not understood. " + UNDERSTOOD);
        assertThat(Problems.of(() -> parse("oci-archive:x.tar")).hint()).contains("Write oci:");
        assertThat(Problems.of(() -> parse("docker:alpine")).hint()).contains("Write docker://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci:", "docker-archive:", "sif:", "file: "})
    void kind_withoutAPath_isRefused(String text) {
        assertThat(Problems.of(() -> parse(text)).code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"oci:nowhere", "oci:nowhere:1.0", "docker-archive:nowhere", "sif:nowhere", "file:x", "nowhere"})
    void path_absent_isReported(String text) {
        Problem problem = Problems.of(() -> parse(text));

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
        assertThat(problem.what()).contains("no file or directory").contains(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "oci::x", "oci:a\0b", "a\0b"})
    void text_odd_isRefused(String text) {
        assertThat(Problems.of(() -> parse(text)).code())
                .isIn(ProblemCode.SOURCE_UNKNOWN, ProblemCode.CONFIGURATION_INVALID);
    }

    @Test
    void reference_empty_isRefused() {
        layout.entry(layout.image("a"), "1.0").writeDirectory(directory.resolve("app"));

        assertThat(Problems.of(() -> parse("oci:app:")).what()).isEqualTo("has no reference after the last colon");
    }

    @ParameterizedTest
    @CsvSource({
        "oci, saved.tar, docker-archive",
        "docker-archive, layout.tar, oci",
        "docker-archive, layout, oci",
        "oci, x.sif, sif",
        "docker-archive, x.sif, sif",
        "sif, layout.tar, oci",
        "sif, saved.tar, docker-archive",
    })
    void prefix_wrong_isRefusedWithTheRightOne(String prefix, String file, String right) {
        everyKind();

        Problem problem = Problems.of(() -> parse(prefix + ":" + file).read());

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(problem.hint()).isEqualTo("Write " + right + ":" + directory.resolve(file) + " instead.");
    }

    @ParameterizedTest
    @CsvSource({"layout, oci", "layout.tar, oci", "saved.tar, docker-archive", "x.sif, sif"})
    void path_ofAnImageWithoutAPrefix_isRefusedWithBothPrefixes(String file, String prefix) {
        everyKind();

        Problem problem = Problems.of(() -> parse(file));

        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        String orTheFile = file.equals("layout") ? "" : ", or file:" + file + " to publish the file itself";
        assertThat(problem.hint())
                .isEqualTo("Write " + prefix + ":" + file + " to publish what it holds" + orTheFile + ".");
    }

    @Test
    void archive_ofAnImage_canBePublishedAsAFile() {
        everyKind();

        assertThat(parse("file:saved.tar").read().blobs()).hasSize(2);
    }

    @Test
    void directory_asAFile_isRefused() throws IOException {
        Files.createDirectory(directory.resolve("directory"));

        assertThat(Problems.of(() -> parse("directory")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(Problems.of(() -> parse("file:directory")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(Problems.of(() -> parse("sif:directory")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
    }

    @Test
    void device_asASource_isRefused() {
        if (Files.exists(Path.of("/dev/zero"))) {
            assertThat(Problems.of(() -> parse("oci:/dev/zero")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
            assertThat(Problems.of(() -> parse("/dev/zero")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        }
    }

    @Test
    void archive_compressed_isTheSameWhateverItsNameIs() throws IOException {
        Digest image = layout.entry(layout.image("a"), "1.0").image("a").digest();
        Files.write(
                directory.resolve("layout.tar"),
                LayoutFixture.gzip(layout.tar("").bytes()));
        byte[] saved = new DockerArchiveFixture().image("app:1.0", "one").tar().bytes();
        Files.write(directory.resolve("saved.tar"), saved);
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(directory.resolve("saved")))) {
            out.write(saved);
        }

        assertThat(digest("oci:layout.tar")).isEqualTo(image);
        assertThat(digest("oci:layout.tar:1.0")).isEqualTo(image);
        assertThat(digest("docker-archive:saved:app:1.0")).isEqualTo(digest("docker-archive:saved.tar"));
        assertThat(parse("docker-archive:saved").read().blobs())
                .allSatisfy(blob -> assertThat(blob.read()).hasSize((int) blob.size()));
        assertThat(Problems.of(() -> parse("oci:saved").read()).toString())
                .isEqualTo("SOURCE_INVALID oci:saved: is not an OCI layout but a docker archive. Write docker-archive:"
                        + directory.resolve("saved") + " instead.");
    }

    @Test
    void archive_compressedWithSomethingElse_isRefusedWithWhatToDo() throws IOException {
        Files.write(directory.resolve("layout.tar.xz"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1});

        assertThat(Problems.of(() -> parse("oci:layout.tar.xz").read()).toString())
                .isEqualTo("SOURCE_INVALID oci:layout.tar.xz: is not a tar archive: it is compressed with xz."
                        + " Decompress it, and name the result: xz -dc 'layout.tar.xz' > image.tar");
    }

    @Test
    void toString_ofASource_isTheUsersText() throws IOException {
        everyKind();
        Files.write(directory.resolve("plain"), "x".getBytes(UTF_8));

        for (String text :
                new String[] {"oci:layout:1.0", "docker-archive:saved.tar", "sif:x.sif", "file:x.sif", "plain"}) {
            assertThat(parse(text)).hasToString(text);
        }
    }

    private void everyKind() {
        layout.entry(layout.image("a"), "1.0").writeDirectory(directory.resolve("layout"));
        layout.writeTar(directory.resolve("layout.tar"));
        new DockerArchiveFixture().image("app:1.0", "one").writeTo(directory.resolve("saved.tar"));
        TarFixture.write(directory.resolve("x.sif"), ArtifactTest.sif("content"));
    }

    private Digest digest(String text) {
        return parse(text).read().root().digest();
    }

    private ImageSource parse(String text) {
        return SourceGrammar.parse(text, directory, LocalSources.OPEN);
    }
}
