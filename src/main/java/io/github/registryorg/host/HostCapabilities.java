package io.github.registryorg.host;

import java.util.Map;
import java.util.Set;

/**
 * What a host can do, and its limits.
 *
 * @param abilities what it can do
 * @param limits how much it takes at most; what is not in it has no limit
 */
public record HostCapabilities(Set<HostAbility> abilities, Map<Limit, Long> limits) {

    public HostCapabilities {
        abilities = Set.copyOf(abilities);
        limits = Map.copyOf(limits);
    }

    public static HostCapabilities unlimited(Set<HostAbility> abilities) {
        return new HostCapabilities(abilities, Map.of());
    }

    public boolean can(HostAbility ability) {
        return abilities.contains(ability);
    }

    /** The most of this that it takes. */
    public long most(Limit limit) {
        return limits.getOrDefault(limit, Long.MAX_VALUE);
    }
}
