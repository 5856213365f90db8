package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawManifestTest {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String DESCRIPTOR =
            "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"" + DIGEST + "\",\"size\":3}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RawManifest read(String text) {
        return RawManifest.of(bytes(text));
    }

    private static String refusal(byte[] content) {
        String[] message = new String[1];
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> RawManifest.of(content))
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.MANIFEST_INVALID);
                    message[0] = e.getMessage();
                });
        return message[0];
    }

    @Test
    void bytesStayAsTheyAreWhateverWhiteSpaceAndKeys() {
        byte[] content = bytes("{ \"schemaVersion\" : 2,\r\n\t\"x-unknown\": [1, 2.50],\n \"config\": " + DESCRIPTOR
                + ", \"layers\": [ ] }\n\n");
        RawManifest manifest = RawManifest.of(content);

        assertThat(manifest.bytes()).isEqualTo(content);
        assertThat(manifest.digest()).isEqualTo(Digest.sha256(content));
        assertThat(manifest.descriptor().size()).isEqualTo(content.length);
        content[0] = 'X';
        assertThat(manifest.bytes()[0]).isEqualTo((byte) '{');
    }

    @Test
    void withoutAMediaTypeTheContentSaysWhatItIs() {
        assertThat(read("{\"schemaVersion\":2,\"manifests\":[]}").mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(read("{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"layers\":[]}")
                        .mediaType())
                .isEqualTo(MediaType.OCI_MANIFEST);
    }

    @Test
    void whatCouldBeReadAsBothIsRefused() {
        assertThat(refusal(bytes(
                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[],"
                                + "\"layers\":[],\"config\":" + DESCRIPTOR + "}")))
                .contains("has both manifests and layers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{} {}",
                "{\"schemaVersion\":2,\"manifests\":[]}x",
                "{\"schemaVersion\":2,\"manifests\":{}}",
                "{\"schemaVersion\":2,\"manifests\":[1]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":1,\"manifests\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":\"text/html\",\"manifests\":[]}",
                "{\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":1}}",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":[]}",
                "\uFEFF{\"manifests\":[]}x"
            })
    void whatIsNoManifest(String text) {
        assertThat(refusal(bytes(text))).startsWith("MANIFEST_INVALID ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"-1", "1.5", "1e3", "9223372036854775808", "\"3\"", "null", "true"})
    void sizesThatAreNone(String size) {
        assertThat(refusal(bytes(
                        "{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace(":3}", ":" + size + "}") + "]}")))
                .contains("manifests[0].size must be a number of bytes");
    }

    @Test
    void digestsThatAreNoneAreSaidWithTheirPlace() {
        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace(DIGEST, "md5:00") + "]}")))
                .contains("manifests[0].digest \"md5:00\" is not a digest");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] content = bytes("{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"?\"}}");
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '?') {
                content[i] = (byte) 0xe9;
            }
        }
        assertThat(refusal(content)).contains("is not valid JSON");
    }

    @Test
    void nestingCostsNoStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":[],\"x\":" + deep + "}")))
                .contains("is not valid JSON");
    }

    @Test
    void fourMebibytesAreTheMost() {
        String start = "{\"schemaVersion\":2,\"manifests\":[],\"x\":\"";
        String end = "\"}";
        String padding = "x".repeat(RawManifest.LARGEST - start.length() - end.length());
        assertThat(read(start + padding + end).bytes()).hasSize(RawManifest.LARGEST);
        assertThat(refusal(bytes(start + padding + "x" + end))).contains("4194305 bytes", "4 MiB");
    }

    @Test
    void itMustHaveTheDigestThatNamesIt() {
        byte[] content = bytes("{\"schemaVersion\":2,\"manifests\":[]}");
        assertThat(RawManifest.readIfManifest(content, Digest.sha256(content))).isPresent();
        Digest other = Digest.parse(DIGEST);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> RawManifest.readIfManifest(content, other))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.DIGEST_INVALID))
                .withMessageContaining(Digest.sha256(content).toString());
        byte[] config = bytes("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{}}");
        assertThat(RawManifest.readIfManifest(config, Digest.sha256(config))).isEmpty();
    }

    @Test
    void sha512IsKept() {
        byte[] content = bytes("{\"schemaVersion\":2,\"manifests\":[]}");
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, content);
        assertThat(RawManifest.readIfManifest(content, digest).orElseThrow().digest())
                .isEqualTo(digest);
    }

    @Test
    void whatAnArtifactIsAndIsAbout() {
        ImageManifest manifest = (ImageManifest)
                read("{\"schemaVersion\":2,\"artifactType\":\"application/vnd.example.sbom\",\"config\":"
                                + DESCRIPTOR + ",\"layers\":[],\"subject\":" + DESCRIPTOR
                                + ",\"annotations\":{\"b\":\"2\","
                                + "\"a\":\"1\"}}")
                        .manifest();
        assertThat(manifest.artifactType()).contains(new MediaType("application/vnd.example.sbom"));
        assertThat(manifest.subject().orElseThrow().digest()).hasToString(DIGEST);
        assertThat(manifest.annotations().keySet()).containsExactly("a", "b");
        assertThat(manifest.isContainerImage()).isFalse();
    }
}
