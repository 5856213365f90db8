package io.github.registryorg.remote;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxyAdvice;
import io.github.registryorg.net.ProxyRefusal;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Describes failures of requests to a server. */
final class RemoteFailures {

    private static final String PRIVATE_STORE =
            "If only readers may not see it directly, name the bucket behind a store with registry.storeMap.";

    private RemoteFailures() {}

    /**
     * A request without a response, or without all of it.
     *
     * @param via the proxy that it went through; empty for none
     */
    static RegistryException exception(RemoteUrl url, Optional<HttpProxy> via, IOException failure) {
        ConnectionFailure known = of(failure);
        return Failures.of(problem(url, via, known), known);
    }

    private static Problem problem(RemoteUrl url, Optional<HttpProxy> via, ConnectionFailure failure) {
        if (failure.fault() == ConnectionFault.ADDRESS_FORBIDDEN) {
            return Problem.of(
                            ProblemCode.ADDRESS_FORBIDDEN,
                            url.toString(),
                            "host " + url.host() + " has no public address")
                    .hint("Only public addresses are reached. If this one is meant, list the host in "
                            + "registry.allowedHosts; of a store, registry.storeMap can name the directory or bucket "
                            + "instead.");
        }
        if (failure.fault() == ConnectionFault.HOST_TIMEOUT) {
            return Problem.of(ProblemCode.IO_FAILED, url.toString(), "was not read completely, or not requested")
                    .because(failure.getMessage())
                    .hint("Run the same command again later. A host that is slow and works gets more time with"
                            + " -Dregistry.hostTimeout=SECONDS.");
        }
        if (failure.fault() == ConnectionFault.REFUSES_ALL || failure.fault() == ConnectionFault.LIMITS_RATE) {
            return Problem.of(ProblemCode.IO_FAILED, url.toString(), "was not requested")
                    .because(failure.getMessage())
                    .hint("Run the same command again later.");
        }
        if (failure instanceof ProxyRefusal refusal) {
            return refusal.problem(url.toString());
        }
        return Problem.of(ProblemCode.IO_FAILED, url.toString(), "can't be reached" + ProxyAdvice.way(via))
                .because(failure.getMessage())
                .hint(advice(failure.fault()) + ProxyAdvice.toConfigure(via, url.host(), Optional.of(failure.fault())));
    }

    /** What an exception of the library, or of the JDK, means. */
    static ConnectionFailure of(IOException failure) {
        if (failure instanceof ConnectionFailure known) {
            return known;
        }
        ConnectionFault fault = fault(failure);
        return new ConnectionFailure(fault, reason(fault, failure), failure);
    }

    private static ConnectionFault fault(IOException failure) {
        if (failure instanceof CheckedResolver.AddressForbidden) {
            return ConnectionFault.ADDRESS_FORBIDDEN;
        }
        return ConnectionFault.ofConnecting(failure).orElseGet(() -> faultOfExchange(failure));
    }

    private static ConnectionFault faultOfExchange(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return ConnectionFault.SILENT;
        }
        if (failure instanceof NoHttpResponseException) {
            return ConnectionFault.NO_RESPONSE;
        }
        if (failure instanceof ConnectionClosedException) {
            return ConnectionFault.CLOSED_EARLY;
        }
        if (Causes.find(failure, MessageConstraintException.class).isPresent()) {
            return ConnectionFault.HEADERS_TOO_LARGE;
        }
        if (failure instanceof ClientProtocolException) {
            return ConnectionFault.NOT_HTTP;
        }
        return Causes.find(failure, CertificateException.class)
                .map(certificate -> certificateFault(failure, certificate))
                .orElse(failure instanceof SSLException ? ConnectionFault.TLS : ConnectionFault.OTHER);
    }

    private static ConnectionFault certificateFault(IOException failure, CertificateException certificate) {
        if (Causes.find(failure, CertificateExpiredException.class).isPresent()) {
            return ConnectionFault.CERTIFICATE_EXPIRED;
        }
        // the JDK throws the same class for a name that does not match and for anything else, so its text decides
        String text = Causes.message(certificate);
        return text.startsWith("No subject alternative") || text.startsWith("No name matching")
                ? ConnectionFault.CERTIFICATE_NAME
                : ConnectionFault.CERTIFICATE_UNTRUSTED;
    }

    private static String reason(ConnectionFault fault, IOException failure) {
        return switch (fault) {
            case UNKNOWN_HOST -> "no host of that name was found";
            case CONNECT_TIMEOUT -> "nothing responds there";
            case SILENT -> "the server stopped responding";
            case NO_ROUTE -> "no route to the host";
            case REFUSED -> "the connection was refused";
            case NO_RESPONSE -> "the server closed the connection without a response";
            case CLOSED_EARLY -> "the connection ended too early";
            case HEADERS_TOO_LARGE -> "the response has too many header lines, or too long ones";
            case NOT_HTTP -> "the response is not HTTP";
            case CERTIFICATE_EXPIRED, CERTIFICATE_NAME, CERTIFICATE_UNTRUSTED ->
                "its certificate is not trusted, "
                        + Causes.find(failure, CertificateException.class)
                                .map(Causes::message)
                                .orElseThrow();
            case TLS -> "TLS failed, " + Causes.message(failure);
            default -> Causes.message(failure);
        };
    }

    private static String advice(ConnectionFault fault) {
        return switch (fault) {
            case UNKNOWN_HOST -> "Check the host name and DNS.";
            case CERTIFICATE_EXPIRED, CERTIFICATE_NAME, CERTIFICATE_UNTRUSTED ->
                "If it is signed by an authority of your own, name a trust store that has it with "
                        + "-Djavax.net.ssl.trustStore.";
            default -> "Check the address and the network, then run the same command again.";
        };
    }

    /** A request that was ended because of its time, not because of what it did. */
    static ConnectionFailure tooSlow(String reason, @Nullable Throwable cause) {
        return new ConnectionFailure(ConnectionFault.TOO_SLOW, reason, cause);
    }

    /** A response with a status that the caller can't use. */
    static Problem status(RemoteUrl url, int status) {
        String subject = url.toString();
        return switch (status) {
            case 401 ->
                Problem.of(ProblemCode.UNAUTHORIZED, subject, "requires a login (401)")
                        .hint("Make it publicly readable: what it serves is public. " + PRIVATE_STORE);
            case 403 ->
                Problem.of(ProblemCode.DENIED, subject, "may not be read (403)")
                        .hint("Make it publicly readable. A bucket that may not be listed responds with 403 for "
                                + "what it doesn't have, too: if it may be read, publish the blob again. "
                                + PRIVATE_STORE);
            case 407 -> ProxyRefusal.loginRequired(subject);
            case 429 ->
                Problem.of(ProblemCode.IO_FAILED, subject, "limits the rate of requests (429)")
                        .hint("Wait some minutes, then run the same command again.");
            case 500, 502, 503, 504 ->
                Problem.of(ProblemCode.IO_FAILED, subject, "the server failed (" + status + ")")
                        .hint("Run the same command again later.");
            default ->
                Problem.of(ProblemCode.IO_FAILED, subject, "responded with the status " + status)
                        .hint("Check that the address is that of a file.");
        };
    }
}
