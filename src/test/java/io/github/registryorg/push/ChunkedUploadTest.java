package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.header;
import static io.github.registryorg.push.PushServer.text;
import static io.github.registryorg.push.PushServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification, "Pushing a blob in chunks", clause by clause, and chunks that meet or break. */
@Timeout(60)
class ChunkedUploadTest extends PushFixture {

    @Test
    void chunks_inOrder_areOneBlob() throws IOException {
        Digest digest = Digest.sha256(LARGE);
        String location = registry.begin("acme/app");
        for (int start = 0; start < LARGE.length; start += 300_000) {
            int end = Math.min(LARGE.length, start + 300_000);
            HttpResponse<byte[]> response = registry.send(
                    "PATCH", location, Arrays.copyOfRange(LARGE, start, end), "Content-Range", start + "-" + (end - 1));
            assertThat(response.statusCode()).as(text(response)).isEqualTo(202);
            assertThat(header(response, "Range")).isEqualTo("0-" + (end - 1));
            location = header(response, "Location");
        }
        assertCreated(registry.send("PUT", with(location, "digest=" + digest), null), digest);
        assertStored(digest, LARGE);
    }

    @Test
    void lastChunk_withThePut_endsTheUpload() throws IOException {
        Digest digest = Digest.sha256(LARGE);
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, Arrays.copyOf(LARGE, 400_000), "Content-Range", "0-399999");
        HttpResponse<byte[]> early = registry.send(
                "PUT", with(location, "digest=" + digest), Arrays.copyOf(LARGE, 5), "Content-Range", "0-4");
        assertThat(early.statusCode()).isEqualTo(416);
        byte[] rest = Arrays.copyOfRange(LARGE, 400_000, LARGE.length);
        assertCreated(
                registry.send(
                        "PUT",
                        with(location, "digest=" + digest),
                        rest,
                        "Content-Range",
                        "400000-" + (LARGE.length - 1)),
                digest);
        assertStored(digest, LARGE);
    }

    @Test
    void stream_withoutARange_isAdded() throws IOException {
        String location = registry.begin("acme/app");
        assertThat(registry.send("PATCH", location, LARGE).statusCode()).isEqualTo(202);
        Digest digest = Digest.sha256(LARGE);
        assertCreated(registry.send("PUT", with(location, "digest=" + digest), null), digest);
        assertStored(digest, LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5-9", "0-4", "11-15"})
    void chunk_thatIsNotTheNext_isRefusedWithTheStatus(String range) {
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, bytes("0123456789"), "Content-Range", "0-9");
        HttpResponse<byte[]> response = registry.send("PATCH", location, bytes("abcde"), "Content-Range", range);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(text(response)).contains("BLOB_UPLOAD_INVALID", "10 bytes arrived before");
        assertThat(header(response, "Location")).isEqualTo(location);
        assertThat(header(response, "Range")).isEqualTo("0-9");
        assertThat(header(registry.get(location), "Range")).isEqualTo("0-9");
    }

    @Test
    void firstChunk_thatDoesNotBeginAtZero_isRefused() {
        String location = registry.begin("acme/app");
        HttpResponse<byte[]> response = registry.send("PATCH", location, SMALL, "Content-Range", "100-125");
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(registry.get(location), "Range")).isEqualTo("0-0");
    }

    @Test
    void chunk_ofAnotherLengthThanItsRange_isRefused() {
        HttpResponse<byte[]> response =
                registry.send("PATCH", registry.begin("acme/app"), SMALL, "Content-Range", "0-3");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("SIZE_INVALID");
    }

    @Test
    void status_ofAnUpload_isWhatHasArrived() {
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, SMALL);
        HttpResponse<byte[]> response = registry.get(location);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "Location")).isEqualTo(location);
        assertThat(header(response, "Range")).isEqualTo("0-" + (SMALL.length - 1));
    }

    @Test
    void brokenConnection_leavesWhatArrived_andTheUploadContinues() throws IOException {
        String location = registry.begin("acme/app");
        sendPart("PATCH", location, LARGE, 500_000).close();
        PushServer.await(() -> header(registry.get(location), "Range").equals("0-499999"));
        byte[] rest = Arrays.copyOfRange(LARGE, 500_000, LARGE.length);
        String range = "500000-" + (LARGE.length - 1);
        // the request that broke may not have ended yet
        PushServer.await(() ->
                registry.send("PATCH", location, rest, "Content-Range", range).statusCode() == 202);
        Digest digest = Digest.sha256(LARGE);
        assertCreated(registry.send("PUT", with(location, "digest=" + digest), null), digest);
        assertStored(digest, LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 10-14", "x", "14-10", "10", "99999999999999999999-1"})
    void range_thatIsMalformed_isRefusedWithTheForm(String range) {
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, bytes("0123456789"), "Content-Range", "0-9");
        HttpResponse<byte[]> response = registry.send("PATCH", location, bytes("abcde"), "Content-Range", range);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("BLOB_UPLOAD_INVALID", "Send Content-Range: FIRST-LAST");
        assertThat(header(registry.get(location), "Range")).isEqualTo("0-9");
    }

    @Test
    void chunk_whileAnotherRequestAdds_isRefusedForThatReason() throws IOException {
        String location = registry.begin("acme/app");
        try (Socket socket = sendPart("PATCH", location, LARGE, 500_000)) {
            PushServer.await(() -> header(registry.get(location), "Range").equals("0-499999"));
            for (String method : new String[] {"PATCH", "PUT"}) {
                HttpResponse<byte[]> response =
                        registry.send(method, with(location, "digest=" + Digest.sha256(LARGE)), LARGE);
                assertThat(response.statusCode()).isEqualTo(416);
                assertThat(text(response)).contains("another request is still adding to this upload");
                assertThat(header(response, "Range")).isEqualTo("0-499999");
            }
            socket.getOutputStream().write(LARGE, 500_000, LARGE.length - 500_000);
            PushServer.await(() -> registry.status("PUT", with(location, "digest=" + Digest.sha256(LARGE))) == 201);
        }
        assertStored(Digest.sha256(LARGE), LARGE);
    }
}
