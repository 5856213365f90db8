package io.github.registryorg.remote;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

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

    /** Runs {@code end}, which must be quick, unless the guard is closed or asked within {@code limit}. */
    Guard guard(Duration limit, Runnable end) {
        return new Guard(timer, limit, end);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** What is being watched. It is either in time or too late, for good: what is in time is not ended afterwards. */
    static final class Guard implements AutoCloseable {

        private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
        private final ScheduledFuture<?> task;

        private Guard(ScheduledThreadPoolExecutor timer, Duration limit, Runnable end) {
            Runnable bite = () -> {
                if (state.compareAndSet(State.WATCHING, State.BITTEN)) {
                    end.run();
                }
            };
            task = timer.schedule(bite, limit.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** Whether it took too long until now, or until the guard was closed. Ends the watch. */
        boolean isTooLate() {
            return state.compareAndExchange(State.WATCHING, State.IN_TIME) == State.BITTEN;
        }

        @Override
        public void close() {
            state.compareAndSet(State.WATCHING, State.IN_TIME);
            task.cancel(false);
        }

        private enum State {
            WATCHING,
            IN_TIME,
            BITTEN
        }
    }
}
