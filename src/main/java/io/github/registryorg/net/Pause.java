package io.github.registryorg.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets time pass between two attempts. */
@FunctionalInterface
public interface Pause {

    /** Real time. */
    Pause REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

    /**
     * Waits.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;
}
