package io.github.registryorg.probe;

import io.github.registryorg.net.DockerHub;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to look at.
 *
 * @param registry below which {@code /v2/} is
 * @param repository null for some of those that the catalog lists
 * @param reference null for some of the tags
 * @param deep whether every blob is read and hashed
 */
public record ProbeTarget(
        RemoteUrl registry,
        @Nullable RepositoryName repository,
        @Nullable Reference reference,
        boolean deep) {

    public ProbeTarget {
        Objects.requireNonNull(registry, "registry");
    }

    /** Host and port, as logins are kept for it. */
    String host() {
        String host = registry.origin().substring(registry.origin().indexOf("//") + 2);
        return DockerHub.host(host);
    }
}
