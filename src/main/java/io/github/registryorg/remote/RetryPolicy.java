package io.github.registryorg.remote;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.RetryAfter;
import io.github.registryorg.problem.Causes;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.EnumSet;
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

    /** The same request would end in the same way. */
    private static final Set<ConnectionFault> DECIDED =
            EnumSet.of(ConnectionFault.PROXY_REFUSED, ConnectionFault.TOO_LARGE);

    /** Whether the next response of the server may be another one. */
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
        return ConnectionFailure.faultOf(failure).filter(DECIDED::contains).isEmpty()
                && Causes.find(failure, CertificateException.class).isEmpty();
    }

    /**
     * How long to wait before the next try.
     *
     * @param tried how often it was tried, 1 or more
     * @param retryAfter the header of that name, seconds or a date
     */
    Duration wait(int tried, Optional<String> retryAfter) {
        return retryAfter
                .flatMap(header -> RetryAfter.parse(header, timing.clock().instant()))
                .map(this::bounded)
                .orElseGet(() -> {
                    double share = 0.5 + timing.jitter().getAsDouble() / 2;
                    return Duration.ofMillis(Math.round(FIRST_WAIT.toMillis() * (1L << (tried - 1)) * share));
                });
    }

    private Duration bounded(Duration wait) {
        return wait.compareTo(timing.longestWait()) > 0 ? timing.longestWait() : wait;
    }
}
