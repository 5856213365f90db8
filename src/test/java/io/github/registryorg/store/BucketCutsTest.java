package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.FaultProxy.Fault;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Responses of a bucket that end too early, after one of their bytes: a second request must give the right result. After
 * each of them in {@link BucketCutsIT}.
 */
@Timeout(600)
class BucketCutsTest {

    private static final String ADDRESS = "s3://" + S3Server.BUCKET + "/cuts";

    private static S3Server server;

    private FaultProxy proxy;
    private Buckets buckets;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void startProxy() {
        proxy = new FaultProxy(server.endpoint());
        connect();
    }

    /** New connections, and as many retries as the SDK allows a client. */
    private void connect() {
        disconnect();
        buckets = new Buckets(S3Server.settings(proxy.endpoint(), false), Buckets.SILENCE, Duration.ofMillis(1));
    }

    private void disconnect() {
        if (buckets != null) {
            buckets.close();
        }
    }

    @AfterEach
    void stopProxy() {
        disconnect();
        proxy.close();
    }

    /** What is done to a bucket, and verified to have worked. */
    @FunctionalInterface
    private interface Action {

        /** @param unique different each time */
        void run(int unique);
    }

    /** How many bytes further each cut is: less than the shortest header's value has. */
    int stride() {
        return 11;
    }

    /** Runs it once to see how many bytes come back, then once for each of them. */
    private void cutAnywhere(Action action) {
        cutAnywhere(1, action);
    }

    /** @param step in strides; more than one where several requests, each like those of other tests, follow each other */
    private void cutAnywhere(int step, Action action) {
        action.run(-1);
        long length = proxy.received();
        assertThat(length).isGreaterThan(50);
        List<String> failed = new ArrayList<>();
        for (int cut = 0; cut <= length; cut += step * stride()) {
            connect();
            proxy.next(new Fault.EndAfterReceived(cut));
            try {
                action.run(cut);
            } catch (RegistryException | AssertionError e) {
                failed.add(cut + " of " + length + ": " + e);
            }
            if (!proxy.spent()) {
                failed.add(cut + " of " + length + ": no connection was cut");
                proxy.forget();
            }
        }
        assertThat(failed).isEmpty();
    }

    private static Blob blob(int unique) {
        return Blobs.of(("content " + unique).getBytes(StandardCharsets.UTF_8));
    }

    private WritableBlobStore store(Buckets some) {
        return new BlobStores(Path.of("."), StoreMap.NONE, null, some).openWritable(ADDRESS);
    }

    private static StoreAddress.Cloud address(String below) {
        return (StoreAddress.Cloud) StoreAddress.parse(ADDRESS + below, Path.of("."));
    }

    private Bucket bucket(String below) {
        return buckets.open(address(below));
    }

    private ObjectTransfer transfer(int part) {
        BucketRequests requests = buckets.requests(address(""));
        return new ObjectTransfer(requests, new ObjectLook(requests, new HashMap<>()), new PartBuffers(), part);
    }

    private void store(Blob blob) {
        try (Buckets straight = new Buckets(server.settings())) {
            store(straight).put(blob, false);
        }
    }

    @Test
    void stat_ofAPresentObject_cutAnywhere_findsIt() {
        Blob blob = Blobs.of(new byte[123_456]);
        store(blob);
        cutAnywhere(unique -> assertThat(bucket("").stat(BlobAddress.path(blob.digest()), blob.descriptor()))
                .hasValueSatisfying(
                        found -> assertThat(found.fits(blob.descriptor())).isTrue()));
    }

    @Test
    void stat_unreadableEachTime_isReportedWithoutTheParsersWords() {
        String response =
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\nLast-Modified: Sat, 28 Nov 2026 15";
        for (int i = 0; i < 10; i++) {
            proxy.next(new Fault.Response(response));
        }
        Problem problem = problem(() -> bucket("").stat("x"));
        assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
        assertThat(problem.toString()).doesNotContain("parsed at index").contains("broke off");
    }

    @Test
    void stat_ofAnAbsentObject_cutAnywhere_findsNone() {
        cutAnywhere(unique ->
                assertThat(store(buckets).stat(blob(100_000 + unique).digest())).isEmpty());
    }

    @Test
    void put_cutAnywhere_stores() {
        cutAnywhere(5, unique -> {
            Blob blob = blob(unique);
            store(buckets).put(blob, false);
            assertThat(bucket("").stat(BlobAddress.path(blob.digest()), blob.descriptor()))
                    .hasValueSatisfying(
                            found -> assertThat(found.fits(blob.descriptor())).isTrue());
        });
    }

    @Test
    void upload_inParts_cutAnywhere_stores() {
        cutAnywhere(41, unique -> {
            Blob blob = Blobs.of(("parts " + unique).getBytes(StandardCharsets.UTF_8));
            transfer(0).put(blob, "parts", ObjectKind.BLOB);
        });
    }

    @Test
    void list_cutAnywhere_hasAll() {
        for (int i = 0; i < 3; i++) {
            bucket("/list").put("object" + i, ObjectKind.BLOB, blob(i));
        }
        cutAnywhere(3, unique -> {
            Map<String, Long> sizes = new HashMap<>();
            bucket("/list").list(sizes::put);
            assertThat(sizes)
                    .containsOnlyKeys("object0", "object1", "object2")
                    .containsEntry("object0", blob(0).size());
        });
    }

    @Test
    void remove_cutAnywhere_removes() {
        cutAnywhere(unique -> bucket("").remove("object" + unique));
    }

    @Test
    void open_cutAnywhere_isWhole() {
        Blob blob = blob(0);
        store(blob);
        cutAnywhere(
                3,
                unique -> assertThat(CheckedContent.check(new Blob(blob.descriptor(), () -> open(blob.digest()))))
                        .isEmpty());
    }

    private InputStream open(Digest digest) {
        return store(buckets).open(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, DENIED",
        "403, RequestTimeTooSkewed, CONFIGURATION_INVALID",
        "403, ExpiredToken, UNAUTHORIZED",
        "404, NoSuchBucket, STORE_INVALID"
    })
    void error_cutAnywhere_isTheSame(int status, String code, ProblemCode expected) {
        String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>m</Message></Error>";
        String response = "HTTP/1.1 " + status + " Refused\r\nContent-Type: application/xml\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        List<String> failed = new ArrayList<>();
        for (int cut = 0; cut < response.length(); cut += stride()) {
            connect();
            proxy.next(new Fault.Response(response.substring(0, cut)));
            // some errors are retried by the SDK itself
            for (int i = 0; i < 6; i++) {
                proxy.next(new Fault.Response(response));
            }
            Problem problem = problem(() -> bucket("").list((path, size) -> {}));
            if (problem.code() != expected) {
                failed.add(cut + " of " + response.length() + ": " + problem);
            }
            proxy.forget();
        }
        assertThat(failed).isEmpty();
    }
}
