package io.github.registryorg.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a repository's tags clients of Singularity's own protocols can pull. */
class SingularityApiTest {

    private static final String IMAGE = "what a SIF file holds";
    private static final String MANIFEST = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST
            + "\",\"config\":" + ManifestText.descriptor("application/vnd.sylabs.sif.config.v1+json", "{}")
            + ",\"layers\":[" + ManifestText.descriptor("application/vnd.sylabs.sif.layer.v1.sif", IMAGE) + "]}";

    @TempDir
    private Path root;

    private SingularityApi.Images images(boolean areHere, String url, String... tags) {
        RegistryDirectory registry =
                new RegistryDirectory(root).page("lab/viewer").content("lab/viewer", MANIFEST);
        for (String tag : tags) {
            registry.tag("lab/viewer", tag, ManifestText.MANIFEST, MANIFEST, ManifestText.size(MANIFEST));
        }
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problem -> {});
        Repository repository = metadata.repository(RepositoryName.parse("lab/viewer"));
        TreeFiles files = new TreeFiles();
        String path = "v2/lab/viewer/blobs/" + ManifestText.digest(IMAGE);
        files.file(path, Stage.BLOBS, io.github.registryorg.oci.MediaType.OCTET_STREAM, IMAGE.getBytes());
        return new SingularityApi(
                        repository,
                        (manifest, digest) -> url == null ? List.of() : List.of(url),
                        (blob, most) -> areHere ? Optional.of(IMAGE.getBytes(UTF_8)) : Optional.empty(),
                        files)
                .emit();
    }

    /** A host that takes so many bytes has to be told of each. */
    @Test
    void copied_ofImagesThatAreInTheSiteASecondTime_isTheSumOfTheirSizes() {
        assertThat(images(true, "https://storage.example/x", "1.0", "2.0").copied())
                .isEqualTo(2L * IMAGE.length());
    }

    @Test
    void copied_ofImagesThatAreNotInTheSite_isNothing() {
        SingularityApi.Images images = images(false, "https://storage.example/x", "1.0");

        assertThat(images.copied()).isZero();
        assertThat(images.lacks(Tag.parse("1.0"))).containsExactly(SingularityApi.Lack.COPY);
    }

    @Test
    void lacks_ofAnImageWithoutAnAddress_isTheAddress() {
        SingularityApi.Images images = images(true, null, "1.0");

        assertThat(images.lacks()).containsOnlyKeys(Tag.parse("1.0"));
        assertThat(images.lacks(Tag.parse("1.0"))).isEqualTo(Set.of(SingularityApi.Lack.ADDRESS));
        assertThat(images.lacks(Tag.parse("other"))).isEqualTo(Set.of(SingularityApi.Lack.FILE));
    }
}
