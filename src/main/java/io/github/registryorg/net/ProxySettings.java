package io.github.registryorg.net;

import io.github.registryorg.problem.RegistryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, as Maven's settings describe one.
 *
 * @param host the proxy's
 * @param port the proxy's
 * @param nonProxyHosts hosts that are reached directly, {@code *.example.org|localhost}; empty for none
 * @param username null where the proxy requires no login
 * @param secret gives the password, where the proxy is used; null where there is none
 */
public record ProxySettings(
        String host,
        int port,
        String nonProxyHosts,
        @Nullable String username,
        @Nullable Supplier<String> secret) {

    public ProxySettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(nonProxyHosts, "nonProxyHosts");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port);
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

    /**
     * The proxy that a host is reached through; empty for none.
     *
     * @param proxy null for none
     */
    public static Optional<ProxySettings> via(@Nullable ProxySettings proxy, String target) {
        return proxy == null || proxy.bypasses(target) ? Optional.empty() : Optional.of(proxy);
    }

    /** Whether this host is reached without the proxy. */
    public boolean bypasses(String target) {
        String host = target.toLowerCase(Locale.ROOT);
        return direct().stream().anyMatch(pattern -> Pattern.matches(pattern, host));
    }

    /** The hosts that are reached without the proxy: regular expressions for names in lower case. */
    public Set<String> direct() {
        return Arrays.stream(nonProxyHosts.split("[|,]"))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q"))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
