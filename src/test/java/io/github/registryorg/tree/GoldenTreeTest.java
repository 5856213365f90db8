package io.github.registryorg.tree;

import static io.github.registryorg.metadata.ManifestText.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole tree, file by file and byte for byte. Where one is meant to change, its new text is what the failure shows. */
class GoldenTreeTest {

    static final String SBOM = ManifestText.with(
            ManifestText.with(
                    ManifestText.with(
                            ManifestText.image("{}", "a list of files")
                                    .replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json")
                                    .replace(ManifestText.LAYER, "application/vnd.example.sbom"),
                            "artifactType",
                            "\"application/vnd.example.sbom+json\""),
                    "subject",
                    ManifestText.descriptor(ManifestText.INDEX, Sample.BOTH)),
            "annotations",
            "{\"org.opencontainers.image.created\":\"2026-11-20T10:11:12Z\",\"example.tool\":\"syft <1> & \\\"2\\\"\"}");

    @TempDir
    private Path root;

    /** Everything that a registry may have, in four repositories. */
    private void registry() {
        RegistryDirectory.wellFormed(root)
                .content("acme/app", SBOM)
                .content("acme/app", "{}")
                .page("acme/app/tools", "store: https://storage.example/tools")
                .content("acme/app/tools", Sample.ARM64)
                .tag("acme/app/tools", "latest", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE)
                .page("acme/empty")
                .file("moon/cheese/README.md", "---\nlayout: collection\ndescription: Old cheese\n---\n")
                .file("moon/cheese/manifests/README.md", "stray, as in the first registry\n")
                .file("moon/cheese/tags/README.md", "---\nlayout: tags\n---\n")
                .file("moon/cheese/manifests/latest/README.md", """
                        ---
                        layout: manifests/singularity
                        size: 756
                        digest: md5:WGQgL3Ok6o6uD2ZRdClzDQ==
                        layers:
                        - size: 756
                          digest: "md5:WGQgL3Ok6o6uD2ZRdClzDQ=="
                          url: "https://files.example/o/moon%2Fcheese-latest@31.simg?generation=15&alt=media"
                        ---

                        """);
    }

    @Test
    void tree_emitted_isTheGoldenTree() throws IOException, URISyntaxException {
        registry();

        Map<String, String> tree = TreeFiles.of(root).texts();
        Map<String, String> golden = TreeFiles.read(
                Path.of(GoldenTreeTest.class.getResource("/golden/tree").toURI()));
        // equal files first: a missing file explains more than a hundred that differ
        assertThat(tree.keySet()).containsExactlyElementsOf(golden.keySet());
        assertThat(tree).isEqualTo(golden);
    }

    @Test
    void tree_emitted_hasTheMediaTypesOfClients() {
        registry();

        TreeFiles files = TreeFiles.of(root);
        assertThat(files.mediaType("v2/index.html")).isEqualTo("application/json");
        assertThat(files.mediaType("v2/_catalog")).isEqualTo("application/json");
        assertThat(files.mediaType("v2/acme/app/tags/list")).isEqualTo("application/json");
        assertThat(files.mediaType("v2/acme/app/manifests/1.4.2")).isEqualTo(ManifestText.INDEX);
        assertThat(files.mediaType("v2/acme/app/manifests/arm64")).isEqualTo(ManifestText.MANIFEST);
        assertThat(files.mediaType("v2/acme/app/manifests/" + digest(Sample.BOTH)))
                .isEqualTo(ManifestText.INDEX);
        assertThat(files.mediaType("v2/acme/app/referrers/" + digest(Sample.BOTH)))
                .isEqualTo(ManifestText.INDEX);
        assertThat(files.mediaType("v2/acme/app/referrers/" + digest(Sample.ARM64)))
                .isEqualTo(ManifestText.INDEX);
        assertThat(files.mediaType(
                        "v2/acme/app/manifests/sha256-" + digest(Sample.BOTH).hex()))
                .isEqualTo(ManifestText.INDEX);
        assertThat(files.mediaType("acme/app/manifests/1.4.2/index.html")).isEqualTo("application/json");
        assertThat(files.mediaType("moon/cheese/manifests/latest/index.html")).isEqualTo("application/json");
        assertThat(files.mediaType("moon/cheese/tags/index.html")).isEqualTo("application/json");
    }

    @Test
    void tree_emittedTwice_isTheSame() {
        registry();

        assertThat(TreeFiles.of(root).texts()).isEqualTo(TreeFiles.of(root).texts());
    }
}
