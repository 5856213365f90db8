package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BlobUploadsTest {

    @TempDir
    private Path directory;

    private WritableBlobStore store;

    @BeforeEach
    void open() {
        store = new FileBlobStore(URI.create("file:store"), directory);
    }

    private BlobUploads uploads() {
        return new BlobUploads("acme/app:1.0", store, false, BlobUploads.Progress.NONE);
    }

    private static List<Blob> blobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> Blobs.of("blob " + i)).toList();
    }

    private static Blob failing(String name, Runnable before) {
        return Blobs.claiming(Digest.sha256(Blobs.bytes(name)), 10, () -> {
            before.run();
            throw new IOException(name + " is gone");
        });
    }

    @Test
    void blobs_uploaded_areCounted() {
        List<Blob> blobs = blobs(100);
        store.put(blobs.get(0), false);
        store.put(blobs.get(99), false);

        BlobUploads.Result result = uploads().put(blobs);

        assertThat(result.written()).isEqualTo(98);
        assertThat(result.present()).isEqualTo(2);
        assertThat(result.bytes())
                .isEqualTo(blobs.subList(1, 99).stream().mapToLong(Blob::size).sum());
        assertThat(blobs)
                .allSatisfy(blob -> assertThat(store.stat(blob.digest())).hasValue(blob.size()));
    }

    @Test
    void blobs_none_doNothing() {
        assertThat(uploads().put(List.of())).isEqualTo(new BlobUploads.Result(0, 0, 0));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void blob_occurringTwice_isPutOnce() {
        assertThat(uploads().put(List.of(Blobs.of("x"), Blobs.of("x")))).isEqualTo(new BlobUploads.Result(1, 0, 1));
    }

    @Test
    void blobs_many_areWrittenEightAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier eight = new CyclicBarrier(8);
        List<Blob> blobs = blobs(32).stream()
                .map(blob -> Blobs.claiming(blob.digest(), blob.size(), () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    await(eight);
                    now.decrementAndGet();
                    return blob.content().open();
                }))
                .toList();

        assertThat(uploads().put(blobs).written()).isEqualTo(32);
        assertThat(most).hasValue(8);
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void failure_ofAnUpload_namesTheImageTheBlobAndTheStore() {
        Blob blob = failing("layer", () -> {});

        assertThat(Blobs.problem(() -> uploads().put(List.of(blob))).toString())
                .isEqualTo(
                        "IO_FAILED acme/app:1.0: " + blob.digest() + " on its way to file:store can't be read: layer is"
                                + " gone. Run the same command again; if it happens again, check where the blob comes from.");
    }

    @Test
    void progress_ofUploads_isReported() {
        AtomicLong bytes = new AtomicLong();
        Map<Digest, WritableBlobStore.Put> done = new ConcurrentHashMap<>();
        Blob present = Blobs.of("present");
        Blob large = Blobs.of(new byte[1_000_000]);
        store.put(present, false);

        new BlobUploads("acme/app:1.0", store, false, new BlobUploads.Progress() {
                    @Override
                    public void read(Blob blob, long count) {
                        bytes.addAndGet(count);
                    }

                    @Override
                    public void done(Blob blob, WritableBlobStore.Put how) {
                        done.put(blob.digest(), how);
                    }
                })
                .put(List.of(present, large));

        assertThat(bytes).hasValue(1_000_000);
        assertThat(done)
                .containsOnly(
                        Map.entry(present.digest(), WritableBlobStore.Put.PRESENT),
                        Map.entry(large.digest(), WritableBlobStore.Put.WRITTEN));
    }

    @Test
    void failure_ofAnUpload_stopsOthersAndReportsAll() {
        CyclicBarrier eight = new CyclicBarrier(8);
        List<Blob> blobs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            blobs.add(failing("blob " + i, () -> awaitUnchecked(eight)));
        }
        Blob good = Blobs.of("good");
        blobs.add(Blobs.claiming(good.digest(), good.size(), () -> {
            awaitUnchecked(eight);
            return good.content().open();
        }));
        Set<Integer> started = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            blobs.add(failing("late " + i, () -> started.add(number)));
        }

        List<Problem> problems = catchThrowableOfType(
                        RegistryException.class, () -> uploads().put(blobs))
                .problems();

        assertThat(problems).extracting(Problem::code).containsOnly(ProblemCode.IO_FAILED);
        assertThat(problems.stream().map(Problem::cause).limit(7))
                .containsExactlyElementsOf(IntStream.range(0, 7)
                        .mapToObj(i -> "blob " + i + " is gone")
                        .toList());
        // the good one's thread may have taken one more before the first failure was known
        assertThat(started).hasSizeLessThanOrEqualTo(8);
        assertThat(store.stat(good.digest())).hasValue(4);
    }

    @Test
    void refusal_ofAllBlobs_isReportedOnce() {
        CyclicBarrier three = new CyclicBarrier(3);
        List<Blob> blobs = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            blobs.add(Blobs.claiming(Digest.sha256(name.getBytes(StandardCharsets.UTF_8)), 1, () -> {
                awaitUnchecked(three);
                throw new RegistryException(Problem.of(
                                name.equals("c") ? ProblemCode.IO_FAILED : ProblemCode.DENIED,
                                "s3://acme/" + name,
                                "writing is not allowed")
                        .hint("Allow it."));
            }));
        }

        List<Problem> problems = catchThrowableOfType(
                        RegistryException.class, () -> uploads().put(blobs))
                .problems();

        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.DENIED, ProblemCode.IO_FAILED);
        assertThat(problems.get(0).toString()).contains(blobs.get(0).digest().toString(), "Allow it.");
    }

    private static void awaitUnchecked(CyclicBarrier barrier) {
        try {
            await(barrier);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void error_ofTheProgram_isNotTakenForAFailure() {
        Blob blob = failing("x", () -> {
            throw new IllegalStateException("defect");
        });

        assertThatThrownBy(() -> uploads().put(List.of(blob)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("defect");
    }

    @Test
    void run_interrupted_leavesNothingHalf() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Blob blob = Blobs.claiming(Digest.sha256(new byte[0]), 10, () -> {
            caller.interrupt();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException("stopped", e);
            }
            throw new IllegalStateException("never");
        });

        assertThat(problem(() -> uploads().put(List.of(blob))).code()).isEqualTo(ProblemCode.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.stat(blob.digest())).isEmpty();
    }
}
