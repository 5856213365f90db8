package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.WritableBlobStore.Put;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts many blobs into a store, a few at a time. */
public final class BlobUploads {

    private static final int THREADS = 4;

    private final WritableBlobStore store;
    private final boolean deep;

    /** Told of each blob that is in the store; by one thread at a time. */
    @FunctionalInterface
    public interface Listener {
        void done(Blob blob, Put put);
    }

    /**
     * What became of all.
     *
     * @param written blobs that were read and stored
     * @param present blobs that were there already
     * @param bytesWritten of those that were stored
     */
    public record Result(int written, int present, long bytesWritten) {}

    /**
     * @param deep whether blobs that are there are hashed again
     */
    public BlobUploads(WritableBlobStore store, boolean deep) {
        this.store = store;
        this.deep = deep;
    }

    /**
     * Puts all, or as many as can be before the first failure.
     *
     * @throws RegistryException with every problem that there was
     */
    public Result put(Collection<Blob> blobs, Listener listener) {
        AtomicBoolean failed = new AtomicBoolean();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Put>> puts = new ArrayList<>();
            for (Blob blob : blobs) {
                puts.add(executor.submit(() -> failed.get() ? null : put(blob, listener, failed)));
            }
            return result(List.copyOf(blobs), puts);
        } finally {
            executor.shutdownNow();
        }
    }

    private Put put(Blob blob, Listener listener, AtomicBoolean failed) {
        boolean done = false;
        try {
            Put put = store.put(blob, deep);
            synchronized (this) {
                listener.done(blob, put);
            }
            done = true;
            return put;
        } finally {
            if (!done) {
                failed.set(true);
            }
        }
    }

    private static Result result(List<Blob> blobs, List<Future<Put>> puts) {
        List<Problem> problems = new ArrayList<>();
        int written = 0;
        int present = 0;
        long bytes = 0;
        for (int i = 0; i < puts.size(); i++) {
            Put put = outcome(puts.get(i), problems);
            if (put == Put.WRITTEN) {
                written++;
                bytes += blobs.get(i).size();
            } else if (put == Put.PRESENT) {
                present++;
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
        return new Result(written, present, bytes);
    }

    private static Put outcome(Future<Put> future, List<Problem> problems) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryException failure) {
                problems.addAll(failure.problems());
                return null;
            }
            throw new IllegalStateException("a store fails with problems only", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    Problem.of(ProblemCode.INTERRUPTED, "", "publishing was stopped")
                            .hint("Run it again: it goes on."),
                    e);
        }
    }
}
