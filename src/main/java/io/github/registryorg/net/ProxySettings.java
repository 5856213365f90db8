package io.github.registryorg.net;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which proxy a host is reached through: that of Maven's settings, or else those of Java, or else the environment's. */
public final class ProxySettings {

    private static final String JAVA_EXCEPTIONS = "http.nonProxyHosts";

    private final Map<String, Route> routes;

    private ProxySettings(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    /**
     * Where requests go.
     *
     * @param proxy null where what is configured is none
     * @param invalid what is wrong then
     */
    private record Route(
            @Nullable HttpProxy proxy, @Nullable Problem invalid, DirectHosts direct) {

        static Route of(DirectHosts direct, Supplied proxy) {
            try {
                return new Route(proxy.get(), null, direct);
            } catch (RegistryException e) {
                return new Route(null, e.problem(), direct);
            }
        }

        HttpProxy used() {
            if (invalid != null) {
                throw new RegistryException(invalid);
            }
            return Objects.requireNonNull(proxy, "a route has a proxy, or a problem");
        }
    }

    private interface Supplied {
        HttpProxy get();
    }

    /**
     * One proxy for everything, as Maven's settings have it.
     *
     * @param nonProxyHosts hosts that are reached directly, {@code *.example.org|localhost}; empty for none
     */
    public static ProxySettings of(HttpProxy proxy, String nonProxyHosts) {
        Route route = new Route(proxy, null, DirectHosts.ofPatterns(nonProxyHosts));
        return new ProxySettings(Map.of("http", route, "https", route));
    }

    /**
     * The proxies of this machine: for each scheme that which Java's system properties name ({@code https.proxyHost},
     * {@code https.proxyPort}, {@code https.proxyUser}, {@code https.proxyPassword}, the same with {@code http}, and
     * {@code http.nonProxyHosts} for both), or else the environment's ({@code HTTPS_PROXY}, {@code HTTP_PROXY},
     * {@code NO_PROXY}, in lower case too). What can't be used is reported where it would be.
     *
     * @param properties null for one that is not set
     */
    public static ProxySettings ofMachine(
            Function<String, @Nullable String> properties, Map<String, String> environment) {
        Map<String, Route> routes = new HashMap<>();
        for (String scheme : new String[] {"http", "https"}) {
            ofJava(scheme, name -> Optional.ofNullable(properties.apply(name)))
                    .or(() -> ofEnvironment(scheme, environment))
                    .ifPresent(route -> routes.put(scheme, route));
        }
        return new ProxySettings(routes);
    }

    private static Optional<Route> ofJava(String scheme, Function<String, Optional<String>> properties) {
        return properties
                .apply(scheme + ".proxyHost")
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .map(host -> Route.of(
                        DirectHosts.ofPatterns(properties.apply(JAVA_EXCEPTIONS).orElse("")),
                        () -> ofJava(scheme, host, properties)));
    }

    private static HttpProxy ofJava(String scheme, String host, Function<String, Optional<String>> properties) {
        String property = scheme + ".proxyPort";
        String port = properties
                .apply(property)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(String.valueOf(port(scheme)));
        if (!port.matches("\\d{1,5}") || !HttpProxy.isPort(Integer.parseInt(port))) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, property, "is not a port")
                    .hint("Set -D" + property + " to a number from 1 to 65535."));
        }
        Optional<String> password = properties.apply(scheme + ".proxyPassword");
        return new HttpProxy(
                host,
                Integer.parseInt(port),
                properties.apply(scheme + ".proxyUser").orElse(null),
                password.isEmpty() ? null : password::get,
                HttpProxy.Origin.JAVA);
    }

    private static int port(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static Optional<Route> ofEnvironment(String scheme, Map<String, String> environment) {
        DirectHosts direct = DirectHosts.ofNoProxy(
                variable("no_proxy", environment).map(Map.Entry::getValue).orElse(""));
        return variable(scheme + "_proxy", environment)
                .map(proxy -> Route.of(direct, () -> HttpProxy.parse(proxy.getKey(), proxy.getValue())));
    }

    /** The variable that is set, in upper case or else in lower case. */
    private static Optional<Map.Entry<String, String>> variable(String name, Map<String, String> environment) {
        return Stream.of(name.toUpperCase(Locale.ROOT), name)
                .map(one -> Map.entry(one, environment.getOrDefault(one, "")))
                .filter(variable -> !variable.getValue().isBlank())
                .findFirst();
    }

    /**
     * The proxy that a URL is requested through; empty for none, which it always is for this machine itself.
     *
     * @param proxies null for none
     * @throws RegistryException {@code CONFIGURATION_INVALID} if what is configured for it can't be used
     */
    public static Optional<HttpProxy> via(@Nullable ProxySettings proxies, RemoteUrl url) {
        return via(proxies, url.scheme(), url.host(), url.effectivePort());
    }

    /**
     * The proxy that a host is reached through; empty for none, which it always is for this machine itself.
     *
     * @param proxies null for none
     * @param port -1 for the scheme's own
     * @throws RegistryException {@code CONFIGURATION_INVALID} if what is configured for it can't be used
     */
    public static Optional<HttpProxy> via(@Nullable ProxySettings proxies, String scheme, String host, int port) {
        Route route = proxies == null ? null : proxies.routes.get(scheme);
        if (route == null || LoopbackName.isLoopback(host) || route.direct.has(host, port < 0 ? port(scheme) : port)) {
            return Optional.empty();
        }
        return Optional.of(route.used());
    }
}
