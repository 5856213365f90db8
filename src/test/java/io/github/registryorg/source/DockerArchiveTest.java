package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.testkit.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerArchiveTest {

    @TempDir
    Path directory;

    private final DockerArchiveFixture archive = new DockerArchiveFixture();

    @Test
    void manifest_ofAnArchive_hasTheExpectedBytes() {
        archive.image("app:1.0", "one", "two");
        byte[] one = DockerArchiveFixture.layer("one");
        byte[] two = DockerArchiveFixture.layer("two");
        byte[] config = DockerArchiveFixture.config(one, two);

        Image image = read();

        assertThat(new String(image.root().bytes(), UTF_8))
                .isEqualTo("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                        + Digest.sha256(config) + "\",\"size\":" + config.length + "},\"layers\":["
                        + "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                        + Digest.sha256(one) + "\",\"size\":" + one.length + "},"
                        + "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                        + Digest.sha256(two) + "\",\"size\":" + two.length + "}]}");
        assertThat(image.manifests()).containsExactly(image.root());
        assertThat(image.blobs()).extracting(DockerArchiveTest::content).containsExactly(config, one, two);
    }

    @Test
    void layers_gzipAndZstd_areUnchanged() {
        byte[] plain = DockerArchiveFixture.layer("one");
        byte[] gzip = LayoutFixture.gzip(plain);
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 2, 3};
        archive.put("config.json", DockerArchiveFixture.config(plain, new byte[] {1}))
                .put("a.tar.gz", gzip)
                .put("b.tar.zst", zstd)
                .list("config.json", List.of("app:1.0", "app:latest"), "a.tar.gz", "b.tar.zst");

        Image image = read();

        assertThat(layers(image))
                .extracting(Descriptor::mediaType)
                .containsExactly(MediaType.OCI_LAYER_GZIP, MediaType.OCI_LAYER_ZSTD);
        assertThat(content(image.blobs().get(1))).isEqualTo(gzip);
    }

    @Test
    void layers_linkedInOldArchives_areRead() {
        byte[] plain = DockerArchiveFixture.layer("one");
        byte[] config = DockerArchiveFixture.config(plain, plain);
        String configName = Digest.sha256(config).hex() + ".json";
        archive.put(configName, config)
                .put("aaa/layer.tar", plain)
                .put("aaa/VERSION", "1.0")
                .put("repositories", "{}")
                .link("bbb/layer.tar", "../aaa/layer.tar")
                .list(configName, List.of("app:1.0"), "aaa/layer.tar", "bbb/layer.tar");

        Image image = read();

        assertThat(layers(image)).hasSize(2).allMatch(layer -> layer.digest().equals(Digest.sha256(plain)));
        assertThat(image.blobs()).hasSize(2);
    }

    @Test
    void archive_ofDocker25_keepsItsManifestAndReferrers() {
        byte[] plain = DockerArchiveFixture.layer("one");
        byte[] config = DockerArchiveFixture.config(plain);
        LayoutFixture layout = new LayoutFixture();
        Descriptor layer = layout.blob(MediaType.OCI_LAYER_TAR, plain);
        Descriptor configDescriptor = layout.blob(MediaType.OCI_CONFIG, config);
        Descriptor manifest =
                layout.manifest(LayoutFixture.image(configDescriptor, layer).put("extra", "so that digests differ"));
        Descriptor signature = layout.referrer("signature", manifest);
        layout.entry(signature)
                .entry(manifest, "1.0")
                .put(
                        "manifest.json",
                        "[{\"Config\":\"" + LayoutFixture.path(configDescriptor.digest())
                                + "\",\"RepoTags\":[\"app:1.0\"],\"Layers\":[\"" + LayoutFixture.path(layer.digest())
                                + "\"],\"LayerSources\":{}}]")
                .writeTar(directory.resolve("saved.tar"));

        Image asArchive = SourceGrammar.parse("docker-archive:saved.tar", directory, LocalSources.OPEN)
                .read();
        Image asLayout = SourceGrammar.parse("oci:saved.tar", directory, LocalSources.OPEN)
                .read();

        assertThat(asLayout.root().digest()).isEqualTo(manifest.digest());
        assertThat(asArchive.root().bytes()).isEqualTo(layout.content(manifest.digest()));
        assertThat(asArchive.manifests())
                .extracting(RawManifest::digest)
                .containsExactly(manifest.digest(), signature.digest());
    }

    @Test
    void archive_ofAnImageForSeveralPlatforms_isItsIndexIfThatIsComplete() {
        Saved saved = new Saved();
        saved.write();

        assertThat(saved.read().root().digest()).isEqualTo(saved.index.digest());
        assertThat(saved.read("linux/arm64").root().digest()).isEqualTo(saved.arm.digest());
        assertThat(saved.warnings).isEmpty();
    }

    @Test
    void archive_ofOnePulledPlatform_isTheManifestThatTheListNames() {
        Saved saved = new Saved();
        saved.layout.remove(saved.arm);
        saved.write();

        assertThat(saved.read().root().digest()).isEqualTo(saved.amd.digest());
        assertThat(saved.warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .startsWith("SOURCE_INCOMPLETE docker-archive:saved.tar: has only a part of the image "
                                + saved.index.digest())
                        .contains("for linux/amd64"));
        saved.warnings.clear();
        assertThat(saved.read("linux/amd64").root().digest()).isEqualTo(saved.amd.digest());
        assertThat(saved.warnings).isEmpty();
    }

    @Test
    void archive_whoseLayoutHasNotTheImage_getsAManifest() {
        Saved saved = new Saved();
        saved.layout.put("index.json", "{\"schemaVersion\":2,\"manifests\":[]}");
        saved.write();

        assertThat(saved.read().manifests()).hasSize(1);
        assertThat(Problems.of(() -> saved.read("linux/arm64")).hint())
                .isEqualTo("It is a single image for linux/amd64.");
    }

    @Test
    void archive_withoutManifestsAndCompression_saysThatItsDigestIsNew() {
        List<Problem> warnings = new ArrayList<>();
        archive.image("app:1.0", "one").writeTo(directory.resolve("x.tar"));

        SourceGrammar.parse("docker-archive:x.tar:app:1.0", directory, LocalSources.OPEN)
                .read(List.of(), warnings::add);

        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .isEqualTo("DIGEST_NEW docker-archive:x.tar: has no manifest, so one is made: its digest is not"
                                + " that of the image elsewhere, and no signature matches it. Its layers are published as"
                                + " they are, not compressed: 1 layer with 2.0 KiB. Compress them with"
                                + " -Dregistry.compress=gzip; or an OCI layout has a manifest, and compressed layers:"
                                + " skopeo copy docker-archive:x.tar:app:1.0 oci:DIR:TAG, and publish that."));
    }

    @Test
    void layers_compressedOnRequest_areTheSameGzipEachTime() throws IOException {
        archive.image("app:1.0", "one", "two", "one").writeTo(directory.resolve("x.tar"));
        List<Problem> warnings = new ArrayList<>();
        Digest first;
        try (OpenSources gzip = LocalSources.compressing(LayerCompression.GZIP)) {
            Image image =
                    SourceGrammar.parse("docker-archive:x.tar", directory, gzip).read(List.of(), warnings::add);
            first = image.root().digest();
            // the config, and two layers
            assertThat(image.blobs()).hasSize(3);
            for (Blob blob : image.blobs()) {
                assertThat(blob.read()).hasSize((int) blob.size());
            }
            List<Descriptor> layers = ((ImageManifest) image.root().manifest()).layers();
            assertThat(layers)
                    .extracting(layer -> layer.mediaType().value())
                    .containsOnly("application/vnd.oci.image.layer.v1.tar+gzip");
            assertThat(layers.get(0)).isEqualTo(layers.get(2)).isNotEqualTo(layers.get(1));
            byte[] layer = image.blobs().get(1).read();
            // no time, no name, and no operating system
            assertThat(Arrays.copyOf(layer, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes())
                    .isEqualTo(DockerArchiveFixture.layer("one"));
        }
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .startsWith("DIGEST_NEW docker-archive:x.tar: has no manifest")
                        .endsWith("To keep the digest, publish the image from its registry (docker://…)."));
        try (OpenSources gzip = LocalSources.compressing(LayerCompression.GZIP)) {
            assertThat(SourceGrammar.parse("docker-archive:x.tar", directory, gzip)
                            .read()
                            .root()
                            .digest())
                    .isEqualTo(first)
                    .isNotEqualTo(read().root().digest());
        }
    }

    @Test
    void manifest_ofTooManyLayers_isReportedForTheArchive() {
        int layers = 30_000;
        byte[] empty = new byte[0];
        byte[][] plain = new byte[layers][];
        Arrays.fill(plain, empty);
        String[] names = new String[layers];
        Arrays.fill(names, "empty.tar");
        archive.put("config.json", DockerArchiveFixture.config(plain))
                .put("empty.tar", empty)
                .list("config.json", List.of(), names);

        assertThat(refused(ProblemCode.MANIFEST_INVALID).toString())
                .startsWith("MANIFEST_INVALID docker-archive:x.tar: the manifest: a manifest of ")
                .contains("is larger than 4 MiB");
    }

    @Test
    void compression_unknown_isRefused() {
        assertThat(LayerCompression.parse(null)).isEqualTo(LayerCompression.NONE);
        assertThat(LayerCompression.parse(" gzip ")).isEqualTo(LayerCompression.GZIP);
        assertThat(Problems.of(() -> LayerCompression.parse("zstd")))
                .hasToString("CONFIGURATION_INVALID registry.compress: \"zstd\" is not a compression. Write gzip, or"
                        + " none.");
    }

    @Test
    void platforms_ofAnArchiveForOne_areCheckedAgainstItsConfig() {
        archive.image("app:1.0", "one").writeTo(directory.resolve("x.tar"));
        ImageSource source = SourceGrammar.parse("docker-archive:x.tar", directory, LocalSources.OPEN);

        assertThat(source.read(List.of(Platform.parse("linux/amd64")), warning -> {})
                        .manifests())
                .hasSize(1);
        assertThat(Problems.of(() -> source.read(List.of(Platform.parse("linux/arm64")), warning -> {}))
                        .toString())
                .contains("docker-archive:x.tar: is not for linux/arm64", "a single image for linux/amd64");
    }

    /** What docker save writes of an image for two platforms where the images are containerd's. */
    private final class Saved {

        final LayoutFixture layout = new LayoutFixture();
        final Descriptor amd = layout.image("a", Platform.parse("linux/amd64"));
        final Descriptor arm = layout.image("b", Platform.parse("linux/arm64"));
        final Descriptor index = layout.index(amd, arm);
        final List<Problem> warnings = new ArrayList<>();

        void write() {
            ImageManifest image =
                    (ImageManifest) RawManifest.of(layout.content(amd.digest())).manifest();
            layout.entry(index.withAnnotations(Map.of(
                            "io.containerd.image.name", "docker.io/acme/app:1.0", LayoutFixture.REF_NAME, "1.0")))
                    .put(
                            "manifest.json",
                            "[{\"Config\":\""
                                    + LayoutFixture.path(image.config().digest())
                                    + "\",\"RepoTags\":[\"acme/app:1.0\"],\"Layers\":[\""
                                    + LayoutFixture.path(image.layers().get(0).digest()) + "\"]}]")
                    .writeTar(directory.resolve("saved.tar"));
        }

        Image read(String... platforms) {
            return SourceGrammar.parse("docker-archive:saved.tar:acme/app:1.0", directory, LocalSources.OPEN)
                    .read(Arrays.stream(platforms).map(Platform::parse).toList(), warnings::add);
        }
    }

    @Test
    void diffIds_sha512_areVerified() {
        byte[] plain = DockerArchiveFixture.layer("one");
        Platform platform = new Platform("linux", "amd64", null, null);
        archive.put("config.json", LayoutFixture.config(platform, Digest.ofContent(DigestAlgorithm.SHA512, plain)))
                .put("a.tar", plain)
                .list("config.json", List.of(), "a.tar");

        assertThat(layers(read()).get(0).digest()).isEqualTo(Digest.sha256(plain));
    }

    @Test
    void image_ofSeveral_isChosenByTagOrId() {
        archive.image("app:1.0", "one").image("app:2.0", "two").image(null, "three");
        Digest one = Digest.sha256(DockerArchiveFixture.layer("one"));
        Digest two = Digest.sha256(DockerArchiveFixture.layer("two"));
        Digest three = Digest.sha256(DockerArchiveFixture.layer("three"));
        Digest id = Digest.sha256(DockerArchiveFixture.config(DockerArchiveFixture.layer("three")));

        assertThat(layer("app:1.0")).isEqualTo(one);
        assertThat(layer("2.0")).isEqualTo(two);
        assertThat(layer("docker.io/library/app:2.0")).isEqualTo(two);
        assertThat(layer(id.toString())).isEqualTo(three);
        assertThat(Problems.of(this::read).toString())
                .startsWith("SOURCE_UNKNOWN docker-archive:x.tar: holds 3 images")
                .contains("It holds app:1.0, app:2.0, " + id);
        assertThat(Problems.of(() -> layer("9")).toString()).contains("holds no image called \"9\"");
    }

    @Test
    void list_empty_isRefused() {
        assertThat(refused(ProblemCode.SOURCE_UNKNOWN).what()).isEqualTo("holds no image");
    }

    @Test
    void layer_withAnotherDiffId_isRefused() {
        byte[] config = DockerArchiveFixture.config(DockerArchiveFixture.layer("one"));
        archive.put("config.json", config)
                .put("a.tar", DockerArchiveFixture.layer("two"))
                .list("config.json", List.of(), "a.tar");

        assertThat(refused(ProblemCode.DIGEST_INVALID).what()).startsWith("the layer a.tar has the digest sha256:");
    }

    @Test
    void config_withAnotherDigestThanItsName_isRefused() {
        String name = "0".repeat(64) + ".json";
        archive.put(name, DockerArchiveFixture.config()).list(name, List.of());

        assertThat(refused(ProblemCode.DIGEST_INVALID).what()).startsWith("the config " + name);
    }

    @Test
    void layers_otherInNumberThanInTheConfig_areRefused() {
        byte[] plain = DockerArchiveFixture.layer("one");
        archive.put("config.json", DockerArchiveFixture.config(plain))
                .put("a.tar", plain)
                .list("config.json", List.of(), "a.tar", "a.tar");

        assertThat(refused(ProblemCode.SOURCE_INVALID).what())
                .isEqualTo("the image has 2 layers, and its config config.json lists 1");
    }

    @Test
    void image_withoutLayers_isRead() {
        archive.put("config.json", DockerArchiveFixture.config()).list("config.json", List.of());

        assertThat(layers(read())).isEmpty();
    }

    @Test
    void file_listedAndAbsent_isReported() {
        byte[] plain = DockerArchiveFixture.layer("one");
        archive.put("config.json", DockerArchiveFixture.config(plain)).list("config.json", List.of(), "a.tar");
        assertThat(refused(ProblemCode.MANIFEST_BLOB_UNKNOWN).what())
                .isEqualTo("\"a.tar\" is not in the archive, and manifest.json names it");

        archive.remove("config.json");
        assertThat(refused(ProblemCode.MANIFEST_BLOB_UNKNOWN).what()).startsWith("\"config.json\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "link", "circle", "directory"})
    void layer_outsideTheArchive_isRefused(String layer) {
        byte[] plain = DockerArchiveFixture.layer("one");
        archive.put("config.json", DockerArchiveFixture.config(plain))
                .put("directory/a", "x")
                .link("link", "../../etc/passwd")
                .link("circle", "./circle")
                .list("config.json", List.of(), layer);
        TarFixture tar = archive.tar().directory("directory");
        tar.writeTo(directory.resolve("x.tar"));

        Problem problem = Problems.of(() -> SourceGrammar.parse("docker-archive:x.tar", directory, LocalSources.OPEN)
                .read());
        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(problem.what()).contains(layer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "not json",
                "[1]",
                "[{}]",
                "[{\"Config\":1}]",
                "[{\"Config\":\"c\",\"Layers\":[1]}]",
                "[{\"Config\":\"c\",\"RepoTags\":[{}]}]",
                "[{\"Config\":\"c\",\"RepoTags\":\"app\"}]",
                "[{\"Config\":\"c\",\"Config\":\"d\"}]",
                "[] x",
            })
    void manifestJson_notAListOfImages_isRefused(String content) {
        archive.put("manifest.json", content);

        assertThat(refused(ProblemCode.SOURCE_INVALID).what()).startsWith("manifest.json ");
    }

    @Test
    void json_deeplyNested_isRefused() {
        archive.put("manifest.json", "[".repeat(100_000));

        assertThat(refused(ProblemCode.SOURCE_INVALID).what()).startsWith("manifest.json exceeds a limit (line 1)");
    }

    @Test
    void listOrConfig_ofMoreThan4MiB_isNotRead() {
        archive.put("manifest.json", new byte[RawManifest.MAX_SIZE + 1]);
        assertThat(refused(ProblemCode.FILE_TOO_LARGE).what()).startsWith("manifest.json has ");

        DockerArchiveFixture large = new DockerArchiveFixture();
        large.put("config.json", new byte[RawManifest.MAX_SIZE + 1])
                .list("config.json", List.of())
                .writeTo(directory.resolve("large.tar"));
        assertThat(Problems.of(() -> SourceGrammar.parse("docker-archive:large.tar", directory, LocalSources.OPEN)
                                .read())
                        .what())
                .startsWith("config.json has ");
    }

    @Test
    void config_invalid_isRefused() {
        archive.put("config.json", "nope").list("config.json", List.of());
        assertThat(refused(ProblemCode.MANIFEST_INVALID).what()).startsWith("config.json: is not valid JSON");

        DockerArchiveFixture odd = new DockerArchiveFixture();
        odd.put("config.json", "{\"rootfs\":{\"diff_ids\":[\"md5:1\"]}}")
                .put("a.tar", "x")
                .list("config.json", List.of(), "a.tar")
                .writeTo(directory.resolve("odd.tar"));
        assertThat(Problems.of(() -> SourceGrammar.parse("docker-archive:odd.tar", directory, LocalSources.OPEN)
                                .read())
                        .toString())
                .contains("config.json: \"md5:1\" is not a digest");
    }

    @Test
    void layer_withUnknownCompression_isRefused() {
        archive.put("config.json", DockerArchiveFixture.config(new byte[] {1}))
                .put("a.tar.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0})
                .list("config.json", List.of(), "a.tar.xz");

        assertThat(refused(ProblemCode.UNSUPPORTED).what()).isEqualTo("the layer a.tar.xz is compressed with xz");
    }

    @Test
    void archive_truncated_isRefused() throws IOException {
        byte[] whole = archive.image("app:1.0", "one", "two").tar().unfinished();
        // manifest.json is the last entry, and what follows it is padding
        for (int length = 0; length < whole.length - TarFixture.BLOCK; length += 101) {
            Files.write(directory.resolve("x.tar"), Arrays.copyOf(whole, length));
            assertThat(Problems.of(() -> SourceGrammar.parse("docker-archive:x.tar", directory, LocalSources.OPEN)
                                    .read())
                            .code())
                    .as("%d bytes of %d", length, whole.length)
                    .isEqualTo(ProblemCode.SOURCE_INVALID);
        }
    }

    private Image read() {
        archive.writeTo(directory.resolve("x.tar"));
        return SourceGrammar.parse("docker-archive:x.tar", directory, LocalSources.OPEN)
                .read();
    }

    private Digest layer(String reference) {
        archive.writeTo(directory.resolve("x.tar"));
        return layers(SourceGrammar.parse("docker-archive:x.tar:" + reference, directory, LocalSources.OPEN)
                        .read())
                .get(0)
                .digest();
    }

    private static List<Descriptor> layers(Image image) {
        return ((ImageManifest) image.root().manifest()).layers();
    }

    private Problem refused(ProblemCode code) {
        Problem problem = Problems.of(this::read);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.subject()).isEqualTo("docker-archive:x.tar");
        return problem;
    }

    private static byte[] content(Blob blob) {
        try (InputStream in = blob.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
