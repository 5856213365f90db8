package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
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
    void bytes_withAnyWhiteSpaceAndKeys_areUnchanged() {
        byte[] content = bytes("{ \"schemaVersion\" : 2,\r\n\t\"x-unknown\": [1, 2.50],\n \"config\": " + DESCRIPTOR
                + ", \"layers\": [ ] }\n\n");
        RawManifest manifest = RawManifest.of(content);

        assertThat(manifest.bytes()).isEqualTo(content);
        assertThat(manifest.digest()).isEqualTo(Digest.sha256(content));
        assertThat(manifest.descriptor().size()).isEqualTo(content.length);
        content[0] = 'X';
        assertThat(manifest.bytes()[0]).isEqualTo((byte) '{');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"urls\": [ \"https://old.example\" ], DESCRIPTOR }",
                "{DESCRIPTOR, \"urls\": null, \"annotations\": {\"a\": \"\u00e9 <b> \\u2028\\n\"}}",
                "{DESCRIPTOR, \"data\": null, \"x-any\": [[], {}, true, false, null]}",
                "{DESCRIPTOR, \"x-any\": [1.50, -0.0, 1e2, 2147483648, 123456789012345678901]}",
            })
    void urls_ofOneBlob_replaceItsOwnAndChangeNothingElse(String template) throws JsonFault {
        String blob = template.replace("DESCRIPTOR", DESCRIPTOR.substring(1, DESCRIPTOR.length() - 1));
        String other = DESCRIPTOR.replace("ab", "cd");
        for (String changed : List.of("config", "layer")) {
            RawManifest manifest = read("{\"layers\": [" + other + ", " + (changed.equals("layer") ? blob : other)
                    + "],\n \"schemaVersion\": 2, \"config\": " + (changed.equals("config") ? blob : other)
                    + ", \"subject\": " + DESCRIPTOR + "}");
            ObjectNode expected = manifest.json();
            assertThat(manifest.withUrls(none -> List.of())).isEqualTo(Json.write(expected));

            JsonNode node = changed.equals("config")
                    ? expected.get("config")
                    : expected.get("layers").get(1);
            ((ObjectNode) node).putArray("urls").add("https://one.example").add("https://two.example");
            assertThat(manifest.withUrls(
                            descriptor -> descriptor.digest().toString().equals(DIGEST)
                                    ? List.of("https://one.example", "https://two.example")
                                    : List.of()))
                    .isEqualTo(Json.write(expected));
        }
    }

    @Test
    void urls_ofAnIndex_areLeftOut() {
        RawManifest index = read("{\"schemaVersion\": 2, \"manifests\": [" + DESCRIPTOR + "]}");

        assertThat(index.withUrls(none -> List.of("https://one.example"))).isEqualTo(Json.write(index.json()));
    }

    @Test
    void manifest_withoutMediaType_isIdentifiedByContent() {
        assertThat(read("{\"schemaVersion\":2,\"manifests\":[]}").mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(read("{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"layers\":[]}")
                        .mediaType())
                .isEqualTo(MediaType.OCI_MANIFEST);
    }

    /** The reason is the right one of several. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"manifests":[]}                        | schemaVersion must be 2, and is missing
            {"schemaVersion":1,"manifests":[]}      | schemaVersion must be 2, and is 1
            {"schemaVersion":2.0,"manifests":[]}    | schemaVersion must be 2, and is not a whole number
            {"schemaVersion":"2","manifests":[]}    | schemaVersion must be 2, and is "2"
            {"schemaVersion":2,"mediaType":1}       | mediaType must be a string, and is not
            {"schemaVersion":2,"manifests":[{}]}    | manifests[0].size must be a whole number of bytes, and is missing
            {"schemaVersion":2,"manifests":[{"size":1.5}]}  | manifests[0].size must be a whole number of bytes, and is not one
            {"schemaVersion":2,"manifests":[{"size":-1}]}   | manifests[0].size must be a whole number of bytes, and is -1
            {"schemaVersion":2,"manifests":[{"size":1}]}    | manifests[0].digest must be a string, and is missing
            {"schemaVersion":2,"manifests":[{"size":1,"digest":1}]} | manifests[0].digest must be a string, and is not
            {"schemaVersion":2}                     | has no mediaType, no manifests and no layers
            {"schemaVersion":2,"layers":[]}         | has no config
            """)
    void manifest_invalid_isRefusedForItsReason(String text, String reason) {
        assertThat(refusal(bytes(text))).contains(reason);
    }

    @Test
    void list_of50000Entries_isTheLongest() {
        String entries = "0,".repeat(49_999) + "0";

        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":[" + entries + "]}")))
                .contains("manifests[0] must be an object");
        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":[" + entries + ",0]}")))
                .contains("manifests has 50001 entries, more than 50000");
    }

    @Test
    void manifest_withManifestsAndLayers_isRefused() {
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
    void manifest_invalid_isRefused(String text) {
        assertThat(refusal(bytes(text))).startsWith("MANIFEST_INVALID ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"-1", "1.5", "1e3", "9223372036854775808", "\"3\"", "null", "true"})
    void size_invalid_isRefused(String size) {
        assertThat(refusal(bytes(
                        "{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace(":3}", ":" + size + "}") + "]}")))
                .contains("manifests[0].size must be a whole number of bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"layers\":null", ",\"layers\":[]"})
    void layers_absent_areNone(String layers) {
        RawManifest manifest = read("{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + layers + "}");

        assertThat(manifest.manifest().references()).hasSize(1);
        assertThat(new String(manifest.withUrls(blob -> List.of("https://example.org/x")), StandardCharsets.UTF_8))
                .contains("\"urls\":[\"https://example.org/x\"]")
                .endsWith(layers + "}");
    }

    /** As Go's encoding/json refuses the manifest for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"os\":5}",
                "{\"os\":\"linux\",\"architecture\":[]}",
                "{\"os\":\"linux\",\"variant\":7}",
                "{\"os\":\"linux\",\"os.version\":{}}",
                "{\"os\":\"linux\",\"os.features\":\"win32k\"}",
                "{\"os\":\"linux\",\"os.features\":[1]}",
                "{\"os\":true}"
            })
    void platform_withAValueOfAnotherType_isRefused(String platform) {
        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":["
                        + DESCRIPTOR.replace(":3}", ":3,\"platform\":" + platform + "}") + "]}")))
                .contains("manifests[0].platform.")
                .contains("string");
    }

    @Test
    void digest_invalid_isReportedWithItsPlace() {
        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace(DIGEST, "md5:00") + "]}")))
                .contains("manifests[0].digest \"md5:00\" is not a digest");
    }

    @Test
    void text_notUtf8_isRefused() {
        byte[] content = bytes("{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"?\"}}");
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '?') {
                content[i] = (byte) 0xe9;
            }
        }
        assertThat(refusal(content)).contains("is not valid JSON");
    }

    @Test
    void manifest_deeplyNested_needsNoStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(refusal(bytes("{\"schemaVersion\":2,\"manifests\":[],\"x\":" + deep + "}")))
                .contains("exceeds a limit (line 1)");
    }

    @Test
    void manifest_of4MiB_isTheLargest() {
        String start = "{\"schemaVersion\":2,\"manifests\":[],\"x\":\"";
        String end = "\"}";
        String padding = "x".repeat(RawManifest.MAX_SIZE - start.length() - end.length());
        assertThat(read(start + padding + end).bytes()).hasSize(RawManifest.MAX_SIZE);
        assertThat(refusal(bytes(start + padding + "x" + end))).contains("4194305 bytes", "4 MiB");
    }

    @Test
    void bytes_withAnotherDigest_areRefused() {
        byte[] content = bytes("{\"schemaVersion\":2,\"manifests\":[]}");
        assertThat(RawContent.read(content, Digest.sha256(content)).manifest()).isPresent();
        Digest other = Digest.parse(DIGEST);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> RawContent.read(content, other))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.DIGEST_INVALID))
                .withMessageContaining(Digest.sha256(content).toString());
        byte[] config = bytes("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{}}");
        assertThat(RawContent.read(config, Digest.sha256(config)).manifest()).isEmpty();
    }

    @Test
    void digest_sha512_isKept() {
        byte[] content = bytes("{\"schemaVersion\":2,\"manifests\":[]}");
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, content);
        assertThat(RawManifest.of(content, digest).digest()).isEqualTo(digest);
    }

    @Test
    void artifact_withTypeAndSubject_isRead() {
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

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void encoding_otherThanUtf8_isRefused(String encoding) {
        byte[] content = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(Charset.forName(encoding));
        assertThat(refusal(content)).contains("UTF-8");
    }

    @Test
    void byteOrderMark_isRefused() {
        assertThat(refusal(bytes("\uFEFF{\"schemaVersion\":2,\"manifests\":[]}")))
                .contains("byte order mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "eda080", "f4908080", "e2", "80", "ff"})
    void malformedUtf8_anywhere_isRefused(String hex) {
        byte[] before = bytes("{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(before);
        content.writeBytes(HexFormat.of().parseHex(hex));
        content.writeBytes(bytes("\"}}"));
        assertThat(refusal(content.toByteArray())).contains("is not UTF-8 at byte " + before.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udfff", "\\udc00\\ud800", "\\ud83dx"})
    void halfASurrogatePair_inKeyOrValue_isRefused(String escape) {
        String manifest = "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"KEY\":\"VALUE\"}}";
        assertThat(refusal(bytes(manifest.replace("KEY", escape)))).contains("surrogate");
        assertThat(refusal(bytes(manifest.replace("VALUE", escape)))).contains("surrogate");
        assertThat(read(manifest.replace("VALUE", "\\ud83d\\ude00")).manifest().annotations())
                .containsValue("\ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'schemaVersion':2,'manifests':[],'MediaType':'text/html'}; mediaType",
                "{'schemaVersion':2,'manifests':[],'LAYERS':[]}; layers",
                "{'schemaVersion':2,'manifests':[],'manifestſ':[]}; manifests",
                "{'schemaVersion':2,'manifests':[],'subject':null,'Subject':null}; subject",
                "{'schemaVersion':2,'manifests':[DESCRIPTOR,'Digest':'x'}]}; digest",
                "{'schemaVersion':2,'manifests':[DESCRIPTOR,'platform':{'oſ':'linux'}}]}; os",
                "{'schemaVersion':2,'manifests':[],'subject':DESCRIPTOR,'URLs':[]}}; urls",
            })
    void key_thatIsKnownButForItsCase_isRefused(String json, String known) {
        String text = json.replace('\'', '"').replace("DESCRIPTOR", DESCRIPTOR.substring(0, DESCRIPTOR.length() - 1));
        assertThat(refusal(bytes(text))).contains("differs from the key " + known + " only in case");
    }

    @Test
    void annotationKeys_thatDifferInCaseOnly_areKept() {
        assertThat(read("{\"schemaVersion\":2,\"x\":1,\"X\":2,\"manifests\":[],"
                                + "\"annotations\":{\"digest\":\"a\",\"Digest\":\"b\"}}")
                        .manifest()
                        .annotations())
                .containsOnlyKeys("digest", "Digest");
        assertThat(refusal(bytes(
                        "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"a\",\"\\u0061\":\"b\"}}")))
                .contains("Duplicate");
    }

    @ParameterizedTest
    @CsvSource({
        "YWJj, ''",
        "'YW\\r\\nJj\\n', ''",
        "YWJk, does not have the digest",
        "YWJjZA==, 'has 4 bytes, and size is 3'",
        "YWJj====, is not base64",
        "YWI, is not base64",
        "YW_-, is not base64",
        "'YW Jj', is not base64",
        "'', 'has 0 bytes, and size is 3'",
    })
    void data_thatIsNotTheContent_isRefused(String data, String what) {
        String descriptor = DESCRIPTOR
                .replace(DIGEST, Digest.sha256(bytes("abc")).toString())
                .replace("}", ",\"data\":\"" + data + "\"}");
        String manifest = "{\"schemaVersion\":2,\"manifests\":[" + descriptor + "]}";
        if (what.isEmpty()) {
            read(manifest);
        } else {
            assertThat(refusal(bytes(manifest))).contains("manifests[0].data " + what);
        }
    }

    @Test
    void data_thatIsEmptyOrNull_isJudgedBySize() {
        String empty = "{\"mediaType\":\"text/plain\",\"digest\":\"" + Digest.sha256(new byte[0])
                + "\",\"size\":0,\"data\":\"\"}";
        read("{\"schemaVersion\":2,\"manifests\":[" + empty + "]}");
        read("{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace("}", ",\"data\":null}") + "]}");
        assertThat(refusal(bytes(
                        "{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace("}", ",\"data\":[1]}") + "]}")))
                .contains("manifests[0].data must be a string");
    }
}
