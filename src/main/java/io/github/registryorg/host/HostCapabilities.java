package io.github.registryorg.host;

import java.util.Set;

/**
 * What a host can do, and its limits.
 *
 * @param abilities what it can do
 * @param largestFile bytes of one file, at most
 * @param largestSite bytes of all files together, at most
 * @param mostFiles of a site
 */
public record HostCapabilities(Set<HostAbility> abilities, long largestFile, long largestSite, long mostFiles) {

    /** A limit that there is none of. */
    static final long UNLIMITED = Long.MAX_VALUE;

    public HostCapabilities {
        abilities = Set.copyOf(abilities);
    }

    public boolean can(HostAbility ability) {
        return abilities.contains(ability);
    }
}
