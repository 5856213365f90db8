package io.github.registryorg;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Works on many things, a few at a time, in any order; the results stand in their own. */
final class ParallelWork {

    private final int count;
    private final int most;

    /** As many at a time as there are processors. */
    ParallelWork(int count) {
        this(count, Runtime.getRuntime().availableProcessors());
    }

    /** More at a time, for work that waits for others. */
    ParallelWork(int count, int most) {
        this.count = count;
        this.most = most;
    }

    <T> List<T> map(IntFunction<T> work) {
        int threads = Math.max(1, Math.min(count, most));
        Object[] results = new Object[count];
        AtomicInteger next = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                        results[index] = work.apply(index);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            next.set(count);
            executor.shutdownNow();
        }
        @SuppressWarnings("unchecked")
        List<T> typed = (List<T>) Arrays.asList(results);
        return typed;
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
