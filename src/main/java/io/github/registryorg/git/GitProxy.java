package io.github.registryorg.git;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * A proxy that git servers are reached through.
 *
 * @param host the proxy's
 * @param port the proxy's
 * @param bypassed hosts that are reached directly
 */
public record GitProxy(String host, int port, Predicate<String> bypassed) {

    public GitProxy {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(bypassed, "bypassed");
    }
}
