package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.RepositoryName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReferencesTest {

    @TempDir
    private Path root;

    private ManifestReferences references() {
        return new ManifestReferences(new MetadataDirectory(new DirectoryTree(root), problem -> {})
                .repository(RepositoryName.parse("acme/app")));
    }

    @Test
    void manifest_isNamedByItsTagOrElseByThatOfItsIndex() {
        RegistryDirectory.wellFormed(root);
        ManifestReferences references = references();

        assertThat(references.of(digest(Sample.BOTH))).isEqualTo("acme/app:1.4.2");
        assertThat(references.of(digest(Sample.AMD64))).isEqualTo("acme/app:1.4.2");
        assertThat(references.of(digest(Sample.ARM64))).isEqualTo("acme/app:arm64");
        assertThat(references.of(digest("other"))).isEqualTo("acme/app@" + digest("other"));
    }

    @Test
    void manifest_thatIsOnlyListed_takesNoMemory() {
        RegistryDirectory.wellFormed(root).remove(RegistryDirectory.digestFile("acme/app", digest(Sample.AMD64)));

        assertThat(references().of(digest(Sample.AMD64))).isEqualTo("acme/app@" + digest(Sample.AMD64));
    }
}
