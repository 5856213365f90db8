package io.github.registryorg.contribute;

import io.github.registryorg.metadata.Age;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tag that is added or moved.
 *
 * @param repository whose tag it is
 * @param before what the registry has; null where it has none of that name
 * @param after what is proposed
 * @param age of what is proposed, beside what the registry has
 * @param layers how their layers differ
 */
record ProposedTag(RepositoryName repository, @Nullable OciTag before, OciTag after, Age age, LayerDifference layers) {

    ProposedTag {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(layers, "layers");
    }

    Tag tag() {
        return after.tag();
    }

    boolean isMove() {
        return before != null;
    }
}
