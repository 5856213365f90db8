package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.config;
import static io.github.registryorg.push.PushServer.header;
import static io.github.registryorg.push.PushServer.image;
import static io.github.registryorg.push.PushServer.text;
import static io.github.registryorg.push.PushServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.store.AwsFake;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pushed to a bucket: in parts, under a temporary name, then copied by the service. */
@Timeout(60)
class BucketPushTest {

    private static final String PREFIX = "acme-blobs/store/";
    private static final int PART = 8 * 1024 * 1024;
    private static final byte[] LARGE = new byte[2 * PART + 12_345];

    static {
        new Random(7).nextBytes(LARGE);
    }

    private final AwsFake aws = new AwsFake();
    private PushServer registry;

    @BeforeEach
    void start(@TempDir Path directory) {
        registry = new PushServer(directory, null, null, "s3://" + PREFIX, aws.settings());
    }

    @AfterEach
    void close() {
        registry.close();
        aws.close();
    }

    private static String key(Digest digest) {
        return PREFIX + digest.algorithm().id() + "/" + digest.hex();
    }

    private void assertHasOnly(Digest digest, byte[] content) {
        assertThat(aws.objects().keySet()).containsExactly(key(digest));
        assertThat(aws.objects().get(key(digest)).content()).isEqualTo(content);
        assertThat(aws.unfinished()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void largeBlob_whoseDigestComesLast_isUnderItAlone(DigestAlgorithm algorithm) {
        Digest digest = Digest.ofContent(algorithm, LARGE);
        String location = registry.begin("acme/app");
        assertThat(registry.send("PATCH", location, LARGE).statusCode()).isEqualTo(202);
        HttpResponse<byte[]> response = registry.send("PUT", with(location, "digest=" + digest), null);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertHasOnly(digest, LARGE);
        HttpResponse<byte[]> part = registry.get("/v2/acme/app/blobs/" + digest, "Range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(LARGE, 100, 200));
        assertThat(registry.get("/v2/acme/app/blobs/" + digest).body()).isEqualTo(LARGE);
    }

    @Test
    void smallChunks_withPausesBetween_areOneBlob() {
        Digest digest = Digest.sha256(LARGE);
        String location = registry.begin("acme/app");
        for (int start = 0; start < LARGE.length; start += 5_000_000) {
            int end = Math.min(LARGE.length, start + 5_000_000);
            registry.send("PATCH", location, Arrays.copyOfRange(LARGE, start, end));
        }
        assertThat(header(registry.get(location), "Range")).isEqualTo("0-" + (LARGE.length - 1));
        assertThat(registry.status("PUT", with(location, "digest=" + digest))).isEqualTo(201);
        assertHasOnly(digest, LARGE);
    }

    @Test
    void blobOfLessThanAPart_isPutAtOnce() {
        byte[] content = Arrays.copyOf(LARGE, 1_000_000);
        aws.asked();
        Digest digest = registry.blob("acme/app", content);
        assertHasOnly(digest, content);
        assertThat(aws.asked()).extracting(AwsFake.Asked::operation).doesNotContain("CopyObject", "UploadPart");
    }

    @Test
    void blobOfLessThanAPart_withAnotherDigestThanAnnounced_isPutAtOnce() {
        byte[] content = Arrays.copyOf(LARGE, 1_000_000);
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, content);
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, Arrays.copyOf(content, 600_000));
        byte[] rest = Arrays.copyOfRange(content, 600_000, content.length);
        assertThat(registry.send("PUT", with(location, "digest=" + digest), rest)
                        .statusCode())
                .isEqualTo(201);
        assertHasOnly(digest, content);
    }

    @Test
    void service_thatTakesNoChecksums_getsItWithout() {
        aws.refuse(request -> request.headers().containsKey("x-amz-checksum-sha256")
                ? Optional.of(new AwsFake.Refusal(501, "NotImplemented", "A header is not implemented"))
                : Optional.empty());
        assertHasOnly(registry.blob("acme/app", LARGE), LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UploadPart", "CompleteMultipartUpload"})
    void upload_thatTheServiceAborts_endsWithAHint(String operation) {
        AtomicInteger count = new AtomicInteger();
        aws.refuse(request -> request.operation().equals(operation)
                        && (count.incrementAndGet() > 1 || operation.startsWith("Complete"))
                ? Optional.of(new AwsFake.Refusal(404, "NoSuchUpload", "The specified upload does not exist."))
                : Optional.empty());
        String location = registry.begin("acme/app");
        String path = with(location, "digest=" + Digest.sha256(LARGE));
        HttpResponse<byte[]> response = registry.send("PUT", path, LARGE);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(500);
        assertThat(text(response)).contains("was removed while it was uploaded", "Push it again");
        assertThat(registry.status("GET", location)).isEqualTo(404);
        aws.refuse(request -> Optional.empty());
        assertHasOnly(registry.blob("acme/app", LARGE), LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 2 * PART + 12_345})
    void object_thatIsNotWhatWasSent_isRemoved(int size) {
        byte[] content = Arrays.copyOf(LARGE, size);
        Digest digest = Digest.sha256(content);
        aws.watch(objects -> {
            if (objects.containsKey(key(digest))) {
                aws.put(key(digest), bytes("something else"));
            }
        });
        HttpResponse<byte[]> response = registry.send("POST", "/v2/acme/app/blobs/uploads/?digest=" + digest, content);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(500);
        assertThat(text(response))
                .contains("the server failed: " + digest + ": is not in the bucket as it was sent: it has 14 bytes.");
        assertThat(aws.objects()).isEmpty();
        assertThat(registry.status("HEAD", "/v2/acme/app/blobs/" + digest)).isEqualTo(404);
        aws.watch(objects -> {});
        assertHasOnly(registry.blob("acme/app", content), content);
    }

    @Test
    void clients_thatStopInTheMiddle_holdNoMemoryThatOthersNeed() throws IOException {
        List<Socket> stopped = new ArrayList<>();
        try {
            // more than there are buffers, however much memory this JVM has
            for (int i = 0; i < 40; i++) {
                String location = registry.begin("acme/app");
                Socket socket = registry.connect();
                stopped.add(socket);
                socket.getOutputStream()
                        .write(bytes("PATCH " + location + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                + LARGE.length + "\r\n\r\n"));
                socket.getOutputStream().write(LARGE, 0, 500_000);
                socket.getOutputStream().flush();
                PushServer.await(() -> header(registry.get(location), "Range").equals("0-499999"));
            }
            assertHasOnly(registry.blob("acme/app", LARGE), LARGE);
        } finally {
            for (Socket socket : stopped) {
                socket.close();
            }
        }
    }

    @Test
    void blobThatIsThere_isNotCopiedAgain() {
        registry.blob("acme/app", LARGE);
        aws.asked();
        registry.blob("acme/other", LARGE);
        assertThat(aws.asked()).extracting(AwsFake.Asked::operation).doesNotContain("CopyObject");
        assertHasOnly(Digest.sha256(LARGE), LARGE);
    }

    @Test
    void wrongDigestOrCancel_leavesNothing() {
        Digest wrong = Digest.sha256(bytes("else"));
        assertThat(registry.send("POST", "/v2/acme/app/blobs/uploads/?digest=" + wrong, LARGE)
                        .statusCode())
                .isEqualTo(400);
        String location = registry.begin("acme/app");
        registry.send("PATCH", location, LARGE);
        assertThat(aws.unfinished()).isEqualTo(1);
        assertThat(registry.status("DELETE", location)).isEqualTo(204);
        assertThat(aws.objects()).isEmpty();
        assertThat(aws.unfinished()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "CreateMultipartUpload, 403, AccessDenied, the key may not do that",
        "UploadPart, 403, AccessDenied, the key may not do that",
        "UploadPart, 500, InternalError, writing failed",
        "CompleteMultipartUpload, 400, ExpiredToken, the key is not accepted",
        "CopyObject, 403, AccessDenied, the key may not do that",
        "PutObject, 403, QuotaExceeded, the service has no space left"
    })
    void image_pushedToAServiceThatFails_isContributedOnceItWorks(
            String operation, int status, String code, String message) throws IOException {
        byte[] layer = Arrays.copyOf(LARGE, PART + 5);
        aws.refuse(request -> request.operation().equals(operation)
                ? Optional.of(new AwsFake.Refusal(status, code, code))
                : Optional.empty());
        assertThat(pushImage(layer))
                .satisfiesOnlyOnce(failed -> {
                    assertThat(failed.statusCode()).isEqualTo(500);
                    assertThat(text(failed))
                            .contains("the server failed: ", message, status + " " + code)
                            .doesNotContain("acme-blobs");
                })
                .last()
                .satisfies(manifest -> assertThat(manifest.statusCode()).isGreaterThanOrEqualTo(400));
        assertThat(registry.failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("s3://" + PREFIX));
        assertThat(registry.files()).isEmpty();
        assertThat(aws.objects()).doesNotContainKey(key(Digest.sha256(config(layer))));
        aws.refuse(request -> Optional.empty());
        assertThat(pushImage(layer))
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(201));
        assertThat(aws.objects().get(key(Digest.sha256(layer))).content()).isEqualTo(layer);
        assertThat(aws.objects()).containsOnlyKeys(key(Digest.sha256(layer)), key(Digest.sha256(config(layer))));
        assertThat(registry.files()).containsKey("acme/app/manifests/1.0/README.md");
    }

    /** The responses to its layer, its config and its manifest. */
    private List<HttpResponse<byte[]>> pushImage(byte[] layer) {
        byte[] config = config(layer);
        String uploads = "/v2/acme/app/blobs/uploads/?digest=";
        return List.of(
                registry.send("POST", uploads + Digest.sha256(layer), layer),
                registry.send("POST", uploads + Digest.sha256(config), config),
                registry.put("acme/app", "1.0", image(config, layer)));
    }

    @Test
    void service_thatDoesNotRespond_isUnavailable() {
        aws.cut(request -> request.operation().equals("PutObject") ? AwsFake.Cut.BEFORE : AwsFake.Cut.NEVER);
        byte[] content = Arrays.copyOf(LARGE, 300_000);
        HttpResponse<byte[]> response =
                registry.send("POST", "/v2/acme/app/blobs/uploads/?digest=" + Digest.sha256(content), content);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(503);
    }

    @Test
    void leftovers_ofADayAgo_areSwept() {
        aws.put(
                PREFIX + ".partial/old",
                new AwsFake.Stored(new byte[1], Map.of("last-modified", "2020-01-01T00:00:00Z"), null));
        aws.put(PREFIX + ".partial/new", new byte[1]);
        registry.blob("acme/app", LARGE);
        assertThat(aws.objects().keySet())
                .containsExactlyInAnyOrder(PREFIX + ".partial/new", key(Digest.sha256(LARGE)));
    }

    @Test
    void image_isContributed_onceItsBlobsAreThere() throws IOException {
        byte[] config = config(LARGE);
        registry.blob("acme/app", LARGE);
        Digest held = registry.blob("acme/app", config);
        assertThat(aws.objects()).doesNotContainKey(key(held));
        assertThat(registry.put("acme/app", "1.0", image(config, LARGE)).statusCode())
                .isEqualTo(201);
        assertThat(aws.objects().keySet()).containsExactlyInAnyOrder(key(held), key(Digest.sha256(LARGE)));
        assertThat(registry.files().keySet()).contains("acme/app/manifests/1.0/README.md");
    }
}
