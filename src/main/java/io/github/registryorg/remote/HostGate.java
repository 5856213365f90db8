package io.github.registryorg.remote;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How one host is treated: a few requests at a time, and none any more once it has failed too often in a row. Without
 * that, a registry with ten thousand blobs on a dead host would take a day to report that.
 */
final class HostGate {

    private static final int MAX_FAILURES = 3;

    private final Semaphore here = new Semaphore(HttpClients.CONNECTIONS_PER_HOST, true);
    private final Semaphore everywhere;
    private final HostBudget budget;
    private int failures;
    private @Nullable IOException last;

    /**
     * @param everywhere shared by all hosts: how many requests may run at a time in all
     * @param budget how long it may make us wait
     */
    HostGate(Semaphore everywhere, HostBudget budget) {
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

    synchronized void responded() {
        failures = 0;
    }

    /** A request failed for good, its retries included. */
    synchronized void failed(IOException how) {
        failures++;
        last = how;
    }

    /** How the requests failed because of which this host gets no more; empty while it does. */
    synchronized Optional<IOException> closedBecause() {
        return failures < MAX_FAILURES ? Optional.empty() : Optional.ofNullable(last);
    }
}
