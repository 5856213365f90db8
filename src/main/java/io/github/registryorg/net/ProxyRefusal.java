package io.github.registryorg.net;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A proxy has decided not to connect to a server, which has had no part in it. */
public final class ProxyRefusal extends ConnectionFailure {

    private static final long serialVersionUID = 1L;

    private static final int AUTHENTICATION_REQUIRED = 407;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final transient HttpProxy proxy;
    private final int status;

    private ProxyRefusal(HttpProxy proxy, int status, @Nullable String reason) {
        super(ConnectionFault.PROXY_REFUSED, status + (reason == null || reason.isEmpty() ? "" : " " + reason), null);
        this.proxy = proxy;
        this.status = status;
    }

    /**
     * The refusal that a response to a request for https is. Libraries return a proxy's response to CONNECT as if it were
     * the server's, but such an exchange has had no TLS. A proxy that fails (5xx) has not decided anything.
     *
     * @param hasTls whether there was TLS in the exchange
     * @param reason the words behind the status; null or empty for none
     * @return empty where the response is the server's, or no refusal
     */
    public static Optional<ProxyRefusal> of(HttpProxy proxy, boolean hasTls, int status, @Nullable String reason) {
        return !hasTls && status >= BAD_REQUEST && status < SERVER_ERROR
                ? Optional.of(new ProxyRefusal(proxy, status, reason))
                : Optional.empty();
    }

    /** Whether the proxy would connect for those who log in. */
    public boolean isLogin() {
        return isLogin(status);
    }

    /** Whether a status is that of a proxy which requires a login. */
    public static boolean isLogin(int status) {
        return status == AUTHENTICATION_REQUIRED;
    }

    /** @param subject the address that was requested */
    public Problem problem(String subject) {
        return isLogin()
                ? loginRequired(subject, "the proxy " + proxy + " requires a login that it accepts")
                        .because(getMessage())
                : Problem.of(ProblemCode.DENIED, subject, "the proxy " + proxy + " refuses to connect to it")
                        .because(getMessage())
                        .hint("Ask who runs the proxy to allow the host, or list it in " + proxy.exceptions() + ".");
    }

    /**
     * Of a response with the status of {@link #isLogin(int)} to a request without TLS, whichever proxy sent it.
     *
     * @param subject the address that was requested
     */
    public static Problem loginRequired(String subject) {
        return loginRequired(subject, "the proxy requires a login that it accepts (407)");
    }

    private static Problem loginRequired(String subject, String what) {
        return Problem.of(ProblemCode.UNAUTHORIZED, subject, what).hint(ProxyAdvice.LOGIN);
    }
}
