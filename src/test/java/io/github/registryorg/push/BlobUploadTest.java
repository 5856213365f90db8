package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.header;
import static io.github.registryorg.push.PushServer.text;
import static io.github.registryorg.push.PushServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification, "Pushing blobs", clause by clause, against a store in a directory. */
@Timeout(60)
class BlobUploadTest extends PushFixture {

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void post_ofAWholeBlob_storesIt(DigestAlgorithm algorithm) throws IOException {
        Digest digest = Digest.ofContent(algorithm, LARGE);
        assertCreated(registry.send("POST", UPLOADS + "?digest=" + digest, LARGE), digest);
        assertStored(digest, LARGE);
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void postThenPut_ofASmallOrLargeBlob_storesIt(DigestAlgorithm algorithm) throws IOException {
        Digest digest = Digest.ofContent(algorithm, LARGE);
        assertCreated(registry.send("PUT", with(registry.begin("acme/app"), "digest=" + digest), LARGE), digest);
        assertStored(digest, LARGE);
        Digest small = Digest.ofContent(algorithm, SMALL);
        assertCreated(registry.send("PUT", with(registry.begin("acme/app"), "digest=" + small), SMALL), small);
        assertThat(registry.get(blob(small)).body()).isEqualTo(SMALL);
    }

    @Test
    void post_withADigestAlgorithm_announcesWhatComes() throws IOException {
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, LARGE);
        HttpResponse<byte[]> begun = registry.send("POST", UPLOADS + "?digest-algorithm=sha512", null);
        assertThat(begun.statusCode()).isEqualTo(202);
        assertCreated(registry.send("PUT", with(header(begun, "Location"), "digest=" + digest), LARGE), digest);
        assertStored(digest, LARGE);
    }

    @Test
    void post_withoutContent_beginsAnUpload() {
        HttpResponse<byte[]> response = registry.send("POST", UPLOADS, null);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(header(response, "Location")).startsWith(UPLOADS);
        assertThat(header(response, "Range")).isEqualTo("0-0");
        assertThat(header(response, "Docker-Upload-UUID")).isNotEmpty();
    }

    @Test
    void post_withAnUnknownAlgorithm_isRefused() {
        HttpResponse<byte[]> response = registry.send("POST", UPLOADS + "?digest-algorithm=md5", null);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("DIGEST_INVALID", "sha256 or sha512");
    }

    @Test
    void emptyBlob_isStored() throws IOException {
        Digest digest = registry.blob("acme/app", new byte[0]);
        assertStored(digest, new byte[0]);
    }

