package io.github.registryorg.remote;

import java.io.IOException;
import java.time.Duration;

/**
 * The time that is left for one thing to fetch, over all its redirects and retries: a slow server could stall on every redirect. Time
 * in which we wait for our own turn is not counted.
 */
final class Budget {

    private final Duration most;
    private final HostBudget host;
    private Duration left;

    /**
     * @param most for one exchange
     * @param all for all of them together
     * @param host of the first URL, to which redirects are charged
     */
    Budget(Duration most, Duration all, HostBudget host) {
        this.most = most;
        this.host = host;
        this.left = all;
    }

    HostBudget host() {
        return host;
    }

    /** Something that must end within a limit. */
    @FunctionalInterface
    interface Exchange {
        RemoteResponse within(Duration limit) throws IOException;
    }

    RemoteResponse spendOn(Exchange exchange) throws IOException {
        if (isSpent()) {
            throw RemoteFailures.tooSlow("the server takes too long to respond", null);
        }
        long start = System.nanoTime();
        try {
            return host.spendOn(left.compareTo(most) < 0 ? left : most, exchange::within);
        } finally {
            spend(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    void spend(Duration time) {
        left = left.minus(time);
    }

    boolean isSpent() {
        return left.isNegative() || left.isZero();
    }
}
