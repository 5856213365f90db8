package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tag as a whole. All texts may come from strangers.
 *
 * @param kind what the tag names
 * @param size bytes that a full pull moves; of unknown unit for {@link Content.Kind#LEGACY}; null where unknown
 * @param version of the software; null where unknown
 * @param revision of the source; null where unknown
 * @param revisionLink where that revision can be read; null where unknown
 * @param isRevisionDoubtful whether only a label names the revision, which may be the base image's
 * @param source where it is developed; null where unknown
 * @param published when the tag came to name this digest, RFC 3339; null where unknown
 * @param created the time of creation in the content, RFC 3339; null without one that tells its age
 * @param isCreatedDoubtful whether only a label says when it was created, which may be the base image's
 */
public record TagFacts(
        Content.Kind kind,
        @Nullable Long size,
        @Nullable String version,
        @Nullable String revision,
        @Nullable WebLink revisionLink,
        boolean isRevisionDoubtful,
        @Nullable WebLink source,
        @Nullable String published,
        @Nullable String created,
        boolean isCreatedDoubtful) {

    private static final int SHORT_REVISION = 12;

    public TagFacts {
        Objects.requireNonNull(kind, "kind");
        version = PlainText.line(version, 200);
        revision = PlainText.line(revision, 200);
        published = Moment.line(published);
        created = Moment.line(created);
    }

    /** Whether {@link #size} is in bytes. */
    public boolean isSizeInBytes() {
        return kind != Content.Kind.LEGACY;
    }

    /** The revision as people quote it: hashes are long. */
    public @Nullable String shortRevision() {
        return revision != null && revision.matches("[0-9a-f]{40}|[0-9a-f]{64}")
                ? revision.substring(0, SHORT_REVISION)
                : revision;
    }
}
