package io.github.registryorg.work;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for one operation, which don't keep the JVM running. Once it is closed, nothing of it runs any more, so that
 * what failed can be cleared away.
 */
public final class WorkerThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final ExecutorService executor;

    private WorkerThreads(ExecutorService executor) {
        this.executor = executor;
    }

    /**
     * At most so many; what is submitted beyond waits.
     *
     * @param name of the threads, such as {@code registry-check}
     */
    public static WorkerThreads of(String name, int most) {
        return new WorkerThreads(new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> thread(name, task)));
    }

    /** As many threads as there are tasks at a time: for callers that bound those themselves. */
    public static WorkerThreads unbounded(String name) {
        return new WorkerThreads(new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> thread(name, task)));
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins it as soon as a thread is free. */
    public <T> Future<T> submit(Callable<T> task) {
        return executor.submit(task);
    }

    /**
     * The result of a task.
     *
     * @throws RuntimeException that the task has thrown; an {@link Error} too
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static <T> T await(Future<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throwUnchecked(e.getCause());
            throw new IllegalStateException(e.getCause());
        }
    }

    static void throwUnchecked(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException failure) {
            throw failure;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    /** Interrupts what runs, and waits until it has ended; what has not begun is dropped. */
    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
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
}
