package io.github.registryorg.net;

import io.github.registryorg.problem.RegistryException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

    /** Whether this host is reached without the proxy. */
    public boolean bypasses(String target) {
        for (String pattern : nonProxyHosts.split("[|,]")) {
            if (!pattern.isBlank() && matches(pattern.strip(), target)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String target) {
        String regex = Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
        return Pattern.matches(regex, target.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
