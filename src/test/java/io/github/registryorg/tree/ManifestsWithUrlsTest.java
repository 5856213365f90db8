package io.github.registryorg.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsWithUrlsTest {

    private static final String V2 = "v2/acme/app/";
    private static final Digest AMD64_LAYER = ManifestText.digest(Sample.AMD64_LAYER);

    /** One layer is elsewhere, all else is here. */
    private static final BlobLocations ELSEWHERE = (manifest, blob) ->
            blob.equals(AMD64_LAYER) ? List.of("https://a.example/" + blob.hex(), "https://b.example/x") : List.of();

    private static final String URLS =
            "\"urls\":[\"https://a.example/" + AMD64_LAYER.hex() + "\",\"https://b.example/x\"]";

    @TempDir
    Path directory;

    private RegistryDirectory registry;
    private int movedTags;

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

    /** Written in any other way, it would have another digest than the metadata says, and signatures would not match. */
    @Test
    void manifest_writtenInAnotherWay_isUnchangedByteForByte() {
        String image = Sample.ARM64.replace(",", " ,\n");
        String index = ManifestText.index(ManifestText.descriptor(ManifestText.MANIFEST, image))
                .replace(",", "\t,\r\n");
        String absent = ManifestText.index(ManifestText.descriptor(ManifestText.MANIFEST, "absent"))
                .replace("\":", "\" : ");
        registry.content("acme/app", image).content("acme/app", index).content("acme/app", absent);

        assertThat(text(with(image))).isEqualTo(image);
        assertThat(text(with(index))).isEqualTo(index);
        assertThat(text(with(absent))).isEqualTo(absent);
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

    /** A config is a blob like any other to clients that fetch by {@code urls}. */
    @Test
    void config_inAStore_getsItsUrls() {
        BlobLocations configs = (manifest, blob) ->
                blob.equals(ManifestText.digest(Sample.ARM64_CONFIG)) ? List.of("https://a.example/c") : List.of();
        RawManifest original = RawManifest.of(Sample.ARM64.getBytes(StandardCharsets.UTF_8));

        String config = ManifestText.descriptor(ManifestText.CONFIG, Sample.ARM64_CONFIG);
        assertThat(text(new ManifestsWithUrls(repository(), configs).of(original)))
                .isEqualTo(
                        Sample.ARM64.replace(config, ManifestText.with(config, "urls", "[\"https://a.example/c\"]")));
    }

    /** An index may name what is no manifest of the repository: it is a blob then. */
    @Test
    void index_ofABlobInAStore_hasItsUrls() {
        String entry = ManifestText.descriptor("application/vnd.example.data", Sample.AMD64_LAYER);
        String index = ManifestText.index(entry);
        registry.content("acme/app", index);

        assertThat(text(with(index)))
                .isEqualTo(index.replace(entry, entry.substring(0, entry.length() - 1) + "," + URLS + "}"));
    }

    @Test
    void digest_ofSha512_staysOfSha512() {
        byte[] bytes = Sample.AMD64.getBytes(StandardCharsets.UTF_8);
        RawManifest original = RawManifest.of(bytes, Digest.ofContent(DigestAlgorithm.SHA512, bytes));

        RawManifest made = new ManifestsWithUrls(repository(), ELSEWHERE).of(original);

        assertThat(made.digest()).isEqualTo(Digest.ofContent(DigestAlgorithm.SHA512, made.bytes()));
    }

    // the tree that is made with them

    private TreeFiles files(BlobLocations elsewhere) {
        TreeFiles files = new TreeFiles();
        RepositoryTree tree = new RepositoryTree(repository(), BlobLocations.NOWHERE, elsewhere, files);
        files.manifests().addAll(tree.emit());
        movedTags = tree.movedTags();
        return files;
    }

    @Test
    void tag_ofAChangedManifest_namesIt() {
        Digest amd64 = with(Sample.AMD64).digest();
        RawManifest both = with(Sample.BOTH);
        registry.tag("acme/app", "amd64", ManifestText.MANIFEST, Sample.AMD64, 1);

        TreeFiles files = files(ELSEWHERE);

        assertThat(movedTags).isEqualTo(2);
        assertThat(files.text(V2 + "manifests/1.4.2")).isEqualTo(text(both));
        assertThat(files.text(V2 + "manifests/arm64")).isEqualTo(Sample.ARM64);
        assertThat(files.manifests())
                .contains(
                        new ServedManifest(Tag.parse("1.4.2"), both.mediaType(), both.digest()),
                        new ServedManifest(Tag.parse("amd64"), MediaType.OCI_MANIFEST, amd64),
                        new ServedManifest(both.digest(), both.mediaType(), both.digest()));
        // who has the digest of the metadata gets its bytes, and both may be asked for referrers
        assertThat(files.text(V2 + "manifests/" + ManifestText.digest(Sample.BOTH)))
                .isEqualTo(Sample.BOTH);
        assertThat(files.texts()).containsKeys(V2 + "referrers/" + amd64, V2 + "referrers/" + both.digest());
        assertThat(files(BlobLocations.NOWHERE).text(V2 + "manifests/1.4.2")).isEqualTo(Sample.BOTH);
        assertThat(movedTags).isZero();
    }

    @Test
    void changedManifests_areServedInTheOrderOfTheirDigests() {
        List<ServedManifest> manifests = files(ELSEWHERE).manifests();

        List<Digest> digests = manifests.stream()
                .map(ServedManifest::reference)
                .filter(Digest.class::isInstance)
                .map(Digest.class::cast)
                .toList();
        assertThat(digests).hasSize(5).isSorted();
        assertThat(manifests.subList(5, manifests.size()))
                .extracting(manifest -> manifest.reference().toString())
                .containsExactly("1.4.2", "arm64");
    }

    /** The metadata may have them as well: whoever copied such a site has published them. */
    @Test
    void changedManifest_inTheMetadata_isServedOnce() {
        registry.content("acme/app", text(with(Sample.AMD64)));

        assertThat(files(ELSEWHERE).manifests()).doesNotHaveDuplicates();
    }
}
