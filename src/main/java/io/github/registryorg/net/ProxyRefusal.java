package io.github.registryorg.net;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** A proxy has decided not to connect to a server, which has had no part in it. */
public final class ProxyRefusal extends ConnectionFailure {

    private static final long serialVersionUID = 1L;

    private static final int AUTHENTICATION_REQUIRED = 407;

    private final transient HttpProxy proxy;
    private final int status;

    /**
     * @param status of the proxy's response
     * @param reason the words behind the status; null or empty for none
     */
    public ProxyRefusal(HttpProxy proxy, int status, @Nullable String reason) {
        super(ConnectionFault.PROXY_REFUSED, status + (reason == null || reason.isEmpty() ? "" : " " + reason), null);
        this.proxy = proxy;
        this.status = status;
    }

    /** @param subject the address that was requested */
    public Problem problem(String subject) {
        return status == AUTHENTICATION_REQUIRED
                ? Problem.of(
                                ProblemCode.UNAUTHORIZED,
                                subject,
                                "the proxy " + proxy + " requires a login that it accepts")
                        .because(getMessage())
                        .hint(ProxySettings.LOGIN_ADVICE)
                : Problem.of(ProblemCode.DENIED, subject, "the proxy " + proxy + " refuses to connect to it")
                        .because(getMessage())
                        .hint("Ask who runs the proxy to allow the host, or list it in " + proxy.exceptions() + ".");
    }
}
