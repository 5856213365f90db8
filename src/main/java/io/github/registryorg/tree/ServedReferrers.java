package io.github.registryorg.tree;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import java.util.Objects;

/**
 * The referrers of one type, as a registry answers that filters by {@code artifactType}.
 *
 * @param subject what they refer to
 * @param artifactType what all of them are
 * @param index the list; not to be changed
 */
public record ServedReferrers(Digest subject, MediaType artifactType, byte[] index) {

    public ServedReferrers {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(artifactType, "artifactType");
        Objects.requireNonNull(index, "index");
    }
}
