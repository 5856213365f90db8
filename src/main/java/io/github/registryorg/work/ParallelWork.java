package io.github.registryorg.work;

import io.github.registryorg.problem.RunInterruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Works on many things, a few at a time, in any order; the results are in the order of the things. */
public final class ParallelWork {

    private final int count;
    private final int most;
    private final Progress progress;

    /** Works on as many at a time as there are processors. */
    public ParallelWork(int count) {
        this(count, Runtime.getRuntime().availableProcessors());
    }

    /** More at a time, for work that waits for others. */
    public ParallelWork(int count, int most) {
        this(count, most, Progress.NONE);
    }

    private ParallelWork(int count, int most, Progress progress) {
        this.count = count;
        this.most = most;
        this.progress = progress;
    }

    /**
     * The same work as a step whose progress is reported, which begins now.
     *
     * @param doing what is done, such as {@code Uploading}
     * @param thing what it is done with, in the singular
     */
    public ParallelWork asStep(Progress listener, String doing, String thing) {
        listener.step(doing, thing);
        listener.expected(count, 0);
        return new ParallelWork(count, most, listener);
    }

    /**
     * Once this returns or throws, nothing of it runs any more, so that what failed can be cleared away. After a
     * failure no further thing is started.
     */
    public <T> List<T> map(IntFunction<T> work) {
        int threads = Math.max(1, Math.min(count, most));
        Object[] results = new Object[count];
        AtomicInteger next = new AtomicInteger();
        try (WorkerThreads workers = WorkerThreads.of("registry-worker", threads)) {
            List<Future<Void>> started = new ArrayList<>();
            try {
                for (int i = 0; i < threads; i++) {
                    started.add(workers.submit(() -> work(work, next, results)));
                }
                for (Future<Void> worker : started) {
                    WorkerThreads.await(worker);
                }
            } finally {
                next.set(count);
            }
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the run was stopped", e);
        }
        @SuppressWarnings("unchecked")
        List<T> typed = (List<T>) Arrays.asList(results);
        return typed;
    }

    private Void work(IntFunction<?> work, AtomicInteger next, Object[] results) {
        boolean whole = false;
        try {
            for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                results[index] = work.apply(index);
                progress.done(1);
            }
            whole = true;
            return null;
        } finally {
            if (!whole) {
                next.set(count);
            }
        }
    }
}
