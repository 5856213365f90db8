package io.github.registryorg.remote;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.Pause;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one host may make a run wait, over all requests that name it. Counted is the time in which at least one
 * request waits for it: for a response, for bytes, or for the pause that it asked for. What it delivers gives time back,
 * so that a host which works is never cut off, however much there is to fetch.
 */
public final class HostBudget {

    /** Bytes a second that count as work: less than any modem. */
    private static final int SLOWEST = 4 * 1024;

    /** HEAD requests take at most one of so many parts: the others are for the GET that shows what is there. */
    private static final int PARTS = 4;

    private static final long NANOS_PER_RESPONSE = Duration.ofMillis(100).toNanos();

    private final Duration limit;
    private final LongSupplier clock;
    private long left;
    private long since;
    private int waiting;
    private boolean isHeadUnanswered;

    /** A budget of which nothing is spent yet. */
    public HostBudget(Duration limit) {
        this(limit, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    HostBudget(Duration limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
        this.left = limit.toNanos();
    }

    /** Something that waits for the host. */
    @FunctionalInterface
    public interface Wait<T, E extends Exception> {

        /**
         * Waits.
         *
         * @param most after which it should end
         */
        T within(Duration most) throws E;
    }

    /**
     * Waits, and counts it.
     *
     * @param most that this may take
     * @throws Spent if nothing is left
     */
    public <T, E extends Exception> T spendOn(Duration most, Wait<T, E> wait) throws Spent, E {
        Duration rest = begin();
        try {
            return wait.within(rest.compareTo(most) < 0 ? rest : most);
        } finally {
            end();
        }
    }

    /** Pauses, at most as long as there is time left. */
    public void pause(Duration duration, Pause pause) throws Spent, InterruptedException {
        spendOn(duration, limit -> {
            pause.sleep(limit);
            return limit;
        });
    }

    private synchronized Duration begin() throws Spent {
        settle();
        if (left <= 0) {
            throw new Spent(limit, null);
        }
        waiting++;
        return Duration.ofNanos(left);
    }

    private synchronized void end() {
        settle();
        waiting--;
    }

    private void settle() {
        long now = clock.getAsLong();
        if (waiting > 0) {
            left -= now - since;
        }
        since = now;
    }

    /** How long all requests of one HEAD, redirects included, may take. */
    Duration headLimit() {
        return limit.dividedBy(PARTS);
    }

    synchronized boolean respondsToHead() {
        return !isHeadUnanswered;
    }

    /** A HEAD got no response, which means nothing for other requests. */
    synchronized void headUnanswered() {
        isHeadUnanswered = true;
    }

    /** Whether a response delivers something: content, or that there is none for sure. Errors and redirects don't. */
    static boolean isProgress(int status) {
        return status >= 200 && status < 300 || status == 404 || status == 410;
    }

    /** A response came. */
    public void responded(int status) {
        if (isProgress(status)) {
            earn(NANOS_PER_RESPONSE);
        }
    }

    /** So many bytes of the body of a response came. */
    void received(int status, int count) {
        if (isProgress(status)) {
            earn(Math.max(count, 0) * 1_000_000_000L / SLOWEST);
        }
    }

    /** Time that is spent stays spent: a request that was refused because of it does not succeed later by chance. */
    private synchronized void earn(long nanos) {
        settle();
        if (left > 0) {
            left = Math.min(limit.toNanos(), left + nanos);
        }
    }

    /** Whether a pause of this length can be waited for; otherwise nothing is left any more. */
    public synchronized boolean allows(Duration pause) {
        settle();
        if (left <= pause.toNanos()) {
            left = Math.min(left, 0);
        }
        return left > 0;
    }

    synchronized boolean isSpent() {
        settle();
        return left <= 0;
    }

    /**
     * Why a request to the host was ended, or not sent.
     *
     * @param cause null for none
     */
    public Spent spent(@Nullable Throwable cause) {
        return new Spent(limit, cause);
    }

    /** A host has made the run wait for as long as it may. */
    public static final class Spent extends ConnectionFailure {

        private static final long serialVersionUID = 1L;

        private Spent(Duration limit, @Nullable Throwable cause) {
            super(
                    ConnectionFault.HOST_TIMEOUT,
                    "the host made this run wait for more than " + limit.toSeconds() + " s",
                    cause);
        }
    }
}
