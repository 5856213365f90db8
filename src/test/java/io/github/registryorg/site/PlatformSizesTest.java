package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes of tags whose entry names no platforms. */
class PlatformSizesTest {

    private static final String NAME = "acme/app";
    private static final long ALL = 1_000_000;

    @TempDir
    private Path directory;

    private RegistryDirectory registry;

    @BeforeEach
    void startRegistry() {
        registry = new RegistryDirectory(directory).page(NAME);
    }

    private static String config(String architecture) {
        return "{\"architecture\":\"" + architecture
                + "\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + ManifestText.digest(architecture)
                + "\"]}}";
    }

    private static String image(String architecture) {
        return ManifestText.image(config(architecture), "layer of " + architecture);
    }

    private static long size(String architecture) {
        return ManifestText.size(image(architecture))
                + ManifestText.size(config(architecture))
                + ManifestText.size("layer of " + architecture);
    }

    private static String entry(String architecture) {
        return ManifestText.descriptor(ManifestText.MANIFEST, image(architecture));
    }

    private static String named(String architecture) {
        return ManifestText.with(entry(architecture), "platform", ManifestText.platform("linux", architecture));
    }

    private PlatformSizes.PullSize sizeOf(String index, String... keys) {
        registry.content(NAME, index);
        registry.tag(
                NAME,
                "1.0",
                Stream.concat(
                                Stream.of(
                                        "mediaType: " + ManifestText.INDEX,
                                        "digest: " + ManifestText.digest(index),
                                        "size: " + ALL),
                                Stream.of(keys))
                        .toArray(String[]::new));
        Repository repository = new MetadataDirectory(new DirectoryTree(directory), problem -> {})
                .repository(RepositoryName.parse(NAME));
        return new PlatformSizes(repository)
                .ofOne((OciTag) repository.tag(new Tag("1.0")).orElseThrow());
    }

    @Test
    void size_ofAnIndexThatNamesPlatforms_isOfTheUsualOne() {
        registry.content(NAME, image("arm64")).content(NAME, image("amd64"));

        assertThat(sizeOf(ManifestText.index(named("arm64"), named("amd64"))))
                .isEqualTo(new PlatformSizes.PullSize(size("amd64"), false));
    }

    @Test
    void size_ofAnIndexWhoseConfigsTellPlatforms_isOfTheUsualOne() {
        for (String architecture : new String[] {"arm64", "amd64"}) {
            registry.content(NAME, image(architecture)).content(NAME, config(architecture));
        }

        assertThat(sizeOf(ManifestText.index(entry("arm64"), entry("amd64"))))
                .isEqualTo(new PlatformSizes.PullSize(size("amd64"), false));
    }

    @Test
    void size_ofAnIndexOfUnknownPlatforms_isOfAll() {
        registry.content(NAME, image("arm64")).content(NAME, image("amd64"));

        assertThat(sizeOf(ManifestText.index(entry("arm64"), entry("amd64"))))
                .isEqualTo(new PlatformSizes.PullSize(ALL, true));
    }

    @Test
    void size_ofAnIndexOfOneImage_isThatOfTheTag() {
        registry.content(NAME, image("arm64"));

        assertThat(sizeOf(ManifestText.index(entry("arm64")))).isEqualTo(new PlatformSizes.PullSize(ALL, false));
    }

    @Test
    void size_ofAnIndexOfOtherPlatforms_isOfTheFirst() {
        registry.content(NAME, image("riscv64")).content(NAME, image("arm64"));

        assertThat(sizeOf(ManifestText.index(named("riscv64"), named("arm64"))))
                .isEqualTo(new PlatformSizes.PullSize(size("riscv64"), false));
    }

    @Test
    void size_ofAnIndexWithAnAttestation_isOfItsImage() {
        registry.content(NAME, image("arm64")).content(NAME, image("unknown"));
        String attestation = ManifestText.with(
                entry("unknown"), "annotations", "{\"vnd.docker.reference.type\":\"attestation-manifest\"}");

        assertThat(sizeOf(ManifestText.index(attestation, named("arm64")), "platforms: [linux/arm64]"))
                .isEqualTo(new PlatformSizes.PullSize(size("arm64"), false));
    }

    @Test
    void size_ofAnArtifact_isOfAllOfIt() {
        registry.content(NAME, image("arm64")).content(NAME, image("amd64"));

        assertThat(sizeOf(
                        ManifestText.index(named("arm64"), named("amd64")),
                        "artifactType: application/vnd.acme.bundle"))
                .isEqualTo(new PlatformSizes.PullSize(ALL, false));
    }
}
