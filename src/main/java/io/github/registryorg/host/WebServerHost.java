package io.github.registryorg.host;

import java.util.Optional;
import java.util.Set;

/** A web server of one's own: whatever its configuration can't do, it has no limits, and TLS. */
abstract class WebServerHost implements Host {

    private final String name;
    private final Set<HostAbility> abilities;

    WebServerHost(String name, Set<HostAbility> abilities) {
        this.name = name;
        this.abilities = Set.copyOf(abilities);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final HostCapabilities capabilities() {
        return HostCapabilities.unlimited(abilities);
    }

    @Override
    public final Optional<String> usualAddress() {
        return Optional.empty();
    }
}
