package io.github.registryorg.remote;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long anything may take, and how time passes.
 *
 * @param connect to reach one address
 * @param response for the server to say something
 * @param exchange for one request until the head of its answer; with retries and redirects, twice that
 * @param clock to read dates against
 * @param pause waits between tries
 * @param jitter from 0 to 1, so that many clients don't come back at once
 */
record Timing(Duration connect, Duration response, Duration exchange, Clock clock, Pause pause, DoubleSupplier jitter) {

    static final Timing STANDARD = new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Clock.systemUTC(),
            duration -> Thread.sleep(duration.toMillis()),
            () -> ThreadLocalRandom.current().nextDouble());

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }
}