    @Test
    void delete_ofAnUpload_discardsIt() throws IOException {
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, LARGE);
        assertThat(registry.stored()).singleElement().asString().contains(".partial/");
        assertThat(registry.status("DELETE", location)).isEqualTo(204);
        assertThat(registry.stored()).isEmpty();
        HttpResponse<byte[]> response = registry.get(location);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).contains("BLOB_UPLOAD_UNKNOWN", "Begin the upload of this blob again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "PUT", "DELETE"})
    void upload_thatIsUnknownOrOfAnotherRepository_isNotFound(String method) {
        String digest = "?digest=" + Digest.sha256(SMALL);
        assertThat(registry.send(method, UPLOADS + "0000" + digest, SMALL).statusCode())
                .isEqualTo(404);
        String other = registry.begin("acme/other").replace("acme/other", "acme/app");
        assertThat(registry.send(method, other + digest, SMALL).statusCode()).isEqualTo(404);
    }

    @Test
    void wrongDigest_leavesNothingUnderItsName() throws IOException {
        Digest wrong = Digest.sha256(bytes("something else"));
        for (byte[] content : new byte[][] {SMALL, LARGE}) {
            HttpResponse<byte[]> post = registry.send("POST", UPLOADS + "?digest=" + wrong, content);
            assertThat(post.statusCode()).isEqualTo(400);
            assertThat(text(post)).contains("DIGEST_INVALID", "its content is " + Digest.sha256(content));
            String location = registry.begin("acme/app");
            registry.send("PATCH", location, content);
            assertThat(registry.status("PUT", with(location, "digest=" + wrong)))
                    .isEqualTo(400);
            assertThat(registry.status("PUT", with(location, "digest=" + Digest.sha256(content))))
                    .isEqualTo(404);
        }
        assertThat(registry.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?digest=", "?digest=sha256:baddigeststring", "?digest=md5:00"})
    void put_withoutAValidDigest_isRefused(String query) {
        HttpResponse<byte[]> response = registry.send("PUT", registry.begin("acme/app") + query, SMALL);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("DIGEST_INVALID");
    }

    @Test
    void mount_ofWhatAnotherRepositoryHas_needsNoUpload() {
        Digest digest = registry.blob("acme/base", SMALL);
        assertCreated(registry.send("POST", UPLOADS + "?mount=" + digest + "&from=acme/base", null), digest);
        Digest other = registry.blob("acme/base", LARGE);
        assertCreated(registry.send("POST", UPLOADS + "?mount=" + other, null), other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:0000000000000000000000000000000000000000000000000000000000000000", "nonsense"})
    void mount_ofWhatIsUnknown_beginsAnUpload(String digest) {
        HttpResponse<byte[]> response = registry.send("POST", UPLOADS + "?mount=" + digest + "&from=acme/base", null);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(header(response, "Location")).startsWith(UPLOADS);
    }

    @Test
    void repository_ofAnInvalidOrReservedName_isRefused() {
        for (String name : new String[] {"Acme/app", "acme/tags", "v2", "src/app"}) {
            HttpResponse<byte[]> response = registry.send("POST", "/v2/" + name + "/blobs/uploads/", null);
            assertThat(response.statusCode()).as(name).isEqualTo(400);
            assertThat(text(response)).contains("NAME_INVALID");
        }
    }

    @Test
    void delete_ofABlob_hidesItFromItsRepository() {
        Digest digest = registry.blob("acme/app", SMALL);
        registry.blob("acme/other", SMALL);
        assertThat(registry.status("DELETE", blob(digest))).isEqualTo(202);
        assertThat(registry.status("GET", blob(digest))).isEqualTo(404);
        assertThat(registry.status("HEAD", blob(digest))).isEqualTo(404);
        assertThat(registry.status("DELETE", blob(digest))).isEqualTo(404);
        assertThat(registry.status("GET", "/v2/acme/other/blobs/" + digest)).isEqualTo(200);
        registry.blob("acme/app", SMALL);
        assertThat(registry.status("GET", blob(digest))).isEqualTo(200);
    }

    @Test
    void delete_ofWhatTheStoreHadBefore_isRefused() throws IOException {
        Digest digest = Digest.sha256(SMALL);
        Path file = registry.store.resolve("sha256").resolve(digest.hex());
        Files.createDirectories(file.getParent());
        Files.write(file, SMALL);
        assertThat(registry.status("HEAD", blob(digest))).isEqualTo(200);
        HttpResponse<byte[]> response = registry.send("DELETE", blob(digest), null);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(text(response)).contains("UNSUPPORTED", "Only what was pushed since this server started");
    }

    @Test
    void smallJson_staysHereUntilAManifestNamesIt() throws IOException {
        byte[] config = bytes("{\"architecture\":\"amd64\"}");
        Digest digest = registry.blob("acme/app", config);
        assertThat(registry.get(blob(digest)).body()).isEqualTo(config);
        assertThat(registry.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void brokenConnection_ofAWholeBlob_storesNothing(String method) throws IOException {
        Digest digest = Digest.sha256(LARGE);
        String path = method.equals("POST") ? UPLOADS : registry.begin("acme/app");
        sendPart(method, path + "?digest=" + digest, LARGE, LARGE.length - 1).close();
        assertThat(registry.status("HEAD", blob(digest))).isEqualTo(404);
        registry.close();
        assertThat(registry.stored()).isEmpty();
    }

    @Test
    void expectation_isMet_beforeTheBodyIsSent() throws IOException {
        Digest digest = Digest.sha256(SMALL);
        try (Socket socket = registry.connect()) {
            socket.getOutputStream()
                    .write(("POST " + UPLOADS + "?digest=" + digest
                                    + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
                                    + SMALL.length + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] interim = socket.getInputStream().readNBytes(12);
            assertThat(new String(interim, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
            socket.getOutputStream().write(SMALL);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("HTTP/1.1 201 ");
        }
    }

    @Test
    void sameBlob_byEightClientsAtOnce_isStoredOnce() throws IOException {
        Digest digest = Digest.sha256(LARGE);
        CompletableFuture<?>[] clients = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> registry.blob("acme/app", LARGE)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(clients).join();
        assertStored(digest, LARGE);
    }

    @Test
    void close_withAnOpenUpload_leavesNothing() throws IOException {
        registry.send("PATCH", registry.begin("acme/app"), LARGE);
        registry.close();
        assertThat(registry.stored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=500-1499, 500, 1500",
        "bytes=500-, 500, 700001",
        "bytes=-500, 699501, 700001",
        "bytes=2000-900000, 2000, 700001"
    })
    void range_ofWhatWasPushed_isPartOfIt(String range, int start, int end) {
        HttpResponse<byte[]> part = registry.get(blob(registry.blob("acme/app", LARGE)), "Range", range);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes " + start + "-" + (end - 1) + "/700001");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(LARGE, start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=700001-", "bytes=900000-900100"})
    void range_beyondWhatWasPushed_isNotSatisfiable(String range) {
        HttpResponse<byte[]> response = registry.get(blob(registry.blob("acme/app", LARGE)), "Range", range);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */700001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifests", "blobs"})
    void digest_thatIsNone_isRefusedByEachMethod(String kind) {
        for (String method : new String[] {"GET", "DELETE"}) {
            HttpResponse<byte[]> response =
                    registry.send(method, "/v2/acme/app/" + kind + "/sha256:baddigeststring", null);
            assertThat(response.statusCode()).as(method).isEqualTo(400);
            assertThat(text(response))
                    .contains("DIGEST_INVALID", "baddigeststring")
                    .doesNotContain("detail");
        }
    }
}
