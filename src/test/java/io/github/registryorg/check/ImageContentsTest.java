package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer is compared with what the config of its image says of its files. */
class ImageContentsTest {

    private static final byte[] FILES = bytes(200_000);

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }

    /** What is found in a layer, of which the config says this. */
    private static Optional<Problem> check(byte[] layer, String diffId, byte[] served) {
        return Optional.ofNullable(read(layer, served, diffId).problem());
    }

    /** What is found in a layer, of which several configs say this. */
    private static ImageContents.Read read(byte[] layer, byte[] served, String... diffIds) {
        return read(new ImageContents(), layer, served, diffIds);
    }

    private static ImageContents.Read read(ImageContents contents, byte[] layer, byte[] served, String... diffIds) {
        Digest digest = Digest.sha256(layer);
        ImageManifest image = (ImageManifest) RawManifest.of(("{\"schemaVersion\":2,"
                                + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":"
                                + "\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                                + Digest.sha256(new byte[0])
                                + "\",\"size\":0},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\","
                                + "\"digest\":\"" + digest + "\",\"size\":" + layer.length + "}]}")
                        .getBytes(StandardCharsets.UTF_8))
                .manifest();
        for (String diffId : diffIds) {
            contents.describe(image, config(diffId));
        }
        return contents.check(
                new Blob(
                        Descriptor.of(MediaType.OCTET_STREAM, digest, layer.length),
                        () -> new ByteArrayInputStream(served)),
                LayerFormat.COMPRESSED);
    }

    private static ImageConfig config(String diffId) {
        return ImageConfig.read(
                ("{\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + diffId + "\"]}}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String diffId(byte[] files) {
        return Digest.sha256(files).toString();
    }

    @Test
    void layer_ofTheRightFiles_isRight() throws IOException {
        byte[] layer = gzip(FILES);

        assertThat(check(layer, diffId(FILES), layer)).isEmpty();
    }

    @Test
    void layer_ofZstd_isCompared() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(FILES);
        }
        // what zstd:chunked has behind the files
        byte[] layer = joined(out.toByteArray(), HexFormat.of().parseHex("502a4d180400000061626364"));

        assertThat(read(layer, layer, diffId(FILES)))
                .isEqualTo(new ImageContents.Read(null, Uncompressed.of(Digest.sha256(FILES))));
        assertThat(check(layer, diffId(layer), layer).map(Problem::code)).contains(ProblemCode.DIGEST_INVALID);
        byte[] cut = Arrays.copyOf(layer, layer.length - 1);
        assertThat(check(cut, diffId(FILES), cut).map(Problem::code)).contains(ProblemCode.MEDIA_TYPE_INVALID);
    }

    @Test
    void layer_ofZstdThatCanNotBeDecoded_isOnlyHashed() throws IOException {
        byte[] layer = Files.readAllBytes(Path.of("src/test/resources/fixtures/zstd/reference-of-9-mib.zst"));

        assertThat(read(layer, layer, diffId(FILES))).isEqualTo(new ImageContents.Read(null, Uncompressed.UNREADABLE));
    }

    /** As eStargz has them: the end of each part may be anywhere in a buffer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_000, 65_480, 65_490, 65_500, 65_510, 65_520, 65_536, 131_072, 199_999})
    void layer_ofSeveralParts_isReadToItsEnd(int at) throws IOException {
        byte[] layer = joined(gzip(Arrays.copyOf(FILES, at)), gzip(Arrays.copyOfRange(FILES, at, FILES.length)));

        assertThat(check(layer, diffId(FILES), layer)).isEmpty();
    }

    @Test
    void layer_ofOtherFiles_isReportedWithBothHashes() throws IOException {
        byte[] layer = gzip(FILES);

        assertThat(check(layer, diffId(layer), layer)).get().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(problem.what())
                    .isEqualTo("is " + diffId(FILES) + " uncompressed, and the image's config says " + diffId(layer));
        });
    }

    @Test
    void layer_thatIsDamaged_isReportedAsThat() throws IOException {
        byte[] layer = gzip(FILES);
        byte[] damaged = layer.clone();
        damaged[layer.length / 2]++;

        assertThat(check(layer, diffId(FILES), damaged).map(Problem::what)).contains("does not match its digest");
    }

    @Test
    void layer_cutBeforeItWasHashed_canNotBeDecompressed() throws IOException {
        byte[] layer = Arrays.copyOf(gzip(FILES), 100_000);

        assertThat(check(layer, diffId(FILES), layer).map(Problem::code)).contains(ProblemCode.MEDIA_TYPE_INVALID);
    }

    @Test
    void layer_thatExpandsTooMuch_isNotReadToItsEnd() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 260; i++) {
                gzip.write(zeros);
            }
        }
        byte[] layer = out.toByteArray();

        assertThat(check(layer, diffId(FILES), layer).map(Problem::what))
                .contains("has more than 256.0 MiB uncompressed, 100 times its size or more");
    }

    @Test
    void diffId_wrong_isNotHiddenByOneOfAnotherKind() throws IOException {
        byte[] layer = gzip(FILES);
        String other = Digest.ofContent(DigestAlgorithm.SHA512, FILES).toString();

        assertThat(read(layer, layer, diffId(FILES), other))
                .isEqualTo(new ImageContents.Read(null, Uncompressed.UNKNOWN));
        for (String hiding : new String[] {other, "sha384:00", "nonsense", "", diffId(FILES)}) {
            assertThat(read(layer, layer, diffId(layer), hiding).problem())
                    .as(hiding)
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.DIGEST_INVALID);
        }
        assertThat(read(layer, layer, other.replaceFirst(":.", ":_").replace('_', other.charAt(7) == '0' ? '1' : '0'))
                        .problem())
                .extracting(Problem::code)
                .isEqualTo(ProblemCode.DIGEST_INVALID);
    }

    @Test
    void layer_read_isKnownUncompressed() throws IOException {
        byte[] layer = gzip(FILES);

        assertThat(read(layer, layer, diffId(FILES)).uncompressed()).isEqualTo(Uncompressed.of(Digest.sha256(FILES)));
        assertThat(read(layer, layer, diffId(layer)).uncompressed()).isEqualTo(Uncompressed.UNKNOWN);
        assertThat(read(FILES, FILES, diffId(FILES)).uncompressed()).isEqualTo(Uncompressed.UNREADABLE);
        assertThat(read(layer, layer).uncompressed()).isEqualTo(Uncompressed.UNKNOWN);
    }

    /** Neither an archive nor compressed with what is known: clients may know more. */
    @Test
    void layers_beyondTheLimitOfARun_areCounted() throws IOException {
        byte[] layer = gzip(FILES);
        ImageContents contents = new ImageContents(300_000);
        assertThat(read(contents, layer, layer, diffId(FILES)).uncompressed())
                .isEqualTo(Uncompressed.of(Digest.sha256(FILES)));
        assertThat(contents.uncompared()).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(read(contents, layer, layer, diffId(layer)))
                    .isEqualTo(new ImageContents.Read(null, Uncompressed.UNKNOWN));
        }
        assertThat(contents.uncompared()).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNVERIFIED);
            assertThat(problem.toString())
                    .startsWith("BLOB_UNVERIFIED diff_ids: were not compared with the files of 2 layers: more than 64.0"
                            + " GiB would have been uncompressed in one run.");
        });
    }

    @Test
    void layer_ofUnknownFormat_isOnlyHashed() {
        assertThat(check(FILES, diffId(new byte[0]), FILES)).isEmpty();
    }

    @Test
    void layer_thatIsAnArchive_isCompared() {
        byte[] tar = FILES.clone();
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

        assertThat(check(tar, diffId(tar), tar)).isEmpty();
        assertThat(check(tar, diffId(FILES), tar)).isPresent();
    }

    @Test
    void diffIdOfAnotherAlgorithm_isNotCompared() throws IOException {
        byte[] layer = gzip(FILES);

        assertThat(check(layer, "sha512:1", layer)).isEmpty();
    }
}
