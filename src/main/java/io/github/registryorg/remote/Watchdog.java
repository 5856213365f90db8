package io.github.registryorg.remote;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long. A socket's own timeout starts again with each byte, so that a server which sends one now
 * and then could hold us forever.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "registry-http-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs {@code end}, which must be quick, unless the guard is closed within {@code limit}. */
    Guard guard(Duration limit, Runnable end) {
        return new Guard(timer, limit, end);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** What is being watched. */
    static final class Guard implements AutoCloseable {

        private final ScheduledFuture<?> task;
        private volatile boolean bitten;

        private Guard(ScheduledThreadPoolExecutor timer, Duration limit, Runnable end) {
            Runnable bite = () -> {
                bitten = true;
                end.run();
            };
            task = timer.schedule(bite, limit.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** Whether it took too long. */
        boolean bitten() {
            return bitten;
        }

        @Override
        public void close() {
            task.cancel(false);
        }
    }
}
