package io.github.registryorg.work;

import io.github.registryorg.problem.RunInterruptedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Works on many things, a few at a time, in any order; the results are in the order of the things. */
public final class ParallelWork {

    /** Results for each thread that wait for those before them. */
    private static final int AHEAD = 4;

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

    /**
     * The same, where this thread takes each result, in the order of the things and as soon as those before are taken:
     * only a few are kept.
     */
    public <T> void map(IntFunction<T> work, Consumer<T> taker) {
        int threads = Math.max(1, Math.min(count, most));
        try (WorkerThreads workers = WorkerThreads.of("registry-worker", threads)) {
            Deque<Future<T>> ahead = new ArrayDeque<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                ahead.add(workers.submit(() -> work.apply(index)));
                if (ahead.size() > AHEAD * threads) {
                    take(ahead, taker);
                }
            }
            while (!ahead.isEmpty()) {
                take(ahead, taker);
            }
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the run was stopped", e);
        }
    }

    private <T> void take(Deque<Future<T>> ahead, Consumer<T> taker) throws InterruptedException {
        T result = WorkerThreads.await(ahead.remove());
        progress.done(1);
        taker.accept(result);
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
