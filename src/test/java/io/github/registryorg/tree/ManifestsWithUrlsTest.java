package io.github.registryorg.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsWithUrlsTest {

    private static final Digest AMD64_LAYER = ManifestText.digest(Sample.AMD64_LAYER);

    /** One layer is elsewhere, all else is here. */
    private static final BlobLocations ELSEWHERE = (manifest, blob) ->
            blob.equals(AMD64_LAYER) ? List.of("https://a.example/" + blob.hex(), "https://b.example/x") : List.of();

    private static final String URLS =
            "\"urls\":[\"https://a.example/" + AMD64_LAYER.hex() + "\",\"https://b.example/x\"]";

    @TempDir
    Path directory;

    private RegistryDirectory registry;

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(directory);
    }

    private Repository repository() {
        return new MetadataDirectory(new DirectoryTree(directory), problem -> {
                    throw new AssertionError(problem.toString());
                })
                .repository(RepositoryName.parse("acme/app"));
    }

    private RawManifest with(String manifest) {
        Repository repository = repository();
        RawManifest original =
                repository.manifest(ManifestText.digest(manifest)).orElseThrow();
        RawManifest made = new ManifestsWithUrls(repository, ELSEWHERE).of(original);
        assertThat(new ManifestsWithUrls(repository(), ELSEWHERE).of(original).bytes())
                .isEqualTo(made.bytes());
        assertThat(made.digest()).isEqualTo(Digest.sha256(made.bytes()));
        return made;
    }

    private static String text(RawManifest manifest) {
        return new String(manifest.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void layer_inAStore_getsItsUrls() {
        String layer = ManifestText.descriptor(ManifestText.LAYER, Sample.AMD64_LAYER);
        assertThat(text(with(Sample.AMD64)))
                .isEqualTo(Sample.AMD64.replace(layer, layer.substring(0, layer.length() - 1) + "," + URLS + "}"))
                .isNotEqualTo(Sample.AMD64);
    }

    @Test
    void manifest_withBlobsInTheSite_isUnchanged() {
        assertThat(text(with(Sample.ARM64))).isEqualTo(Sample.ARM64);
    }

    @Test
    void index_ofChangedManifests_hasTheirDigests() {
        RawManifest amd64 = with(Sample.AMD64);
        String old =
                "\"digest\":\"" + ManifestText.digest(Sample.AMD64) + "\",\"size\":" + ManifestText.size(Sample.AMD64);
        assertThat(text(with(Sample.BOTH)))
                .isEqualTo(Sample.BOTH.replace(
                        old, "\"digest\":\"" + amd64.digest() + "\",\"size\":" + amd64.bytes().length))
                .contains(ManifestText.digest(Sample.ARM64).toString());
        // an index of an index, in which the old bytes are embedded
        String data = Base64.getEncoder().encodeToString(Sample.BOTH.getBytes(StandardCharsets.UTF_8));
        String child =
                ManifestText.with(ManifestText.descriptor(ManifestText.INDEX, Sample.BOTH), "data", "\"" + data + "\"");
        String outer = ManifestText.index(child);
        registry.content("acme/app", outer);
        assertThat(text(with(outer)))
                .contains(with(Sample.BOTH).digest().toString())
                .doesNotContain(ManifestText.digest(Sample.BOTH).toString(), "data");
    }

    @Test
    void layer_withUrls_keepsThem() {
        String layer = ManifestText.with(
                ManifestText.descriptor(ManifestText.LAYER, Sample.AMD64_LAYER), "urls", "[\"https://c.example/y\"]");
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor(ManifestText.CONFIG, Sample.ARM64_CONFIG) + ",\"layers\":[" + layer + "]}";
        registry.content("acme/app", manifest);
        assertThat(text(with(manifest))).isEqualTo(manifest);
    }
}
