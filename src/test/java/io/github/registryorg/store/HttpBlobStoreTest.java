package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBlobStoreTest extends BlobStoreContract {

    private static final Digest DIGEST = Digest.sha256(Blobs.bytes("content"));

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final RemoteClient client = new RemoteClient(AllowedHosts.parse(List.of("127.0.0.1")), null);
    private LoopbackServer server = LoopbackServer.start(this::serve);

    private void serve(HttpExchange exchange) throws IOException {
        byte[] content = files.get(exchange.getRequestURI().getPath());
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            LoopbackServer.send(exchange, content);
        }
    }

    private void respondWith(LoopbackServer.Responder response) {
        server.close();
        server = LoopbackServer.start(response);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    BlobStore store() {
        return store(client);
    }

    private BlobStore store(RemoteClient client) {
        return new BlobStores(Path.of("."), StoreMap.NONE, client, new Buckets(BucketSettings.NONE))
                .open(server.url("/blobs%20here/"));
    }

    @Override
    void given(Digest digest, byte[] content) {
        files.put("/blobs here/" + BlobAddress.path(digest), content);
    }

    @Test
    void blob_lookedFor_isOneHead() {
        given(DIGEST, Blobs.bytes("content"));
        store().stat(DIGEST);

        assertThat(server.requests()).containsExactly("HEAD /blobs%20here/sha256/" + DIGEST.hex());
    }

    @Test
    void blob_gone_isAbsent() {
        respondWith(LoopbackServer.status(410));

        assertThat(store().stat(DIGEST)).isEmpty();
        assertThat(problem(() -> store().open(DIGEST)).code()).isEqualTo(ProblemCode.BLOB_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 501})
    void head_notSupported_isReplacedByTheFirstByte(int status) {
        respondWith(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=0-0");
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/12345678901");
                exchange.sendResponseHeaders(206, 1);
                exchange.getResponseBody().write('x');
            }
        });

        assertThat(store().stat(DIGEST)).hasValue(12_345_678_901L);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503, 504})
    void stat_ofWhatHeadDeniesAndGetDelivers_isItsSize(int status) {
        respondWith(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Retry-After", "86400");
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/123");
                exchange.sendResponseHeaders(206, 1);
                exchange.getResponseBody().write('x');
            }
        });

        try (RemoteClient impatient = RemoteClient.impatient(AllowedHosts.parse(List.of("127.0.0.1")), null)) {
            assertThat(store(impatient).stat(DIGEST)).hasValue(123);
        }
    }

    /** Each GET is answered; a HEAD is not, or leads nowhere. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stat_whereHeadGetsNoResponse_isTheSizeThatGetDelivers(boolean redirects) {
        respondWith(exchange -> {
            if (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, 123);
                exchange.getResponseBody().write(new byte[123]);
            } else if (redirects) {
                LoopbackServer.redirect(302, exchange.getRequestURI().getPath()).give(exchange);
            } else {
                throw new IOException("closes the connection");
            }
        });
        for (int i = 0; i < 5; i++) {
            assertThat(store().stat(Digest.sha256(new byte[] {(byte) i}))).hasValue(123);
        }

        assertThat(server.requests())
                .filteredOn(line -> line.startsWith("GET "))
                .hasSize(5);
        assertThat(server.requests())
                .filteredOn(line -> line.startsWith("HEAD "))
                .hasSizeLessThan(7);
    }

    @Test
    void statAgain_whereHeadHasAnotherSize_isTheSizeThatGetDelivers() {
        respondWith(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "20");
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, 5_000_000_000L);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
        });

        assertThat(store().stat(DIGEST)).hasValue(20);
        assertThat(store().statAgain(DIGEST)).hasValue(5_000_000_000L);
    }

    @Test
    void head_withoutASize_isFollowedByGet() {
        respondWith(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, 5_000_000_000L);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
        });

        assertThat(store().stat(DIGEST)).hasValue(5_000_000_000L);
    }

    @Test
    void blob_empty_hasNoFirstByte() {
        respondWith(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes */0");
                exchange.sendResponseHeaders(416, -1);
            }
        });

        assertThat(store().stat(DIGEST)).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-0/*", "bytes */-5", "nonsense", "bytes 0-0/99999999999999999999999"})
    void size_notSent_isReported(String range) {
        respondWith(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Range", range);
                exchange.sendResponseHeaders(206, 1);
                exchange.getResponseBody().write('x');
            }
        });

        assertThat(problem(() -> store().stat(DIGEST)).code()).isEqualTo(ProblemCode.STORE_INVALID);
    }

    @Test
    void response_chunkedWithoutASize_isReported() {
        respondWith(exchange -> {
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
            while (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(new byte[100_000]);
            }
        });

        assertThat(problem(() -> store().stat(DIGEST)).code()).isEqualTo(ProblemCode.STORE_INVALID);
    }

    @Test
    void store_unauthorized_isNotAnAbsentBlob() {
        respondWith(LoopbackServer.status(403));
        Problem denied = problem(() -> store().stat(DIGEST));
        assertThat(denied.code()).isEqualTo(ProblemCode.DENIED);
        assertThat(denied.hint()).contains("bucket", "registry.storeMap");

        respondWith(LoopbackServer.status(401));
        assertThat(problem(() -> store().stat(DIGEST)).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(problem(() -> store().open(DIGEST)).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
    }

    @Test
    void store_failing_isNotAnAbsentBlob() {
        respondWith(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
        });

        assertThat(problem(() -> store().stat(DIGEST)).code()).isEqualTo(ProblemCode.IO_FAILED);
        assertThat(server.requests())
                .filteredOn(line -> line.startsWith("GET "))
                .hasSize(3);
        assertThat(server.requests())
                .filteredOn(line -> line.startsWith("HEAD "))
                .hasSize(1);
    }

    @Test
    void url_ofALegacyLayer_isRequestedAsWritten() {
        respondWith(exchange -> LoopbackServer.send(exchange, Blobs.bytes("content")));
        String target = "/download/storage/v1/b/bucket/o/a%2Fb%2Fsha256:c.tar.gz?generation=1&alt=media";

        RemoteBlob blob = new BlobStores(Path.of("."), StoreMap.NONE, client, new Buckets(BucketSettings.NONE))
                .blob(server.url(target));

        assertThat(blob.stat()).hasValue(7);
        assertThat(server.requests()).containsExactly("HEAD " + target);
        assertThat(blob.url())
                .hasToString(server.url("/download/storage/v1/b/bucket/o/a%2Fb%2Fsha256:c.tar.gz?generation=…&alt=…"));
    }

    @Test
    void blob_copiedToADirectory_isVerified(@TempDir Path directory) {
        given(DIGEST, Blobs.bytes("cOntent"));
        WritableBlobStore copy = new BlobStores(directory, StoreMap.NONE, client, new Buckets(BucketSettings.NONE))
                .openWritable("file:store");

        assertThat(problem(() -> copy.put(Blobs.claiming(DIGEST, 7, () -> store().open(DIGEST)), false))
                        .code())
                .isEqualTo(ProblemCode.DIGEST_INVALID);

        given(DIGEST, Blobs.bytes("content"));
        assertThat(copy.put(Blobs.claiming(DIGEST, 7, () -> store().open(DIGEST)), false))
                .isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(directory.resolve("store/sha256/" + DIGEST.hex())).hasContent("content");
    }
}
