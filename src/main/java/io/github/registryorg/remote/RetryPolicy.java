package io.github.registryorg.remote;

import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MessageConstraintException;

/** When a request is tried again, and after how long. Every request here only reads, so trying again is harmless. */
record RetryPolicy(Timing timing) {

    /** Tries in all. */
    static final int TRIES = 3;

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Set<Integer> STATUSES = Set.of(429, 500, 502, 503, 504);

    /** Whether a server that says this may say something else the next time. */
    static boolean mayPass(int status) {
        return STATUSES.contains(status);
    }

    /** Whether what failed this way may work the next time. */
    static boolean mayPass(IOException failure) {
        if (failure instanceof UnknownHostException
                || failure instanceof SSLPeerUnverifiedException
                || failure instanceof MessageConstraintException
                || failure instanceof ClientProtocolException) {
            return false;
        }
        return RemoteFailures.causeOf(failure, CertificateException.class).isEmpty();
    }

    /**
     * How long to wait before the next try.
     *
     * @param tried how often it was tried, 1 or more
     * @param retryAfter the header of that name, seconds or a date
     */
    Duration wait(int tried, Optional<String> retryAfter) {
        return retryAfter.flatMap(this::asked).orElseGet(() -> {
            double share = 0.5 + timing.jitter().getAsDouble() / 2;
            return Duration.ofMillis(Math.round(FIRST_WAIT.toMillis() * (1L << (tried - 1)) * share));
        });
    }

    private Optional<Duration> asked(String retryAfter) {
        String text = retryAfter.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            ZonedDateTime date =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT));
            return Optional.of(bounded(Duration.between(timing.clock().instant(), date.toInstant())));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(timing.longestWait()) > 0 ? timing.longestWait() : wait;
    }
}
