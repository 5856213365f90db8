package io.github.registryorg.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.ScriptedStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads to a store that fails, or takes its time, and requests that meet. */
@Timeout(60)
class UploadTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");
    private static final byte[] LARGE = new byte[600_000];
    private static final Digest DIGEST;

    static {
        new Random(11).nextBytes(LARGE);
        DIGEST = Digest.sha256(LARGE);
    }

    private final ScriptedStore store = new ScriptedStore();
    private Uploads uploads;

    @BeforeEach
    void begin() {
        uploads = new Uploads(new PushedBlobs(store));
    }

    private Upload upload() {
        return uploads.begin(APP, DigestAlgorithm.SHA256);
    }

    private static InputStream large() {
        return new ByteArrayInputStream(LARGE);
    }

    private static InputStream rest(int start) {
        return new ByteArrayInputStream(LARGE, start, LARGE.length - start);
    }

    /** A client whose connection breaks after so many bytes. */
    private static InputStream cut(int length) {
        return new SequenceInputStream(new ByteArrayInputStream(LARGE, 0, length), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        });
    }

    private static void assertUnknown(Executable request) {
        RegistryException e = catchThrowableOfType(RegistryException.class, request::execute);
        assertThat(e.problem().code()).isEqualTo(ProblemCode.BLOB_UPLOAD_UNKNOWN);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<Upload.Outcome> inBackground(Callable<Upload.Outcome> request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return request.call();
            } catch (RegistryException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new RegistryException(Problem.of(ProblemCode.IO_FAILED, "store", "is full")),
                new IllegalStateException("unforeseen"),
                new OutOfMemoryError("none left"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void store_thatFailsInAnyWay_endsTheUpload(Throwable failure) {
        Upload upload = upload();
        store.whenWriting(() -> UploadTest.<RuntimeException>fail(failure));
        assertThatThrownBy(() -> upload.add(Chunk.NEXT, large())).hasMessage(failure.getMessage());
        store.whenWriting(() -> {});
        assertUnknown(() -> upload.add(Chunk.NEXT, large()));
        assertUnknown(() -> upload.finish(Chunk.NEXT, large(), DIGEST));
        assertUnknown(() -> uploads.get(APP, upload.id()));
        assertThat(store.blobs()).isEmpty();
        assertThat(store.open()).isZero();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void client_thatIsCut_continues() throws IOException {
        for (int length : new int[] {1, 250_000, 400_000}) {
            Upload upload = upload();
            assertThatThrownBy(() -> upload.add(Chunk.NEXT, cut(length))).hasMessage("cut");
            assertThat(upload.size()).isEqualTo(length);
            assertThat(uploads.get(APP, upload.id())).isSameAs(upload);
            assertThatThrownBy(() -> upload.finish(Chunk.NEXT, cut(0), DIGEST)).hasMessage("cut");
            Chunk rest = Chunk.of(length, LARGE.length - length);
            assertThat(upload.finish(rest, rest(length), DIGEST)).isEqualTo(Upload.Outcome.ADDED);
            assertThat(store.blobs().remove(DIGEST)).isEqualTo(LARGE);
            assertThat(store.open()).isZero();
        }
    }

    @Test
    void chunk_ofAnotherLengthThanDeclared_isReported_andTheUploadContinues() throws IOException {
        Upload upload = upload();
        RegistryException e = catchThrowableOfType(
                RegistryException.class,
                () -> upload.finish(Chunk.of(0, LARGE.length), new ByteArrayInputStream(LARGE, 0, 400_000), DIGEST));
        assertThat(e.problem().code()).isEqualTo(ProblemCode.SIZE_INVALID);
        assertThat(e.problem().what()).contains("600,000 bytes", "400,000 bytes arrived");
        assertThat(upload.add(Chunk.of(0, 3), large())).isEqualTo(Upload.Outcome.OUT_OF_ORDER);
        assertThat(upload.finish(Chunk.NEXT, rest(400_000), DIGEST)).isEqualTo(Upload.Outcome.ADDED);
        assertThat(store.blobs().get(DIGEST)).isEqualTo(LARGE);
    }

    @Test
    void request_whileAnotherAddsOrFinishes_addsNothing() throws Exception {
        Upload upload = upload();
        CountDownLatch keeping = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        store.whenKeeping(() -> {
            keeping.countDown();
            awaitLatch(released);
        });
        CompletableFuture<Upload.Outcome> finishing = inBackground(() -> upload.finish(Chunk.NEXT, large(), DIGEST));
        awaitLatch(keeping);
        assertThat(upload.add(Chunk.NEXT, large())).isEqualTo(Upload.Outcome.BUSY);
        assertThat(upload.finish(Chunk.NEXT, large(), DIGEST)).isEqualTo(Upload.Outcome.BUSY);
        uploads.forgetEnded(upload);
        assertThat(uploads.get(APP, upload.id())).isSameAs(upload);
        released.countDown();
        assertThat(finishing.get()).isEqualTo(Upload.Outcome.ADDED);
        assertThat(store.blobs().get(DIGEST)).isEqualTo(LARGE);
        assertUnknown(() -> uploads.get(APP, upload.id()));
    }

    @Test
    void cancel_whileTheStoreTakesItsTime_holdsNobodyUp() throws Exception {
        Upload upload = upload();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        store.whenWriting(() -> {
            writing.countDown();
            awaitLatch(released);
        });
        CompletableFuture<Upload.Outcome> adding = inBackground(() -> upload.add(Chunk.NEXT, large()));
        awaitLatch(writing);
        uploads.cancel(upload);
        assertUnknown(() -> uploads.get(APP, upload.id()));
        assertThat(uploads.get(APP, upload().id())).isNotNull();
        uploads.cancelAll();
        assertThat(store.open()).isEqualTo(1);
        released.countDown();
        assertThatThrownBy(adding::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RegistryException.class);
        assertThat(store.open()).isZero();
    }

    @Test
    void begin_beyondTheMost_givesUpTheOneUsedLongestAgo() throws IOException {
        Upload first = upload();
        first.add(Chunk.NEXT, large());
        Upload second = upload();
        for (int i = 2; i < 256; i++) {
            upload();
        }
        assertThat(uploads.get(APP, first.id())).isSameAs(first);
        upload();
        assertUnknown(() -> uploads.get(APP, first.id()));
        assertThat(uploads.get(APP, second.id())).isSameAs(second);
        assertThat(store.open()).isZero();
    }
}
