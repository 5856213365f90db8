package io.github.registryorg.net;

import io.github.registryorg.problem.Causes;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Why a server gave no response that is of use, or not all of it. */
public enum ConnectionFault {
    /** The host has no address that may be connected to. */
    ADDRESS_FORBIDDEN,
    UNKNOWN_HOST,
    /** Nothing accepts connections at the address within the time for that. */
    CONNECT_TIMEOUT,
    NO_ROUTE,
    REFUSED,
    /** The connection was closed before a response. */
    NO_RESPONSE,
    /** The connection was closed within a response. */
    CLOSED_EARLY,
    /** Nothing came for some time. */
    SILENT,
    /** Something came, or might have, but too slowly in all. */
    TOO_SLOW,
    /** The host has used up the time that one host gets in a run. */
    HOST_TIMEOUT,
    /** The host has refused too many requests in a row to be sent further ones. */
    REFUSES_ALL,
    /** The same, since it limits the rate of requests (429). */
    LIMITS_RATE,
    /** The proxy doesn't connect to the server; see {@link ProxyRefusal}. */
    PROXY_REFUSED,
    /** The response is larger than anything in use. */
    TOO_LARGE,
    HEADERS_TOO_LARGE,
    NOT_HTTP,
    CERTIFICATE_EXPIRED,
    /** The certificate is for another host name. */
    CERTIFICATE_NAME,
    CERTIFICATE_UNTRUSTED,
    /** Any other failure of TLS. */
    TLS,
    /** The server requires a login, and offers no scheme that is known here. */
    CHALLENGE_UNKNOWN,
    /** Not the server itself, but the one that it names for tokens. */
    TOKEN_SERVER,
    OTHER;

    /**
     * Why no connection was made, by what the JDK and the HTTP client throw.
     *
     * @param failure an exception that has one of theirs as its cause, or is one
     * @return {@link #UNKNOWN_HOST}, {@link #CONNECT_TIMEOUT}, {@link #NO_ROUTE} or {@link #REFUSED}; empty for any other
     *     failure
     */
    public static Optional<ConnectionFault> ofConnecting(Throwable failure) {
        return Causes.chain(failure).stream()
                .flatMap(cause -> ofOne(cause).stream())
                .findFirst();
    }

    private static Optional<ConnectionFault> ofOne(Throwable failure) {
        String message = Causes.message(failure);
        if (failure instanceof UnknownHostException) {
            return Optional.of(UNKNOWN_HOST);
        }
        if (failure instanceof NoRouteToHostException) {
            return Optional.of(NO_ROUTE);
        }
        if (failure instanceof ConnectException) {
            // the JDK has no exception of its own for a network that is down
            return Optional.of(message.contains("unreachable") ? NO_ROUTE : REFUSED);
        }
        // nor one for this, unlike the client
        boolean isTimeout = failure instanceof ConnectTimeoutException
                || failure instanceof SocketTimeoutException
                        && message.toLowerCase(Locale.ROOT).contains("connect timed out");
        return isTimeout ? Optional.of(CONNECT_TIMEOUT) : Optional.empty();
    }
}
