package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.store.FaultProxy.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download from a bucket that breaks off is continued, and not begun again. */
@Timeout(120)
class ObjectBodyTest {

    private static final int SIZE = 1_000_000;
    private static final String ADDRESS = "s3://" + S3Server.BUCKET + "/resumed";

    private static S3Server server;

    private FaultProxy proxy;
    private Buckets buckets;
    private final Blob blob = Blobs.of(content(1));

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void put() {
        proxy = new FaultProxy(server.endpoint());
        buckets = new Buckets(S3Server.settings(proxy.endpoint(), false), Buckets.SILENCE, Duration.ofMillis(1));
        replace(content(1));
    }

    @AfterEach
    void close() {
        buckets.close();
        proxy.close();
    }

    private static byte[] content(int seed) {
        byte[] content = new byte[SIZE];
        new Random(seed).nextBytes(content);
        return content;
    }

    private Bucket bucket(Buckets some) {
        return some.open((StoreAddress.Cloud) StoreAddress.parse(ADDRESS, Path.of(".")));
    }

    /** Under the name of the blob, behind the proxy's back. */
    private void replace(byte[] content) {
        try (Buckets direct = new Buckets(server.settings())) {
            bucket(direct).put(BlobAddress.path(blob.digest()), ObjectKind.BLOB, Blobs.of(content));
        }
    }

    private InputStream open() {
        return bucket(buckets).open(BlobAddress.path(blob.digest())).orElseThrow();
    }

    private Blob remote() {
        return new Blob(blob.descriptor(), this::open);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void download_broken_continuesWhereItBroke(boolean isReset) {
        for (int bytes : new int[] {400_000, 1, 200_000, 300_000}) {
            proxy.next(isReset ? new Fault.ResetAfterReceived(bytes) : new Fault.EndAfterReceived(bytes));
        }

        assertThat(CheckedContent.check(remote())).isEmpty();
        assertThat(proxy.spent()).isTrue();
        // beginnings from the start would be 900,000 more; with a reset, all that was under way is lost
        assertThat(proxy.received()).isBetween((long) SIZE, SIZE + (isReset ? 900_001L : 100_000L));
    }

    @Test
    void download_brokenWhereTheObjectWasReplaced_fails() throws IOException {
        proxy.next(new Fault.EndAfterReceived(400_000));
        try (InputStream in = open()) {
            in.readNBytes(1_000);
            replace(content(2));

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(in::readAllBytes)
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("412"));
        }
    }

    @Test
    void download_thatBringsNothingOn_isGivenUp() {
        proxy.next(Collections.nCopies(100, new Fault.EndAfterReceived(2_000)).toArray(Fault[]::new));

        Problem problem = Blobs.problem(() -> CheckedContent.check(remote()));

        assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
        assertThat(problem.subject()).isEqualTo(blob.digest().toString());
        assertThat(proxy.spent()).isFalse();
    }

    @Test
    void wrongContent_isNotReadAgain() {
        replace(content(2));

        assertThat(CheckedContent.check(remote()).orElseThrow().code()).isEqualTo(ProblemCode.DIGEST_INVALID);
    }

    @Test
    void stream_closedEarly_readsNoMore() throws IOException {
        try (InputStream in = open()) {
            assertThat(in.readNBytes(10)).isEqualTo(new ByteArrayInputStream(content(1)).readNBytes(10));
        }
        assertThat(CheckedContent.check(remote())).isEmpty();
    }
}
