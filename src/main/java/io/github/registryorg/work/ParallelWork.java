package io.github.registryorg.work;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Works on many things, a few at a time, in any order; the results stand in their own. */
public final class ParallelWork {

    private final int count;
    private final int most;

    /** As many at a time as there are processors. */
    public ParallelWork(int count) {
        this(count, Runtime.getRuntime().availableProcessors());
    }

    /** More at a time, for work that waits for others. */
    public ParallelWork(int count, int most) {
        this.count = count;
        this.most = most;
    }

    /**
     * Once this returns or throws, nothing of it runs any more, so that what failed can be cleared away. After a
     * failure no further thing is begun.
     */
    public <T> List<T> map(IntFunction<T> work) {
        int threads = Math.max(1, Math.min(count, most));
        Object[] results = new Object[count];
        AtomicInteger next = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "registry-worker");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> work(work, next, results)));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            next.set(count);
            executor.shutdownNow();
            awaitEnd(executor);
        }
        @SuppressWarnings("unchecked")
        List<T> typed = (List<T>) Arrays.asList(results);
        return typed;
    }

    private void work(IntFunction<?> work, AtomicInteger next, Object[] results) {
        boolean whole = false;
        try {
            for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                results[index] = work.apply(index);
            }
            whole = true;
        } finally {
            if (!whole) {
                next.set(count);
            }
        }
    }

    private static void awaitEnd(ExecutorService executor) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(Problem.of(ProblemCode.INTERRUPTED, "", "the run was stopped"), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
