package io.github.registryorg.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformSelectionTest {

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();
    private final Descriptor amd64 = layout.image("a", Platform.parse("linux/amd64"));
    private final Descriptor arm64 = layout.image("b", Platform.parse("linux/arm64"));
    private final Descriptor armv7 = layout.image("c", Platform.parse("linux/arm/v7"));

    private Image select(Descriptor root, String... platforms) {
        layout.entry(root, "1.0").writeDirectory(directory);
        return SourceGrammar.parse("oci:" + directory + ":1.0", directory, LocalSources.OPEN)
                .read(Arrays.stream(platforms).map(Platform::parse).toList(), warning -> {});
    }

    private static List<Digest> digests(Image image) {
        return image.manifests().stream().map(RawManifest::digest).toList();
    }

    @Test
    void platform_single_isItsManifest() {
        Image image = select(layout.index(amd64, arm64), "linux/arm64");

        assertThat(image.root().digest()).isEqualTo(arm64.digest());
        assertThat(digests(image)).containsExactly(arm64.digest());
        assertThat(image.blobs()).extracting(Blob::digest).hasSize(2);
    }

    @Test
    void platforms_several_areAnIndexInTheirOrder() {
        Image image = select(layout.index(amd64, arm64, armv7), "linux/arm/v7", "linux/amd64");

        assertThat(((ImageIndex) image.root().manifest()).manifests()).containsExactly(amd64, armv7);
        assertThat(digests(image))
                .containsExactly(amd64.digest(), armv7.digest(), image.root().digest());
        assertThat(image.blobs()).hasSize(4);
    }

    @Test
    void platforms_chosenTwice_areTheSameIndex() {
        Descriptor index = layout.index(amd64, arm64, armv7);

        assertThat(select(index, "linux/amd64", "linux/arm64").root().digest())
                .isEqualTo(select(index, "linux/arm64", "linux/amd64").root().digest());
    }

    @Test
    void platforms_all_areTheOriginalIndex() {
        Descriptor index = layout.index(amd64, arm64);

        assertThat(select(index, "linux/amd64", "linux/arm64").root().digest()).isEqualTo(index.digest());
    }

    @Test
    void platform_inANestedIndex_isFound() {
        Descriptor nested = layout.index(arm64, armv7);

        assertThat(select(layout.index(amd64, nested), "linux/arm/v7").root().digest())
                .isEqualTo(armv7.digest());
    }

    @Test
    void attestations_ofAPlatform_stayWithIt() {
        Descriptor attestation = attestation("x", amd64);
        Descriptor other = attestation("y", armv7);

        Image image = select(layout.index(amd64, arm64, armv7, attestation, other), "linux/amd64", "linux/arm64");
        assertThat(((ImageIndex) image.root().manifest()).manifests())
                .extracting(Descriptor::digest)
                .containsExactly(amd64.digest(), arm64.digest(), attestation.digest());
    }

    private Descriptor attestation(String content, Descriptor image) {
        return layout.image(content, new Platform("unknown", "unknown", null, null))
                .withAnnotations(
                        Map.of("vnd.docker.reference.digest", image.digest().toString()));
    }

    @Test
    void referrers_ofAPlatform_comeAlong() {
        Descriptor signature = layout.referrer("signed", arm64);
        Descriptor ofSignature = layout.referrer("countersigned", signature);
        Descriptor other = layout.referrer("signed", amd64);
        layout.entry(ofSignature).entry(signature).entry(other);

        assertThat(digests(select(layout.index(amd64, arm64), "linux/arm64")))
                .containsExactlyInAnyOrder(arm64.digest(), signature.digest(), ofSignature.digest());
    }

    @Test
    void platform_absent_isReportedWithPresentOnes() {
        Problem problem = Problems.of(() -> select(layout.index(arm64, amd64), "linux/amd64", "windows/amd64"));

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
        assertThat(problem.toString()).contains("is not for windows/amd64", "It is for linux/amd64, linux/arm64.");
    }

    @Test
    void platform_ofWhatIsNotAManifest_isReported() {
        Descriptor file = layout.blob(MediaType.OCTET_STREAM, new byte[] {1});
        Descriptor other = new Descriptor(
                file.mediaType(),
                file.digest(),
                file.size(),
                Map.of(),
                List.of(),
                Platform.parse("windows/amd64"),
                null);

        Problem problem = Problems.of(() -> select(layout.index(amd64, other), "windows/amd64"));

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
        assertThat(problem.what()).contains("windows/amd64", "application/octet-stream");
    }

    @Test
    void platform_ofASingleImageThatIsForIt_isTheImage() {
        assertThat(select(amd64, "linux/amd64").root().digest()).isEqualTo(amd64.digest());
    }

    @Test
    void platform_ofASingleImageForAnother_isRefused() {
        assertThat(Problems.of(() -> select(amd64, "linux/amd64", "linux/arm64"))
                        .toString())
                .contains(": is not for linux/arm64, which registry.platforms names", "a single image for linux/amd64");
    }

    @Test
    void platform_ofAnArtifact_isRefused() {
        assertThat(Problems.of(() -> select(layout.referrer("note", amd64), "linux/amd64"))
                        .toString())
                .contains("oci:", "is for no platform", "Leave registry.platforms out");
    }

    @Test
    void platform_wantedOfASourceWithoutTheOthers_isItsManifest() {
        Descriptor index = layout.index(amd64, arm64, armv7);
        layout.remove(arm64).remove(armv7);

        Image image = select(index, "linux/amd64");

        assertThat(image.root().digest()).isEqualTo(amd64.digest());
        assertThat(image.blobs()).hasSize(2);
    }

    @Test
    void platforms_wantedOfASourceWithoutTheOthers_areAnIndexWithTheAttestationsThatAreThere() {
        Descriptor absent = attestation("x", amd64);
        Descriptor present = attestation("y", armv7);
        Descriptor index = layout.index(amd64, arm64, armv7, absent, present);
        layout.remove(arm64).remove(absent);

        Image image = select(index, "linux/amd64", "linux/arm");

        assertThat(((ImageIndex) image.root().manifest()).manifests())
                .extracting(Descriptor::digest)
                .containsExactly(amd64.digest(), armv7.digest(), present.digest());
    }

    @Test
    void platform_wantedAndAbsentFromTheSource_isReportedWithWhatIsThere() {
        Descriptor index = layout.index(amd64, arm64);
        layout.remove(arm64);

        Problem problem = Problems.of(() -> select(index, "linux/arm64"));

        assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_BLOB_UNKNOWN);
        assertThat(problem.toString())
                .contains(arm64.digest().toString(), "for linux/arm64", "-Dregistry.platforms=linux/amd64.");
    }

    @Test
    void platform_thatOnlyTheConfigTells_isFound() {
        Descriptor bare = Descriptor.of(arm64.mediaType(), arm64.digest(), arm64.size());

        assertThat(select(layout.index(amd64, bare), "linux/arm64").root().digest())
                .isEqualTo(arm64.digest());
    }

    @Test
    void platforms_allOfAnIndexWithItsOwnSpaces_areThatIndex() {
        byte[] pretty = LayoutFixture.indexJson(amd64, arm64).toPrettyString().getBytes(StandardCharsets.UTF_8);
        Descriptor index = layout.blob(MediaType.OCI_INDEX, pretty);

        assertThat(select(index, "linux/amd64", "linux/arm64").root().bytes()).isEqualTo(pretty);
    }

    @Test
    void indexes_thatListAnotherManyTimes_areReadOnce() {
        Descriptor inner = layout.index(arm64);
        for (int i = 0; i < 14; i++) {
            Descriptor again = inner.withAnnotations(Map.of("again", "yes"));
            inner = layout.index(inner, again, again.withAnnotations(Map.of("again", "no")), layout.image("x" + i));
        }

        assertThat(select(inner, "linux/arm64").root().digest()).isEqualTo(arm64.digest());
    }

    @Test
    void variant_requested_mustMatch() {
        assertThat(Platform.parse("linux/arm").covers(Platform.parse("linux/arm/v6")))
                .isTrue();
        assertThat(Platform.parse("linux/arm/v7").covers(Platform.parse("linux/arm/v6")))
                .isFalse();
        assertThat(Platform.parse("linux/arm64/v8").covers(Platform.parse("linux/arm64")))
                .isTrue();
    }
}
