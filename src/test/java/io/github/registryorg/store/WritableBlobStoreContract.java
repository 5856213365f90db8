package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every store does that can be written to. */
abstract class WritableBlobStoreContract extends BlobStoreContract {

    @Override
    abstract WritableBlobStore store() throws IOException;

    /** Asserts that the store holds these blobs and nothing else. */
    abstract void assertHoldsOnly(Digest... digests) throws IOException;

    private byte[] read(Digest digest) throws IOException {
        try (InputStream in = store().open(digest)) {
            return in.readAllBytes();
        }
    }

    @Test
    void blob_put_isPresent() throws IOException {
        Blob blob = Blobs.of("content");

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(read(blob.digest())).isEqualTo(Blobs.bytes("content"));
        assertHoldsOnly(blob.digest());
    }

    @Test
    void blob_emptyOrOfAnotherAlgorithm_isPut() throws IOException {
        Blob empty = Blobs.of(new byte[0]);
        Blob sha512 = Blobs.of(DigestAlgorithm.SHA512, Blobs.bytes("content"));
        store().put(empty, false);
        store().put(sha512, false);

        assertThat(store().stat(empty.digest())).hasValue(0);
        assertThat(read(sha512.digest())).isEqualTo(Blobs.bytes("content"));
    }

    @Test
    void blob_present_isNotReadAgain() throws IOException {
        byte[] content = Blobs.bytes("content");
        AtomicInteger opened = new AtomicInteger();
        Blob blob = Blobs.claiming(Digest.sha256(content), content.length, () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(content);
        });
        store().put(blob, false);

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.PRESENT);
        assertThat(store().put(blob, true)).isEqualTo(WritableBlobStore.Put.PRESENT);
        assertThat(opened).hasValue(1);
    }

    @Test
    void blob_ofTheWrongSize_isReplaced() throws IOException {
        Blob blob = Blobs.of("content");
        given(blob.digest(), Blobs.bytes("cont"));

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(read(blob.digest())).isEqualTo(Blobs.bytes("content"));
    }

    @Test
    void blob_damaged_isReplacedWhenDeep() throws IOException {
        Blob blob = Blobs.of("content");
        given(blob.digest(), Blobs.bytes("cOntent"));

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.PRESENT);
        assertThat(store().put(blob, true)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(read(blob.digest())).isEqualTo(Blobs.bytes("content"));
    }

    @Test
    void content_withAnotherDigest_leavesNothing() throws IOException {
        byte[] content = Blobs.bytes("content");
        Digest digest = Digest.sha256(Blobs.bytes("another"));
        Blob blob = Blobs.claiming(digest, content.length, () -> new ByteArrayInputStream(content));

        Problem problem = problem(() -> store().put(blob, false));

        assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(problem.toString())
                .contains(digest.toString())
                .contains(Digest.sha256(content).toString());
        assertHoldsOnly();
    }

    @Test
    void content_tooShort_leavesNothing() throws IOException {
        byte[] content = Blobs.bytes("content");
        Blob blob = Blobs.claiming(Digest.sha256(content), 8, () -> new ByteArrayInputStream(content));

        Problem problem = problem(() -> store().put(blob, false));

        assertThat(problem.code()).isEqualTo(ProblemCode.SIZE_INVALID);
        assertThat(problem.what()).isEqualTo("should be 8 bytes, but is 7 bytes");
        assertHoldsOnly();
    }

    @Test
    void content_endless_leavesNothing() throws IOException {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 'x';
            }
        };
        Blob blob = Blobs.claiming(Digest.sha256(Blobs.bytes("x".repeat(1000))), 1000, () -> endless);

        Problem problem = problem(() -> store().put(blob, false));

        assertThat(problem.code()).isEqualTo(ProblemCode.SIZE_INVALID);
        assertThat(problem.what()).isEqualTo("should be 1,000 bytes, but is more than that");
        assertThat(read).hasValue(1001);
        assertHoldsOnly();
    }

    @Test
    void source_failingMidway_leavesNothing() throws IOException {
        InputStream failing = new InputStream() {
            private int left = 500_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the disk is gone");
                }
                return 'x';
            }
        };
        Blob blob = Blobs.claiming(Digest.sha256(new byte[0]), 1_000_000, () -> failing);

        Problem problem = problem(() -> store().put(blob, false));

        assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
        assertThat(problem.cause()).isEqualTo("the disk is gone");
        assertHoldsOnly();
    }

    @Test
    void source_throwingAnError_leavesNothing() throws IOException {
        Blob blob = Blobs.claiming(Digest.sha256(new byte[0]), 10, () -> new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("defect");
            }
        });

        assertThatThrownBy(() -> store().put(blob, false)).isInstanceOf(IllegalStateException.class);
        assertHoldsOnly();
    }

    @Test
    void source_notOpening_isReported() throws IOException {
        Blob blob = Blobs.claiming(Digest.sha256(new byte[0]), 10, () -> {
            throw new IOException("no such entry");
        });

        assertThat(problem(() -> store().put(blob, false)).code()).isEqualTo(ProblemCode.IO_FAILED);
        assertHoldsOnly();
    }

    @Test
    void writers_eightOfOneBlob_leaveItWhole() throws Exception {
        byte[] content = new byte[500_000];
        Blob blob = Blobs.of(content);
        WritableBlobStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                List<Callable<WritableBlobStore.Put>> writers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    writers.add(() -> store.put(blob, true));
                }
                for (Future<WritableBlobStore.Put> writer : threads.invokeAll(writers)) {
                    assertThat(done(writer)).isIn((Object[]) WritableBlobStore.Put.values());
                }
                assertThat(read(blob.digest())).isEqualTo(content);
            }
        } finally {
            threads.shutdownNow();
        }
        assertHoldsOnly(blob.digest());
    }

    private static WritableBlobStore.Put done(Future<WritableBlobStore.Put> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
