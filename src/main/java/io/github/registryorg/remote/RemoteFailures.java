package io.github.registryorg.remote;

import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says in plain words what went wrong between us and a server. */
final class RemoteFailures {

    private RemoteFailures() {}

    /**
     * A request that got no answer.
     *
     * @param via the proxy that it went through; empty for none
     */
    static Problem of(RemoteUrl url, Optional<ProxySettings> via, IOException failure) {
        if (failure instanceof CheckedResolver.AddressForbidden) {
            return Problem.of(
                            ProblemCode.ADDRESS_FORBIDDEN,
                            url.toString(),
                            "host " + url.host() + " has no public address")
                    .hint("Only public addresses are reached. If this one is meant, list the host in "
                            + "registry.allowedHosts.");
        }
        if (failure instanceof HostBudget.Spent) {
            return Problem.of(ProblemCode.IO_FAILED, url.toString(), "was not read to its end, or not asked for")
                    .because(reason(failure))
                    .hint("Run the same command again later. A host that is slow and works gets more time with"
                            + " -Dregistry.hostTimeout=SECONDS.");
        }
        String through = via.map(proxy -> " through the proxy " + proxy).orElse("");
        return Problem.of(ProblemCode.IO_FAILED, url.toString(), "can't be reached" + through)
                .because(reason(failure))
                .hint(advice(failure));
    }

    /** What the exception means, a clause. */
    static String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "no host of that name was found";
        }
        if (failure instanceof TookTooLong || failure instanceof HostBudget.Spent) {
            return failure.getMessage();
        }
        if (failure instanceof ConnectTimeoutException) {
            return "nothing answers there";
        }
        if (failure instanceof SocketTimeoutException) {
            return "the server fell silent";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no network leads there";
        }
        if (failure instanceof ConnectException) {
            return failure.getMessage() != null && failure.getMessage().contains("unreachable")
                    ? "no network leads there"
                    : "the connection was refused";
        }
        if (failure instanceof NoHttpResponseException) {
            return "the server hung up without an answer";
        }
        if (failure instanceof ConnectionClosedException) {
            return "the connection ended too early";
        }
        if (Causes.find(failure, MessageConstraintException.class).isPresent()) {
            return "the answer has more header lines, or longer ones, than any honest answer has";
        }
        if (failure instanceof ClientProtocolException) {
            return "what answers there doesn't speak HTTP";
        }
        Optional<CertificateException> certificate = Causes.find(failure, CertificateException.class);
        if (certificate.isPresent()) {
            return "its certificate is not trusted, " + Causes.message(certificate.get());
        }
        return failure instanceof SSLException ? "TLS failed, " + Causes.message(failure) : Causes.message(failure);
    }

    private static String advice(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "Check the host name and DNS.";
        }
        if (Causes.find(failure, CertificateException.class).isPresent()) {
            return "If it is signed by an authority of your own, name a trust store that has it with "
                    + "-Djavax.net.ssl.trustStore.";
        }
        return "Check the address and the network, then run the same command again.";
    }

    /** An answer with a status that is of no use to whoever asked. */
    static Problem status(RemoteUrl url, int status) {
        String subject = url.toString();
        return switch (status) {
            case 401 ->
                Problem.of(ProblemCode.UNAUTHORIZED, subject, "wants a login (401)")
                        .hint("Make it readable for everybody: what it serves is public.");
            case 403 ->
                Problem.of(ProblemCode.DENIED, subject, "may not be read (403)")
                        .hint("Make it readable for everybody. A bucket that may not be listed says the same of what "
                                + "it doesn't have: if it may be read, publish the blob again.");
            case 407 ->
                Problem.of(ProblemCode.UNAUTHORIZED, subject, "the proxy wants a login (407)")
                        .hint("Give the proxy's username and password in Maven's settings.xml.");
            case 429 ->
                Problem.of(ProblemCode.IO_FAILED, subject, "asks for fewer requests (429)")
                        .hint("Wait some minutes, then run the same command again.");
            case 500, 502, 503, 504 ->
                Problem.of(ProblemCode.IO_FAILED, subject, "the server failed (" + status + ")")
                        .hint("Run the same command again later.");
            default ->
                Problem.of(ProblemCode.IO_FAILED, subject, "answered with the status " + status)
                        .hint("Check that the address is that of a file.");
        };
    }

    /** A request that was ended because of its time, not because of what it did. */
    static final class TookTooLong extends IOException {

        private static final long serialVersionUID = 1L;

        TookTooLong(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
