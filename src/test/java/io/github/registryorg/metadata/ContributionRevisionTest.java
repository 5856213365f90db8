package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The revision of the source that a tag names: the image's own, or that of whoever publishes it. */
class ContributionRevisionTest {

    private static final String TAG = "acme/app/manifests/1.4.2/README.md";

    @TempDir
    private Path root;

    private static Image image(String manifest) {
        RawManifest raw = RawManifest.of(manifest.getBytes(UTF_8));
        return new Image(raw, List.of(raw), List.of());
    }

    private String tag(String manifest, Supplier<Optional<String>> revision) {
        Map<String, byte[]> files = new Contribution(root, RepositoryName.parse("acme/app"))
                .draft(image(manifest), Map.of(), List.of(Tag.parse("1.4.2")), List.of(), revision);
        return new String(files.get(TAG), UTF_8);
    }

    @Test
    void revision_ofAnImageThatNamesNone_isThatOfTheBuild() {
        assertThat(tag(Sample.ARM64, () -> Optional.of("1234567"))).contains("\nrevision: \"1234567\"\n");
        assertThat(tag(Sample.ARM64, Optional::empty)).doesNotContain("revision");
    }

    @Test
    void revision_ofAnImageThatNamesOne_isNotAskedFor() {
        String named =
                ManifestText.with(Sample.ARM64, "annotations", "{\"org.opencontainers.image.revision\":\"abcdef1\"}");

        assertThat(tag(named, () -> {
                    throw new AssertionError("the image names one");
                }))
                .contains("\nrevision: abcdef1\n");
    }

    /** Another commit that builds the same image does not change its tag. */
    @Test
    void revision_ofATagThatHasNotMoved_stays() {
        new RegistryDirectory(root).file(TAG, tag(Sample.ARM64, () -> Optional.of("1234567")));

        assertThat(tag(Sample.ARM64, () -> Optional.of("7654321"))).contains("\nrevision: \"1234567\"\n");
        assertThat(tag(Sample.AMD64, () -> Optional.of("7654321"))).contains("\nrevision: \"7654321\"\n");
    }

    @Test
    void contribution_withoutConfigs_leavesThemInTheStore() {
        Map<String, byte[]> files = new Contribution(root, RepositoryName.parse("acme/app"))
                .withoutConfigs()
                .draft(
                        image(Sample.ARM64),
                        Map.of(digest(Sample.ARM64_CONFIG), Sample.ARM64_CONFIG.getBytes(UTF_8)),
                        List.of(Tag.parse("1.4.2")),
                        List.of());

        assertThat(files)
                .containsOnlyKeys(
                        RegistryDirectory.digestFile("acme/app", digest(Sample.ARM64)), "acme/app/README.md", TAG);
        assertThat(new String(files.get(TAG), UTF_8)).contains("platforms:\n- linux/arm64\n");
    }
}
