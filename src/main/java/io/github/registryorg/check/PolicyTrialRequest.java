package io.github.registryorg.check;

import io.github.registryorg.host.Host;
import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy to try on what was merged.
 *
 * @param directory of the metadata
 * @param since the commit after which merges are looked at
 * @param head the last of them; null for what is checked out
 * @param policy a {@code registry.yaml}; null for the one in the directory
 * @param access how stores are reached; none is
 * @param hosts that will serve the site
 */
public record PolicyTrialRequest(
        Path directory,
        String since,
        @Nullable String head,
        @Nullable Path policy,
        StoreAccess access,
        List<Host> hosts) {

    public PolicyTrialRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(access, "access");
        hosts = List.copyOf(hosts);
    }
}
