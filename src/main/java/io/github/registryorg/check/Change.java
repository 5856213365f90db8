package io.github.registryorg.check;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change that a contribution makes, as people who pull see it.
 *
 * @param kind what it means for them
 * @param repository its name
 * @param reference the tag or the digest; null where the repository as a whole is meant
 * @param before what was there, such as a digest or an address; null where there was nothing
 * @param after what is there, or of what has no tag and is attached to an image, such as a signature, its type and the image's
 *     digest in short; null where there is nothing
 * @param reason given by the contributor; null without one
 */
public record Change(
        Kind kind,
        String repository,
        @Nullable String reference,
        @Nullable String before,
        @Nullable String after,
        @Nullable String reason) {

    /** In the order of what matters most to people who pull. */
    public enum Kind {
        WITHDRAWN,
        REMOVED,
        MOVED,
        YANKED,
        STORE,
        LOCATIONS,
        NEW,
        DEPRECATED,
        PAGE
    }

    public Change {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(repository, "repository");
    }
}
