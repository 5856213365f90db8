package io.github.registryorg.net;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, to which the connection itself has no TLS.
 *
 * @param host the proxy's
 * @param port the proxy's
 * @param username null where the proxy requires no login
 * @param secret gives the password, where the proxy is used; null where there is none
 * @param origin where it is configured
 */
public record HttpProxy(
        String host,
        int port,
        @Nullable String username,
        @Nullable Supplier<String> secret,
        Origin origin) {

    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_PORT = 80;

    /** What is before the last at sign is a login: passwords are not always encoded. */
    private static final Pattern GRAMMAR = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+)://)?"
            + "(?:(?<login>[^/]*)@)?(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>\\d{1,5}))?/?");

    /** Where a proxy is configured. */
    public enum Origin {
        SETTINGS("its nonProxyHosts in settings.xml"),
        JAVA("the system property http.nonProxyHosts"),
        ENVIRONMENT("the environment's NO_PROXY");

        private final String exceptions;

        Origin(String exceptions) {
            this.exceptions = exceptions;
        }
    }

    public HttpProxy {
        Objects.requireNonNull(host, "host");
        secret = secret == null ? null : new Once(secret);
        Objects.requireNonNull(origin, "origin");
        if (!isPort(port)) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /** Asks once, however many connections the proxy asks for a login: decrypting takes time, and turns. */
    private static final class Once implements Supplier<String> {

        private final Supplier<String> secret;
        private @Nullable String known;

        Once(Supplier<String> secret) {
            this.secret = secret;
        }

        @Override
        public synchronized String get() {
            String password = known;
            if (password == null) {
                password = secret.get();
                known = password;
            }
            return password;
        }
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= MAX_PORT;
    }

    /**
     * Reads what an environment variable has: {@code http://user:password@host:port}, of which only the host is required.
     *
     * @param variable its name
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is not the URL of an HTTP proxy, without its value, in
     *     which a password may be
     */
    static HttpProxy parse(String variable, String text) {
        Matcher url = GRAMMAR.matcher(text.strip());
        String scheme = url.matches() && url.group("scheme") != null ? url.group("scheme") : "http";
        int port = !url.matches() ? 0 : url.group("port") == null ? DEFAULT_PORT : Integer.parseInt(url.group("port"));
        if (!scheme.toLowerCase(Locale.ROOT).equals("http") || !isPort(port)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID, variable, "is not the URL of an HTTP proxy")
                    .hint("Write http://HOST:PORT (proxies that are reached with TLS or SOCKS are not supported),"
                            + " or list the hosts that are reached without it in NO_PROXY."));
        }
        String login = url.group("login");
        int colon = login == null ? -1 : login.indexOf(':');
        String username = login == null || login.isEmpty() ? null : colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? null : decoded(login.substring(colon + 1));
        return new HttpProxy(
                url.group("v6") == null ? url.group("name") : url.group("v6"),
                port,
                username == null ? null : decoded(username),
                password == null ? null : () -> password,
                Origin.ENVIRONMENT);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // a percent sign that encodes nothing
            return text;
        }
    }

    /**
     * The password, never printed; null where there is none.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it can't be decrypted
     */
    public @Nullable String password() {
        return secret == null ? null : secret.get();
    }

    /** Where hosts are listed that are reached without it, as in {@code "list the host in …"}. */
    public String exceptions() {
        return origin.exceptions;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
