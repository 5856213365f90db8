package io.github.registryorg.work;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that may block forever, with a time limit. */
public final class TimedCall {

    private TimedCall() {}

    /**
     * Makes a call in a thread of its own. At the end of the time that thread is interrupted and not waited for, so that
     * the caller has to end what it may hang on.
     *
     * @param thread its name
     * @throws IOException that the call has thrown; what is unchecked is thrown as it is
     * @throws TimeoutException if the call takes longer
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static <T> T within(Duration limit, String thread, Callable<T> call)
            throws IOException, TimeoutException, InterruptedException {
        FutureTask<T> work = new FutureTask<>(call);
        try {
            background(thread, work);
            return work.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            WorkerThreads.throwUnchecked(e.getCause());
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            work.cancel(true);
        }
    }

    /** Runs it in a thread that doesn't keep the JVM running. */
    static void background(String thread, Runnable work) {
        Thread runner = new Thread(work, thread);
        runner.setDaemon(true);
        runner.start();
    }
}
