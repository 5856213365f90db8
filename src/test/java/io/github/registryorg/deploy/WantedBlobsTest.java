package io.github.registryorg.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.HandmadeSite;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedBlobsTest {

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final Digest CONFIG = Digest.sha256(bytes("config"));
    private static final Digest LAYER = Digest.sha256(bytes("layer"));

    @TempDir
    Path directory;

    private HandmadeSite site;

    @BeforeEach
    void begin() throws IOException {
        site = new HandmadeSite(directory);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String path(Digest blob) {
        return "v2/acme/app/blobs/" + blob;
    }

    private void manifest(String layer) throws IOException {
        byte[] content = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI + "\",\"config\":{\"mediaType\":"
                + "\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + CONFIG + "\",\"size\":6},"
                + "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"" + LAYER + "\","
                + layer + "}]}");
        site.write("v2/acme/app/manifests/" + Digest.sha256(content), Stage.DIGESTS, OCI, content);
        site.write("v2/acme/app/manifests/1.0", Stage.TAGS, OCI, content);
    }

    private void rules(String lines) throws IOException {
        site.add("-/host/blobs.tsv", bytes(lines));
    }

    private List<Item> wanted() {
        return new WantedBlobs(directory).items(new SiteContent(directory, line -> {}).items());
    }

    @Test
    void blobs_thatAreNotInTheSite_areWantedFromTheirStore() throws IOException {
        manifest("\"size\":5");
        site.write(path(CONFIG), Stage.BLOBS, "application/octet-stream", bytes("config"));
        rules("acme/app\t*\thttps://one.example/s\tfile:store/\n");

        assertThat(wanted()).singleElement().satisfies(item -> {
            assertThat(item.paths()).containsExactly(path(LAYER));
            assertThat(item.digest()).isEqualTo(LAYER);
            assertThat(item.size()).isEqualTo(5);
            assertThat(item.isInSite()).isFalse();
            assertThat(item.delivery().stage()).isEqualTo(Stage.BLOBS);
        });
        assertThat(new WantedBlobs(directory).addresses(path(LAYER)))
                .extracting(address -> address.url(LAYER))
                .containsExactly("https://one.example/s/sha256/" + LAYER.hex(), "file:store/sha256/" + LAYER.hex());
    }

    @Test
    void blob_withAnAddressOfItsOwn_isThere() throws IOException {
        manifest("\"size\":5");
        rules("acme/app\t*\thttps://one.example/s\nacme/app\t" + LAYER + "\thttps://two.example/get?id=7\n");

        assertThat(new WantedBlobs(directory).addresses(path(LAYER)))
                .extracting(address -> address.url(LAYER))
                .containsExactly("https://two.example/get?id=7");
    }

    @Test
    void blob_withUrlsAndInNoStore_isNotWanted() throws IOException {
        manifest("\"size\":5,\"urls\":[\"https://elsewhere.example/layer\"]");
        rules("");

        assertThat(wanted()).extracting(Item::path).containsExactly(path(CONFIG));
    }

    @Test
    void blob_withTwoSizes_isWantedOnceWithTheSmaller() throws IOException {
        manifest("\"size\":5");
        manifest("\"size\":4");
        rules("acme/app\t*\thttps://one.example/s\n");

        assertThat(wanted())
                .filteredOn(item -> item.digest().equals(LAYER))
                .singleElement()
                .satisfies(item -> assertThat(item.size()).isEqualTo(4));
    }

    @Test
    void blobs_ofAHostThatRedirectsToThem_areNotWanted() throws IOException {
        manifest("\"size\":5");

        assertThat(wanted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}", "{\"schemaVersion\":2,\"mediaType\":7}"})
    void manifest_thatIsNotOne_isRefusedWithAHint(String content) throws IOException {
        String path = "v2/acme/app/manifests/" + Digest.sha256(bytes(content));
        site.write(path, Stage.DIGESTS, OCI, bytes(content));
        rules("");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::wanted)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining(path)
                .withMessageContaining("Make the site again (registry:site)");
    }

    @Test
    void manifest_withOtherBytesThanItsDigest_isRefusedWithAHint() throws IOException {
        site.write("v2/acme/app/manifests/" + CONFIG, Stage.DIGESTS, OCI, bytes("{}"));
        rules("");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::wanted)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN));
    }

    @Test
    void rule_withoutAddresses_hasNoPlace() throws IOException {
        rules("acme/app\nacme/app\t*\n");

        assertThat(new WantedBlobs(directory).addresses(path(LAYER))).isEmpty();
    }

    @Test
    void rules_thatAreNotSorted_sayToMakeTheSiteAgain() throws IOException {
        rules("b\t*\thttps://one.example\na\t*\thttps://one.example\n");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::wanted)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN));
    }

    private void tags(String... tags) throws IOException {
        site.add(
                "v2/acme/app/tags/list",
                bytes("{\"name\":\"acme/app\",\"tags\":[\"" + String.join("\",\"", tags) + "\"]}"));
    }

    private void manifest(String tag, LayoutFixture content, Descriptor root) throws IOException {
        site.add("v2/acme/app/manifests/" + tag, content.content(root.digest()));
    }

    /** Indexes above an image, each of which lists the next one this often. */
    private Descriptor chain(LayoutFixture content, int levels, int times) throws IOException {
        Descriptor child = content.image("files");
        manifest(child.digest().toString(), content, child);
        for (int i = 0; i < levels; i++) {
            child = content.index(Collections.nCopies(times, child).toArray(Descriptor[]::new));
            manifest(child.digest().toString(), content, child);
        }
        return child;
    }

    private String reference(Digest blob) {
        return new WantedBlobs(directory).reference(path(blob));
    }

    @ParameterizedTest
    @CsvSource({"40, 2", "3000, 1"})
    void reference_belowIndexes_isFoundWithoutRepetitionOrRecursion(int levels, int times) throws IOException {
        LayoutFixture content = new LayoutFixture();
        Descriptor root = chain(content, levels, times);
        manifest("1.0", content, content.image("other"));
        manifest("2.0", content, root);
        manifest("3.0", content, root);
        tags("1.0", "2.0", "3.0");
        Digest layer = RawManifest.of(content.content(content.image("files").digest()))
                .manifest()
                .blobs()
                .get(1)
                .digest();

        assertThat(reference(layer)).isEqualTo("acme/app:2.0");
        assertThat(reference(LAYER)).isEqualTo("acme/app");
    }

    @Test
    void reference_withBrokenManifests_isTheRepository() throws IOException {
        site.add("v2/acme/app/manifests/1.0", bytes("not json"));
        tags("1.0", "2.0");

        assertThat(reference(LAYER)).isEqualTo("acme/app");
    }
}
