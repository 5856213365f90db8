package io.github.registryorg.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.signature.SignatureFixture;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a later build publishes about an image joins the image's contribution; everything else starts one anew. */
class PublishSignaturesTest {

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();

    /** A build of its own, which replaces what an earlier one has published. */
    private void build(Descriptor manifest, String... tags) {
        String name = manifest.digest().hex();
        new LayoutFixture(layout).entry(manifest, "it").writeDirectory(directory.resolve(name));
        PublishRequest all = new RegistryStory(directory).request("oci:" + name, "acme/app", tags);
        PublishRequest afresh = new PublishRequest(
                all.source(),
                all.baseDirectory(),
                all.buildDirectory(),
                all.repository(),
                all.tags(),
                all.store(),
                all.storeUrl(),
                directory.resolve("contribution"),
                true,
                true,
                AllowedSecrets.parse(List.of()),
                all.deep(),
                all.access());
        new StaticRegistry().publish(afresh);
    }

    private List<String> tags() throws IOException {
        try (Stream<Path> tags = Files.list(directory.resolve("contribution/acme/app/manifests"))) {
            return tags.map(tag -> tag.getFileName().toString()).sorted().toList();
        }
    }

    private boolean isKept(Descriptor manifest) {
        String hex = manifest.digest().hex();
        return Files.exists(
                directory.resolve("contribution/acme/app/digests/sha256/" + hex.substring(0, 2) + "/" + hex + ".json"));
    }

    @Test
    void cosignTags_ofTheImageThere_joinIt() throws IOException {
        Descriptor image = layout.image("a");
        build(image, "1.0", "latest");

        String name = "sha256-" + image.digest().hex();
        build(layout.artifact("signature"), name + ".sig");
        build(layout.artifact("attestation"), name + ".att");
        build(layout.artifact("bill of materials"), name + ".sbom");

        assertThat(tags()).containsExactly("1.0", "latest", name + ".att", name + ".sbom", name + ".sig");
        assertThat(isKept(image)).isTrue();
    }

    @Test
    void referrer_ofTheImageThere_joinsIt() throws IOException {
        Descriptor image = layout.image("a");
        build(image, "1.0");

        Descriptor referrer = layout.referrer("signature", image);
        build(referrer);

        assertThat(tags()).containsExactly("1.0");
        assertThat(isKept(image)).isTrue();
        assertThat(isKept(referrer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".sig", ".pub", "-sig", ""})
    void tag_aboutNothingThere_startsAnew(String suffix) throws IOException {
        build(layout.image("a"), "1.0");

        String tag = "sha256-" + (suffix.isEmpty() ? "x" : "0a".repeat(32)) + suffix;
        build(layout.artifact("signature"), tag);

        assertThat(tags()).containsExactly(tag);
    }

    @Test
    void image_ofALaterBuild_startsAnew() throws IOException {
        build(layout.image("a"), "1.0");

        build(layout.image("b"), "1.1");

        assertThat(tags()).containsExactly("1.1");
    }

    /** An artifact about nothing with one layer of this type. */
    private Descriptor signature(String mediaType, String payload) {
        Descriptor config = layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        Descriptor layer = layout.blob(new MediaType(mediaType), payload.getBytes(StandardCharsets.UTF_8));
        ObjectNode manifest = LayoutFixture.image(config, layer);
        manifest.put("artifactType", "application/vnd.cncf.notary.signature");
        return layout.manifest(manifest);
    }

    private boolean isKept(String content) {
        return isKept(Descriptor.of(
                MediaType.OCTET_STREAM, Digest.sha256(content.getBytes(StandardCharsets.UTF_8)), content.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {SignatureFixture.SIMPLE, SignatureFixture.BUNDLE, SignatureFixture.JWS})
    void payload_ofASignature_isKept(String mediaType) {
        build(signature(mediaType, "{\"signed\":1}"), "signature");
        assertThat(isKept("{\"signed\":1}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[]", "{\"a\":1,\"a\":2}", "{\"layers\":[]}", "{\"schemaVersion\":2}"})
    void payload_thatMetadataCantHold_isLeftInTheStore(String payload) {
        build(signature(SignatureFixture.BUNDLE, payload), "signature");
        assertThat(isKept(payload)).isFalse();
    }

    @Test
    void payload_largeOrOfAnotherKind_isLeftInTheStore() {
        String large = "{\"a\":\"" + "x".repeat(256 * 1024) + "\"}";
        build(signature(SignatureFixture.BUNDLE, large), "large");
        assertThat(isKept(large)).isFalse();
        build(signature(SignatureFixture.COSE, "{}  "), "cose");
        assertThat(isKept("{}  ")).isFalse();
        build(signature("application/vnd.example+json", "{ }"), "other");
        assertThat(isKept("{ }")).isFalse();
    }
}
