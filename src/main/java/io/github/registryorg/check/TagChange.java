package io.github.registryorg.check;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a tag.
 *
 * @param before the digest that it named; null if it is new
 * @param after the digest that it names; null if it is gone
 */
public record TagChange(
        RepositoryName repository,
        Tag tag,
        @Nullable String before,
        @Nullable String after) {

    /** What is changed of a tag from one state of its repository to another. */
    public static TagChange of(Repository before, Repository after, Tag tag) {
        return new TagChange(after.name(), tag, target(before, tag), target(after, tag));
    }

    /** Null where the tag does not exist; a legacy tag counts by its content, which has no one digest. */
    private static @Nullable String target(Repository repository, Tag tag) {
        if (!repository.has(tag)) {
            return null;
        }
        Optional<TagRecord> record = repository.tag(tag);
        return record.map(some -> some instanceof OciTag oci ? oci.digest().toString() : "files of the legacy format")
                .orElse("nothing that can be read");
    }

    /** One line for people. */
    @Override
    public String toString() {
        String name = repository + ":" + tag;
        if (before == null) {
            return name + " is new: " + after;
        }
        if (after == null) {
            return name + " is removed; it was " + before;
        }
        return before.equals(after)
                ? name + " still names " + after + "; its README.md has changed"
                : name + " moves from " + before + " to " + after;
    }
}
