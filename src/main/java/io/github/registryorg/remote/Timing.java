package io.github.registryorg.remote;

import io.github.registryorg.net.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long anything may take, and how time passes.
 *
 * @param connect to reach one address
 * @param response for the server to send something
 * @param exchange for one request until the head of its response; with retries and redirects, twice that
 * @param host that one host may make us wait in all, without delivering anything
 * @param longestWait between tries, whatever a server requests
 * @param clock to read dates against
 * @param pause waits between tries
 * @param jitter from 0 to 1, so that many clients don't come back at once
 */
record Timing(
        Duration connect,
        Duration response,
        Duration exchange,
        Duration host,
        Duration longestWait,
        Clock clock,
        Pause pause,
        DoubleSupplier jitter) {

    static final Duration HOST_TIMEOUT = Duration.ofSeconds(60);

    static final Timing STANDARD = new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            HOST_TIMEOUT,
            Duration.ofSeconds(30),
            Clock.systemUTC(),
            Pause.REAL,
            () -> ThreadLocalRandom.current().nextDouble());

    /** For probes, which look for failures of a server rather than for content. */
    static final Timing IMPATIENT = new Timing(
            STANDARD.connect,
            STANDARD.response,
            STANDARD.exchange,
            // few requests are sent, one after the other, and slow ones are reported
            Duration.ofHours(1),
            Duration.ofSeconds(2),
            STANDARD.clock,
            STANDARD.pause,
            STANDARD.jitter);

    /** The same, with another limit for each host. */
    Timing withHost(Duration limit) {
        return new Timing(connect, response, exchange, limit, longestWait, clock, pause, jitter);
    }
}
