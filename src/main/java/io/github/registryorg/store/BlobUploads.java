package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.work.WorkerThreads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Puts many blobs into a store, several at a time. */
public final class BlobUploads {

    private static final int MAX_THREADS = 8;

    private static final Set<ProblemCode> REFUSALS = Set.of(ProblemCode.UNAUTHORIZED, ProblemCode.DENIED);

    private final String reference;
    private final WritableBlobStore store;
    private final boolean deep;
    private final Progress progress;

    /**
     * @param reference what names the blobs, for problems
     * @param deep as {@link WritableBlobStore#put} has it
     */
    public BlobUploads(String reference, WritableBlobStore store, boolean deep, Progress progress) {
        this.reference = reference;
        this.store = store;
        this.deep = deep;
        this.progress = progress;
    }

    /** Hears how it goes, from several threads at once. */
    public interface Progress {

        /** Hears nothing. */
        Progress NONE = new Progress() {};

        /** So many more bytes of a blob were read. */
        default void read(Blob blob, long bytes) {}

        /** A blob is in the store. */
        default void done(Blob blob, WritableBlobStore.Put how) {}
    }

    /**
     * What came of it.
     *
     * @param written blobs that were read and stored
     * @param present blobs that were there already
     * @param bytes the size of those that were written
     */
    public record Result(int written, int present, long bytes) {

        private Result plus(Blob blob, WritableBlobStore.Put how) {
            return how == WritableBlobStore.Put.WRITTEN
                    ? new Result(written + 1, present, bytes + blob.size())
                    : new Result(written, present + 1, bytes);
        }
    }

    /**
     * Puts all of them; one that occurs twice, once. After a failure no further one is started, but those that have
     * started are finished.
     *
     * @throws RegistryException with the problems of all that failed, in the order of the blobs, the same refusal of several
     *     once; {@code INTERRUPTED} if this thread was
     */
    public Result put(Collection<Blob> blobs) {
        Map<Digest, Blob> distinct = new LinkedHashMap<>();
        blobs.forEach(blob -> distinct.putIfAbsent(blob.digest(), blob));
        if (distinct.isEmpty()) {
            return new Result(0, 0, 0);
        }
        try (WorkerThreads threads = WorkerThreads.of("registry-upload", Math.min(MAX_THREADS, distinct.size()))) {
            AtomicBoolean failed = new AtomicBoolean();
            Map<Blob, Future<WritableBlobStore.Put>> running = new LinkedHashMap<>();
            for (Blob blob : distinct.values()) {
                running.put(blob, threads.submit(() -> putUnless(failed, blob)));
            }
            return collect(running);
        } catch (InterruptedException e) {
            throw new RunInterruptedException(
                    store.base().toString(), "not all blobs were stored, as the run was stopped", e);
        }
    }

    /** Null where another blob has failed before this one was started. */
    private WritableBlobStore.@Nullable Put putUnless(AtomicBoolean failed, Blob blob) {
        if (failed.get()) {
            return null;
        }
        boolean stored = false;
        try {
            WritableBlobStore.Put how = store.put(CountedContent.of(blob, bytes -> progress.read(blob, bytes)), deep);
            stored = true;
            progress.done(blob, how);
            return how;
        } finally {
            if (!stored) {
                failed.set(true);
            }
        }
    }

    private Result collect(Map<Blob, Future<WritableBlobStore.Put>> running) throws InterruptedException {
        Result result = new Result(0, 0, 0);
        List<Problem> problems = new ArrayList<>();
        Set<Problem> refused = new HashSet<>();
        for (Map.Entry<Blob, Future<WritableBlobStore.Put>> one : running.entrySet()) {
            try {
                WritableBlobStore.Put how = WorkerThreads.await(one.getValue());
                result = how == null ? result : result.plus(one.getKey(), how);
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                BlobSubject blob = BlobSubject.onItsWay(
                        reference, one.getKey().digest(), store.base().toString());
                for (Problem problem : e.problems()) {
                    // what the store refuses of one blob, it refuses of all that are on their way
                    if (!REFUSALS.contains(problem.code()) || refused.add(problem.about(""))) {
                        problems.add(blob.of(problem));
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
        return result;
    }
}
