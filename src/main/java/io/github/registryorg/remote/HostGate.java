package io.github.registryorg.remote;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How one host is treated: a few requests at a time, and none any more once it has failed too often in a row. Without
 * that, a registry with ten thousand blobs on a dead host would take a day to report that.
 */
final class HostGate {

    private static final int MAX_FAILURES = 3;

    /** Of responses that say that the server has failed, or had enough. */
    private static final int MAX_REFUSALS = 10;

    private final Semaphore here;
    private final Semaphore everywhere;
    private final HostBudget budget;
    private int failures;
    private int refusals;
    private long restUntil;
    private @Nullable IOException last;

    /**
     * @param connections how many requests it may get at a time
     * @param everywhere shared by all hosts: how many requests may run at a time in all
     * @param budget how long it may make us wait
     */
    HostGate(int connections, Semaphore everywhere, HostBudget budget) {
        this.here = new Semaphore(connections, true);
        this.everywhere = everywhere;
        this.budget = budget;
    }

    HostBudget budget() {
        return budget;
    }

    /** Waits for a turn, which ends with {@link #leave}. */
    void enter() throws InterruptedException {
        here.acquire();
        try {
            everywhere.acquire();
        } catch (InterruptedException e) {
            here.release();
            throw e;
        }
    }

    void leave() {
        everywhere.release();
        here.release();
    }

    /** A response came that another request need not fear. */
    synchronized void responded() {
        failures = 0;
        refusals = 0;
    }

    /** The server has refused a request for good, retries included, because of itself: {@link RetryPolicy#mayPass}. */
    synchronized void refused(int status) {
        refusals++;
        if (refusals >= MAX_REFUSALS) {
            last = new ConnectionFailure(
                    status == 429 ? ConnectionFault.LIMITS_RATE : ConnectionFault.REFUSES_ALL,
                    (status == 429 ? "it limits the rate of requests" : "the server failed") + " (" + status + ") "
                            + MAX_REFUSALS + " times in a row",
                    null);
        }
    }

    /** The server has asked for no request before that. */
    synchronized void restUntil(long nanoTime) {
        restUntil = restUntil == 0 || nanoTime - restUntil > 0 ? nanoTime : restUntil;
    }

    /** How long the server wants no request from now on. */
    synchronized Duration rest(long nanoTime) {
        long left = restUntil == 0 ? 0 : restUntil - nanoTime;
        return Duration.ofNanos(Math.max(0, left));
    }

    /** A request failed for good, its retries included. */
    synchronized void failed(IOException how) {
        failures++;
        last = how;
    }

    /** How the requests failed because of which this host gets no more; empty while it does. */
    synchronized Optional<IOException> closedBecause() {
        boolean isClosed = failures >= MAX_FAILURES || refusals >= MAX_REFUSALS;
        return isClosed ? Optional.ofNullable(last) : Optional.empty();
    }
}
