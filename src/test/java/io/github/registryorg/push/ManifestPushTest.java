package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.EMPTY_CONFIG;
import static io.github.registryorg.push.PushServer.OCI_INDEX;
import static io.github.registryorg.push.PushServer.OCI_MANIFEST;
import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.config;
import static io.github.registryorg.push.PushServer.descriptor;
import static io.github.registryorg.push.PushServer.header;
import static io.github.registryorg.push.PushServer.image;
import static io.github.registryorg.push.PushServer.index;
import static io.github.registryorg.push.PushServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.FileTrees;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification, "Pushing Manifests", clause by clause. */
@Timeout(60)
class ManifestPushTest extends PushFixture {

    private static final byte[] LAYER = bytes("a layer");

    private void assertRefused(HttpResponse<byte[]> response, int status, String... texts) throws IOException {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(text(response)).contains(texts);
        assertThat(registry.files()).isEmpty();
    }

    private byte[] pushedImage(String more) {
        byte[] config = config(LAYER);
        registry.blob("acme/app", LAYER);
        registry.blob("acme/app", config);
        return image(more, config, LAYER);
    }

    @Test
    void put_byTag_isCreatedByteForByte() throws IOException {
        byte[] manifest = pushedImage(",\"custom\":{\"field\":1}");
        Digest digest = Digest.sha256(manifest);
        HttpResponse<byte[]> response = registry.put("acme/app", "1.0", manifest);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "Location")).isEqualTo(manifest(digest));
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(response, "OCI-Subject")).isEmpty();
        for (Object reference : new Object[] {"1.0", digest}) {
            HttpResponse<byte[]> read = registry.get(manifest(reference));
            assertThat(read.body()).isEqualTo(manifest);
            assertThat(header(read, "Content-Type")).isEqualTo(OCI_MANIFEST);
            assertThat(header(read, "Docker-Content-Digest")).isEqualTo(digest.toString());
            HttpResponse<byte[]> head = registry.send("HEAD", manifest(reference), null);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(manifest.length));
        }
        assertThat(registry.stored())
                .containsExactlyInAnyOrder(
                        "sha256/" + Digest.sha256(LAYER).hex(),
                        "sha256/" + Digest.sha256(config(LAYER)).hex());
    }

    @Test
    void put_byDigest_ofEitherAlgorithm_isUnderThatDigest() {
        byte[] manifest = pushedImage("");
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            Digest digest = Digest.ofContent(algorithm, manifest);
            HttpResponse<byte[]> response = registry.put("acme/app", digest.toString(), manifest);
            assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
            assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
            assertThat(registry.get(manifest(digest)).body()).isEqualTo(manifest);
        }
    }

    @Test
    void put_byDigestWithTagParameters_createsTheTags() {
        byte[] manifest = pushedImage("");
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, manifest);
        HttpResponse<byte[]> response = registry.put("acme/app", digest + "?tag=1.2&tag=1&tag=latest", manifest);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "OCI-Tag")).isEqualTo("1.2, 1, latest");
        assertThat(header(registry.get(manifest("latest")), "Docker-Content-Digest"))
                .isEqualTo(digest.toString());
        assertThat(text(registry.get("/v2/acme/app/tags/list")))
                .isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"1\",\"1.2\",\"latest\"]}");
    }

    @Test
    void put_ofAnotherDigest_isRefused() throws IOException {
        byte[] manifest = pushedImage("");
        assertRefused(registry.put("acme/app", Digest.sha256(bytes("x")).toString(), manifest), 400, "DIGEST_INVALID");
        assertRefused(registry.put("acme/app", "sha256:baddigeststring", manifest), 400, "DIGEST_INVALID");
    }

    @Test
    void put_ofWhatIsNoManifest_isRefused() throws IOException {
        assertRefused(registry.put("acme/app", "1.0", bytes("no JSON")), 400, "MANIFEST_INVALID");
        assertRefused(registry.put("acme/app", "1.0", bytes("{}")), 400, "MANIFEST_INVALID");
        assertRefused(registry.put("acme/app", "1.0", new byte[0]), 400, "MANIFEST_INVALID");
        byte[] both = bytes("{\"schemaVersion\":2,\"layers\":[],\"manifests\":[]}");
        assertRefused(registry.put("acme/app", "1.0", both), 400, "MANIFEST_INVALID", "both manifests and layers");
    }

    @Test
    void put_underWhatIsNoTag_isRefused() throws IOException {
        byte[] manifest = pushedImage("");
        assertRefused(registry.put("acme/app", ".bad", manifest), 400, "MANIFEST_INVALID", "is not a tag");
        assertRefused(registry.put("acme/app", Digest.sha256(manifest) + "?tag=b+d", manifest), 400, "is not a tag");
        assertRefused(registry.put("acme/app", "con", manifest), 400, "NAME_INVALID", "device");
    }

    @Test
    void put_declaredAsAnotherType_isRefused() throws IOException {
        byte[] manifest = pushedImage("");
        HttpResponse<byte[]> response =
                registry.send("PUT", manifest("1.0"), manifest, "Content-Type", OCI_INDEX + "; charset=utf-8");
        assertRefused(response, 400, "MANIFEST_INVALID", "the request declares " + OCI_INDEX);
        assertThat(registry.send("PUT", manifest("1.0"), manifest).statusCode()).isEqualTo(201);
    }

    @Test
    void put_ofUpToFourMebibytes_isAccepted_andMoreIsNot() throws IOException {
        byte[] manifest = pushedImage(",\"annotations\":{\"large\":\"" + "A".repeat(4_000_000) + "\"}");
        HttpResponse<byte[]> more = registry.put("acme/app", "more", bytes(text(manifest) + " ".repeat(4 << 20)));
        assertRefused(more, 413, "larger than 4 MiB");
        HttpResponse<byte[]> response = registry.put("acme/app", "large", manifest);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(registry.get(manifest("large")).body()).isEqualTo(manifest);
    }

    @Test
    void put_ofBlobsThatAreNotThere_namesThem() throws IOException {
        byte[] config = config(LAYER);
        HttpResponse<byte[]> response = registry.put("acme/app", "1.0", image(config, LAYER));
        assertRefused(
                response,
                400,
                "MANIFEST_BLOB_UNKNOWN",
                Digest.sha256(config).toString(),
                Digest.sha256(LAYER).toString(),
                "Push the blob first");
    }

    @Test
    void put_ofAnotherSizeThanTheBlobHas_isRefused() throws IOException {
        byte[] config = config(LAYER);
        registry.blob("acme/app", LAYER);
        registry.blob("acme/app", config);
        byte[] manifest = bytes(text(image(config, LAYER)).replace("\"size\":" + LAYER.length, "\"size\":8888"));
        assertRefused(registry.put("acme/app", "1.0", manifest), 400, "SIZE_INVALID", "8888");
    }

    @Test
    void put_ofAnIndex_needsItsImages() throws IOException {
        byte[] child = pushedImage("");
        byte[] index = index(descriptor(OCI_MANIFEST, child));
        assertRefused(registry.put("acme/app", "1.0", index), 400, "MANIFEST_BLOB_UNKNOWN", "skopeo copy --all");
        registry.put("acme/app", Digest.sha256(child).toString(), child);
        HttpResponse<byte[]> response = registry.put("acme/app", "1.0", index);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(registry.get(manifest("1.0")), "Content-Type")).isEqualTo(OCI_INDEX);
    }

    @Test
    void put_ofNestedAndEmptyIndexes_isAccepted() {
        byte[] empty = index();
        byte[] nested = index(descriptor(OCI_INDEX, empty));
        assertThat(registry.put("acme/app", Digest.sha256(empty).toString(), empty)
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.put("acme/app", "nested", nested).statusCode()).isEqualTo(201);
        assertThat(registry.get(manifest("nested")).body()).isEqualTo(nested);
    }

    @Test
    void put_ofUnusualButLegalContent_isAcceptedWithWarnings() {
        byte[] config = config(LAYER, LAYER);
        registry.blob("acme/app", LAYER);
        registry.blob("acme/app", config);
        HttpResponse<byte[]> response = registry.put("acme/app", "1.0", image(config, LAYER));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(registry.warnings).extracting(Problem::code).contains(ProblemCode.PUSH_UNUSUAL);
    }

    @Test
    void put_withEmbeddedContent_isCreatedByteForByte() {
        registry.blob("acme/app", EMPTY_CONFIG);
        String empty = PushServer.descriptor(
                "application/vnd.oci.empty.v1+json",
                Digest.sha256(EMPTY_CONFIG),
                EMPTY_CONFIG.length,
                ",\"data\":\"e30=\"");
        byte[] manifest = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST
                + "\",\"artifactType\":\"application/vnd.example.note\",\"config\":" + empty + ",\"layers\":[" + empty
                + "]}");
        HttpResponse<byte[]> response = registry.put("acme/app", "note", manifest);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(registry.get(manifest("note")).body()).isEqualTo(manifest);
    }

    @Test
    void put_ofAnIndexWithASubject_isListedAsAReferrer() {
        Digest subject = registry.push("acme/app", "1.0", "signed");
        byte[] index = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX
                + "\",\"artifactType\":\"application/vnd.example.signatures\",\"manifests\":[],\"subject\":"
                + PushServer.descriptor(
                        OCI_MANIFEST, registry.get(manifest(subject)).body())
                + "}");
        HttpResponse<byte[]> response =
                registry.put("acme/app", Digest.sha256(index).toString(), index);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "OCI-Subject")).isEqualTo(subject.toString());
        assertThat(text(registry.get("/v2/acme/app/referrers/" + subject)))
                .contains(
                        Digest.sha256(index).toString(),
                        "\"mediaType\":\"" + OCI_INDEX + "\"",
                        "\"artifactType\":\"application/vnd.example.signatures\"");
    }

    @Test
    void put_withoutLayersOrWithEmptyAndForeignOnes_isAccepted() {
        byte[] none = new byte[0];
        byte[] config = config();
        registry.blob("acme/app", config);
        registry.blob("acme/app", none);
        String foreign = descriptor(
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                Digest.sha256(bytes("elsewhere")),
                123456,
                ",\"urls\":[\"https://store.example.com/blobs/x\"]");
        byte[] withForeign = bytes(text(image(config, none)).replace("\"layers\":[", "\"layers\":[" + foreign + ","));
        assertThat(registry.put("acme/app", "none", image(config)).statusCode()).isEqualTo(201);
        assertThat(registry.put("acme/app", "empty", image(config, none)).statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> response = registry.put("acme/app", "foreign", withForeign);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
    }

    @Test
    void put_withASubject_saysThatItIsProcessed_whetherItIsHereOrNot() {
        registry.blob("acme/app", EMPTY_CONFIG);
        Digest missing = Digest.sha256(bytes("comes later"));
        byte[] artifact = PushServer.artifact("application/vnd.example.sbom", missing, "a");
        HttpResponse<byte[]> response =
                registry.put("acme/app", Digest.sha256(artifact).toString(), artifact);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "OCI-Subject")).isEqualTo(missing.toString());
    }

    @Test
    void put_underAReferrersTag_isAcceptedAndNotWritten() throws IOException {
        String tag = Digest.sha256(bytes("subject")).referrersTag().name();
        assertThat(registry.put("acme/app", tag, index()).statusCode()).isEqualTo(201);
        assertThat(registry.files()).isEmpty();
        assertRefused(registry.put("acme/app", tag, pushedImage("")), 400, "MANIFEST_INVALID", "with a subject");
    }

    @Test
    void put_byDigestWithAReferrersTagAmongTheTags_writesTheManifestAndTheOthers() throws IOException {
        String tag = Digest.sha256(bytes("subject")).referrersTag().name();
        byte[] index = index();
        Digest digest = Digest.sha256(index);
        HttpResponse<byte[]> response = registry.put("acme/app", digest + "?tag=" + tag + "&tag=1.0", index);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "OCI-Tag")).isEqualTo("1.0");
        for (Object reference : new Object[] {"1.0", digest}) {
            assertThat(registry.get(manifest(reference)).body()).isEqualTo(index);
        }
        assertThat(registry.files().keySet()).noneMatch(file -> file.contains(tag));
        byte[] image = pushedImage("");
        HttpResponse<byte[]> noIndex = registry.put("acme/app", Digest.sha256(image) + "?tag=" + tag, image);
        assertThat(noIndex.statusCode()).isEqualTo(400);
        assertThat(registry.status("HEAD", manifest(Digest.sha256(image)))).isEqualTo(404);
    }

    @Test
    void put_ofASecret_isRefused_andItsConfigIsInNoStore() throws IOException {
        byte[] config =
                bytes("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},"
                        + "\"config\":{\"Env\":[\"GITHUB_TOKEN=ghp_"
                        + "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5".substring(0, 36)
                        + "\"]}}");
        registry.blob("acme/app", config);
        assertRefused(registry.put("acme/app", "1.0", image(config)), 403, "DENIED", "env:GITHUB_TOKEN");
        assertThat(registry.stored()).isEmpty();
    }

    @Test
    void tag_pushedAgain_moves() {
        Digest first = registry.push("acme/app", "latest", "one");
        Digest second = registry.push("acme/app", "latest", "two");
        assertThat(header(registry.get(manifest("latest")), "Docker-Content-Digest"))
                .isEqualTo(second.toString());
        assertThat(registry.get(manifest(first)).statusCode()).isEqualTo(200);
    }

    @Test
    void tag_thatWasMovedAwayAndBack_namesTheFirst() {
        Digest first = registry.push("acme/app", "latest", "one");
        registry.push("acme/app", "latest", "two");
        registry.push("acme/app", "latest", "one");
        assertThat(header(registry.get(manifest("latest")), "Docker-Content-Digest"))
                .isEqualTo(first.toString());
    }

    @Test
    void manifest_pushedAgain_isNotWrittenAgain() throws IOException {
        registry.push("acme/app", "1.0", "same");
        Map<String, Object> before = keys();
        registry.push("acme/app", "1.0", "same");
        assertThat(keys()).isEqualTo(before);
    }

    /** What tells a file from another that has replaced it. */
    private Map<String, Object> keys() throws IOException {
        Map<String, Object> keys = new TreeMap<>();
        for (String file : registry.files().keySet()) {
            keys.put(
                    file,
                    Files.readAttributes(registry.contribution.resolve(file), BasicFileAttributes.class)
                            .fileKey());
        }
        return keys;
    }

    @Test
    void manifest_pushedAgain_afterItsDeletion_isThere() {
        Digest digest = registry.push("acme/app", "1.0", "same");
        assertThat(registry.status("DELETE", manifest(digest))).isEqualTo(202);
        registry.push("acme/app", "1.0", "same");
        assertThat(registry.status("GET", manifest("1.0"))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", ""})
    void manifest_pushedAgain_bringsBackWhatSomebodyRemoved(String reference) throws IOException {
        Digest digest = registry.push("acme/app", reference, "same");
        Map<String, byte[]> files = registry.files();
        FileTrees.clear(registry.contribution);
        registry.push("acme/app", reference, "same");
        assertThat(registry.files().keySet()).isEqualTo(files.keySet());
        assertThat(registry.status("GET", manifest(digest))).isEqualTo(200);
    }

    @Test
    void manifest_pushedAgain_bringsBackTheBlobsThatTheStoreLost() throws IOException {
        registry.push("acme/app", "1.0", "same");
        List<String> stored = registry.stored();
        FileTrees.clear(registry.store.resolve("sha256"));
        registry.push("acme/app", "1.0", "same");
        assertThat(registry.stored()).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void deletion_ofAnArtifactWhoseConfigIsAManifest_leavesTheManifest() {
        Digest image = registry.push("acme/app", "1.0", "same");
        byte[] content = registry.get(manifest(image)).body();
        registry.blob("acme/app", content);
        byte[] artifact = image(content);
        assertThat(registry.put("acme/app", Digest.sha256(artifact).toString(), artifact)
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.status("DELETE", manifest(Digest.sha256(artifact)))).isEqualTo(202);
        assertThat(registry.status("GET", manifest("1.0"))).isEqualTo(200);
    }
}
