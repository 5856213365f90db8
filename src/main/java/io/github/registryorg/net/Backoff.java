package io.github.registryorg.net;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Waits before something is tried again: longer each time, and not all at once where many wait.
 *
 * @param pause lets time pass
 * @param jitter from 0 to 1
 * @param first the longest that the first wait may be
 * @param longest how long one server may take for all requests, beside these waits
 */
public record Backoff(Pause pause, DoubleSupplier jitter, Duration first, Duration longest) {

    /** The longest that is waited because a server requests it. */
    public static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(2);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(8);
    private static final int MAX_DOUBLINGS = 10;

    /** Real time. */
    public static final Backoff STANDARD = new Backoff(
            Pause.REAL, () -> ThreadLocalRandom.current().nextDouble(), Duration.ofMillis(400), Duration.ofMinutes(10));

    public Backoff {
        Objects.requireNonNull(pause, "pause");
        Objects.requireNonNull(jitter, "jitter");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(longest, "longest");
    }

    /**
     * Waits.
     *
     * @param tried how often it was tried, 1 or more
     * @throws RegistryException {@code INTERRUPTED}
     */
    public void pause(int tried) {
        long most = Math.min(MAX_PAUSE.toMillis(), first.toMillis() << Math.min(tried - 1, MAX_DOUBLINGS));
        sleep(Duration.ofMillis(Math.round(most * (0.1 + 0.9 * jitter.getAsDouble()))));
    }

    /** Waits as long as a server requests. */
    public void sleep(Duration duration) {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the run was stopped while it waited to try again", e);
        }
    }
}
