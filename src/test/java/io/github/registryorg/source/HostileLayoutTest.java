package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileLayoutTest {

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();

    @Test
    void indexes_nested16Times_areTheDeepest() {
        layout.entry(nested(16), "1.0");
        assertThat(read().manifests()).hasSize(17);

        LayoutFixture deeper = new LayoutFixture();
        deeper.entry(nested(deeper, 17), "1.0").writeTar(directory.resolve("deeper.tar"));
        Problem problem = Problems.of(() -> SourceGrammar.parse("oci:deeper.tar", directory, LocalSources.OPEN)
                .read());
        assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_INVALID);
        assertThat(problem.what()).isEqualTo("indexes are nested more than 16 deep");
    }

    @Test
    void indexes_nestedAThousandTimes_areRefused() {
        layout.entry(nested(1000), "1.0");

        assertThat(refused(ProblemCode.MANIFEST_INVALID).what()).contains("more than 16 deep");
    }

    @Test
    void nesting_ofSeveralPaths_isThatOfTheLongest() {
        Descriptor ten = nested(10);
        Descriptor way = layout.index(layout.image("other"));
        for (int i = 0; i < 5; i++) {
            way = layout.index(way);
        }
        // ten is known by the time the long way reaches it
        Descriptor longWay = ten;
        for (int i = 0; i < 6; i++) {
            longWay = layout.index(way, longWay);
        }
        layout.entry(layout.index(ten, longWay), "1.0");

        assertThat(refused(ProblemCode.MANIFEST_INVALID).what()).contains("more than 16 deep");
    }

    @Test
    void manifest_ofMoreThan4MiB_isNotRead() {
        byte[] huge = ("{\"schemaVersion\":2,\"x\":\"" + "x".repeat(RawManifest.MAX_SIZE) + "\"}").getBytes(UTF_8);
        layout.entry(layout.blob(MediaType.OCI_MANIFEST, huge), "1.0");
        assertThat(refused(ProblemCode.MANIFEST_INVALID).what()).contains("more than 4 MiB");

        LayoutFixture lying = new LayoutFixture();
        Descriptor real = lying.blob(MediaType.OCI_MANIFEST, huge);
        lying.entry(Descriptor.of(real.mediaType(), real.digest(), 1000), "1.0")
                .writeTar(directory.resolve("lying.tar"));
        assertThat(Problems.of(() -> SourceGrammar.parse("oci:lying.tar", directory, LocalSources.OPEN)
                                .read())
                        .code())
                .isEqualTo(ProblemCode.SIZE_INVALID);
    }

    @Test
    void indexJson_ofMoreThan4MiB_isNotRead() {
        layout.put("index.json", new byte[RawManifest.MAX_SIZE + 1]);

        assertThat(refused(ProblemCode.FILE_TOO_LARGE).what()).isEqualTo("index.json has 4,194,305 bytes");
    }

    @Test
    void manifests_ofTooManyBytes_areRefused() {
        ObjectNode padded = LayoutFixture.image(layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(UTF_8)));
        List<Descriptor> children = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            padded.putObject("annotations").put("padding", i + "x".repeat(4_000_000));
            children.add(layout.manifest(padded));
        }
        layout.entry(layout.index(children.toArray(Descriptor[]::new)), "1.0");

        assertThat(refused(ProblemCode.SOURCE_INVALID).what()).contains("16,777,216 bytes of them");
    }

    @Test
    void manifests_tooMany_areRefused() {
        ObjectNode small = LayoutFixture.image(layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(UTF_8)));
        List<Descriptor> children = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            small.putObject("annotations").put("n", String.valueOf(i));
            children.add(layout.manifest(small));
        }
        layout.entry(layout.index(children.toArray(Descriptor[]::new)), "1.0").writeTar(directory.resolve("many.tar"));

        assertThat(Problems.of(() -> SourceGrammar.parse("oci:many.tar", directory, LocalSources.OPEN)
                                .read())
                        .what())
                .contains("more than 10,000 manifests");
    }

    @Test
    void manifest_withAnotherDigest_isRefused() {
        Descriptor image = layout.image("a");
        byte[] changed = layout.content(image.digest()).clone();
        changed[changed.length - 2] ^= 1;
        layout.entry(image, "1.0").put(LayoutFixture.path(image.digest()), changed);

        assertThat(refused(ProblemCode.DIGEST_INVALID).what())
                .contains(image.digest().toString())
                .contains("the bytes have the digest " + Digest.sha256(changed));
    }

    @Test
    void manifest_ofAnotherSize_isRefused() {
        Descriptor image = layout.image("a");
        layout.entry(Descriptor.of(image.mediaType(), image.digest(), image.size() + 1), "1.0");

        assertThat(refused(ProblemCode.SIZE_INVALID).what()).contains("index.json declares " + (image.size() + 1));
    }

    @Test
    void manifest_withASecondDescriptor_isCheckedAgainstBoth() {
        Descriptor image = layout.image("a");
        layout.entry(layout.index(image, Descriptor.of(image.mediaType(), image.digest(), 5)), "1.0");

        assertThat(refused(ProblemCode.SIZE_INVALID).what()).contains("declares 5");
    }

    @Test
    void blob_ofAnotherSize_isRefused() {
        Descriptor image = layout.image("a");
        Descriptor layer = layer(image);
        byte[] content = layout.content(layer.digest());
        layout.entry(image, "1.0").put(LayoutFixture.path(layer.digest()), Arrays.copyOf(content, content.length - 1));

        assertThat(refused(ProblemCode.SIZE_INVALID).what())
                .contains(layer.digest() + " has " + (content.length - 1) + " bytes");
    }

    @Test
    void blob_withTwoSizes_isRefused() {
        Descriptor config = layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(UTF_8));
        Descriptor layer = layout.blob(MediaType.OCTET_STREAM, "x".getBytes(UTF_8));
        Descriptor other = Descriptor.of(layer.mediaType(), layer.digest(), 2);
        layout.entry(layout.manifest(LayoutFixture.image(config, layer, other)), "1.0");

        assertThat(refused(ProblemCode.SIZE_INVALID)).isNotNull();
    }

    @Test
    void mediaType_otherInTheIndex_isRefused() {
        Descriptor image = layout.image("a");
        layout.entry(Descriptor.of(MediaType.DOCKER_MANIFEST, image.digest(), image.size()), "1.0");

        assertThat(refused(ProblemCode.MANIFEST_INVALID).what())
                .contains("is of the type " + MediaType.OCI_MANIFEST)
                .contains("index.json declares " + MediaType.DOCKER_MANIFEST);
    }

    @Test
    void child_absent_isReportedWithItsPlatform() {
        Descriptor arm = layout.image("b", new Platform("linux", "arm64", "v8", null));
        Descriptor index = layout.index(layout.image("a"), arm);
        layout.entry(index, "1.0").remove(arm);

        Problem problem = refused(ProblemCode.MANIFEST_BLOB_UNKNOWN);

        assertThat(problem.what())
                .isEqualTo("the manifest " + arm.digest() + " is not in the layout, and " + index.digest()
                        + " names it for linux/arm64/v8");
        assertThat(problem.hint())
                .startsWith("All is there for linux/amd64: publish that alone with -Dregistry.platforms=linux/amd64.")
                .contains("skopeo copy --all");
    }

    @Test
    void children_ofWhichNoneIsWhole_areReportedWithoutAChoice() {
        Descriptor amd = layout.image("a");
        Descriptor arm = layout.image("b", new Platform("linux", "arm64", null, null));
        layout.entry(layout.index(amd, arm), "1.0").remove(layer(amd)).remove(arm);

        assertThat(refused(ProblemCode.MANIFEST_BLOB_UNKNOWN).hint()).startsWith("The layout may be a sparse copy");
    }

    @Test
    void blobs_absent_areReportedTogether() {
        Descriptor image = layout.image("a");
        Descriptor foreign = Descriptor.of(
                new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
                Digest.sha256(new byte[] {1}),
                1);
        Descriptor withForeign =
                layout.manifest(LayoutFixture.image(layout.blob(MediaType.OCI_CONFIG, "{}".getBytes(UTF_8)), foreign));
        layout.entry(layout.index(image, withForeign), "1.0").remove(layer(image));
        layout.writeDirectory(directory.resolve("layout"));

        List<Problem> problems = catchThrowableOfType(
                        RegistryException.class,
                        () -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                .problems();

        assertThat(problems)
                .hasSize(2)
                .allMatch(problem -> problem.code() == ProblemCode.MANIFEST_BLOB_UNKNOWN)
                .anySatisfy(problem -> {
                    assertThat(problem.what())
                            .contains(foreign.digest().toString())
                            .contains("foreign");
                    assertThat(problem.hint()).contains("licence");
                })
                .anySatisfy(problem -> {
                    assertThat(problem.what()).contains(layer(image).digest().toString());
                    assertThat(problem.hint()).contains("sparse");
                });
    }

    @Test
    void blobs_manyAbsent_areCounted() {
        Descriptor[] layers = new Descriptor[25];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Descriptor.of(MediaType.OCI_LAYER_GZIP, Digest.sha256(new byte[] {(byte) i}), 1);
        }
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, "{}".getBytes(UTF_8));
        layout.entry(layout.manifest(LayoutFixture.image(config, layers)), "1.0");
        layout.writeDirectory(directory.resolve("layout"));

        List<Problem> problems = catchThrowableOfType(
                        RegistryException.class,
                        () -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                .problems();

        assertThat(problems).hasSize(11);
        assertThat(problems.get(10).what()).isEqualTo("15 more manifests and blobs are not in the layout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
            })
    void foreignLayer_withUrlsAndAbsent_staysAtThem(String mediaType) {
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, "{}".getBytes(UTF_8));
        ObjectNode manifest =
                LayoutFixture.image(config, Descriptor.of(new MediaType(mediaType), Digest.sha256(new byte[] {1}), 1));
        ((ObjectNode) manifest.path("layers").get(0)).putArray("urls").add("https://example.org/base");
        layout.entry(layout.manifest(manifest), "1.0");

        assertThat(read().blobs()).extracting(Blob::descriptor).containsExactly(config);
    }

    @Test
    void foreignLayer_present_isPublished() {
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, "{}".getBytes(UTF_8));
        Descriptor foreign = layout.blob(
                new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"), new byte[] {1});
        layout.entry(layout.manifest(LayoutFixture.image(config, foreign)), "1.0");

        assertThat(read().blobs()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "not json",
                "{\"schemaVersion\":2,\"manifests\":[]",
                "{\"schemaVersion\":2,\"manifests\":[]} x",
                "{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}",
                "{\"schemaVersion\":1,\"manifests\":[]}",
                "{\"schemaVersion\":2,\"manifests\":{}}",
                "{\"schemaVersion\":2,\"manifests\":[{}]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
            })
    void indexJson_invalid_isRefused(String content) {
        layout.put("index.json", content);

        assertThat(refused(ProblemCode.MANIFEST_INVALID).toString()).contains("oci:layout: index.json: ");
    }

    @Test
    void json_deeplyNested_isRefused() {
        layout.put("index.json", "[".repeat(100_000));

        assertThat(refused(ProblemCode.MANIFEST_INVALID).cause()).isNotEmpty();
    }

    @Test
    void indexJson_anImageManifest_isRefused() {
        Descriptor image = layout.image("a");
        layout.put("index.json", layout.content(image.digest()));

        assertThat(refused(ProblemCode.SOURCE_INVALID).what()).contains("is an image manifest, not an index");
    }

    @Test
    void index_empty_isRefused() {
        assertThat(refused(ProblemCode.SOURCE_UNKNOWN).what()).isEqualTo("holds no image");
        layout.entry(layout.blob(new MediaType("text/plain"), new byte[1]));
        assertThat(refused(ProblemCode.SOURCE_UNKNOWN).what()).isEqualTo("holds no image");
    }

    @Test
    void manifest_withDuplicateKeys_isRefused() {
        byte[] twice = "{\"schemaVersion\":2,\"manifests\":[],\"schemaVersion\":2}".getBytes(UTF_8);
        Descriptor index = layout.blob(MediaType.OCI_INDEX, twice);
        layout.entry(index, "1.0");

        Problem problem = refused(ProblemCode.MANIFEST_INVALID);
        assertThat(problem.what()).startsWith(index.digest().toString());
        assertThat(problem.cause()).contains("schemaVersion");
    }

    @Test
    void marker_absentOrOfAnotherVersion_isRefused() {
        layout.entry(layout.image("a"), "1.0").put("oci-layout", "{\"imageLayoutVersion\":\"2.0.0\"}");
        assertThat(refused(ProblemCode.SOURCE_INVALID).what()).contains("\"2.0.0\"");

        layout.put("oci-layout", "[]");
        assertThat(refused(ProblemCode.MANIFEST_INVALID).what()).contains("oci-layout: is not a JSON object");

        layout.put("oci-layout", "x".repeat(5000));
        assertThat(refused(ProblemCode.FILE_TOO_LARGE)).isNotNull();
    }

    @Test
    void directory_withoutALayout_isReportedWithWhatIsMissing() throws IOException {
        Files.createDirectory(directory.resolve("layout"));

        assertThat(Problems.of(() -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                        .toString())
                .contains("is not an OCI layout: it has no oci-layout at its top");
    }

    @Test
    void layout_withoutIndexJson_isRefused() throws IOException {
        layout.writeDirectory(directory.resolve("layout"));
        Files.delete(directory.resolve("layout/index.json"));

        assertThat(Problems.of(() -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                        .what())
                .contains("it has no index.json");
    }

    @Test
    void blob_aLinkOutOfTheLayout_isRefused() throws IOException {
        Descriptor image = layout.image("a");
        Descriptor layer = layer(image);
        layout.entry(image, "1.0").writeDirectory(directory.resolve("layout"));
        Path blob = directory.resolve("layout").resolve(LayoutFixture.path(layer.digest()));
        Files.move(blob, directory.resolve("outside"));
        Files.createSymbolicLink(blob, directory.resolve("outside"));

        Problem problem = Problems.of(() ->
                SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN).read());

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(problem.what()).contains("leads out of the directory");
        assertThat(problem.hint()).contains("cp -rL");
    }

    @Test
    void blobsDirectory_aLinkOutOfTheLayout_isRefused() throws IOException {
        layout.entry(layout.image("a"), "1.0").writeDirectory(directory.resolve("layout"));
        Files.move(directory.resolve("layout/blobs"), directory.resolve("blobs"));
        Files.createSymbolicLink(directory.resolve("layout/blobs"), directory.resolve("blobs"));

        assertThat(Problems.of(() -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                        .what())
                .contains("leads out of the directory");
    }

    @Test
    void blob_aDirectoryOrALinkLoop_isRefused() throws IOException {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0").writeDirectory(directory.resolve("layout"));
        Path blob = directory.resolve("layout").resolve(LayoutFixture.path(image.digest()));
        Files.delete(blob);
        Files.createDirectory(blob);
        assertThat(Problems.of(() -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                        .what())
                .contains("is not a regular file");

        Files.delete(blob);
        Files.createSymbolicLink(blob, blob);
        assertThat(Problems.of(() -> SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                                .read())
                        .code())
                .isEqualTo(ProblemCode.IO_FAILED);
    }

    @Test
    void urlsAndData_ofDescriptors_areNotUsed() {
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, "{}".getBytes(UTF_8));
        Descriptor layer = layout.blob(MediaType.OCI_LAYER_GZIP, "x".getBytes(UTF_8));
        ObjectNode manifest = LayoutFixture.image(config, layer);
        ((ObjectNode) manifest.path("layers").get(0))
                .put("data", "eA==")
                .putArray("urls")
                .add("file:///etc/passwd");
        layout.entry(layout.manifest(manifest), "1.0").remove(layer);

        assertThat(refused(ProblemCode.MANIFEST_BLOB_UNKNOWN).what())
                .contains(layer.digest().toString());
    }

    @Test
    void tar_truncated_isRefused() throws IOException {
        layout.entry(layout.image("a"), "1.0");
        byte[] whole = layout.tar("").unfinished();
        // index.json is the last entry, and what follows it is padding
        for (int length = 0; length < whole.length - TarFixture.BLOCK; length += 101) {
            Files.write(directory.resolve("cut.tar"), Arrays.copyOf(whole, length));
            assertThat(Problems.of(() -> SourceGrammar.parse("oci:cut.tar", directory, LocalSources.OPEN)
                                    .read())
                            .code())
                    .isEqualTo(ProblemCode.SOURCE_INVALID);
        }
    }

    @Test
    void name_withLineBreaks_isPrintedInOneLine() {
        layout.entry(layout.image("a"), "1.0\nINFO all is well").entry(layout.image("b"), "2.0");

        assertThat(refused(ProblemCode.SOURCE_UNKNOWN).toString())
                .doesNotContain("\n")
                .contains("1.0\\u000aINFO");
    }

    private Descriptor nested(int indexes) {
        return nested(layout, indexes);
    }

    private static Descriptor nested(LayoutFixture layout, int indexes) {
        Descriptor inner = layout.image("innermost");
        for (int i = 0; i < indexes; i++) {
            inner = layout.index(inner);
        }
        return inner;
    }

    private Descriptor layer(Descriptor image) {
        return ((io.github.registryorg.oci.ImageManifest)
                        RawManifest.of(layout.content(image.digest())).manifest())
                .layers()
                .get(0);
    }

    private Image read() {
        layout.writeDirectory(directory.resolve("layout"));
        return SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN).read();
    }

    private Problem refused(ProblemCode code) {
        Problem problem = Problems.of(this::read);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.subject()).isEqualTo("oci:layout");
        return problem;
    }
}
