package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A repository as lists show it: the home page, namespaces, the catalogue, search, feeds. All texts may come from
 * strangers.
 *
 * @param name leads to its page
 * @param title a name for people; null where it has none
 * @param description one line; null where there is none
 * @param kind what its newest tag names; null where {@code newest} is
 * @param newest its highest release, or else the tag that a newcomer would pull, or else its first image; null where it has
 *     no image
 * @param recent its tags that were published last, the newest first, at most {@value #MAX_RECENT}; empty where it is
 *     unknown when
 * @param tags how many it has
 * @param yanked whether all of its images are yanked; false without any
 * @param deprecated why it should no longer be used; null where nothing is wrong with it
 * @param successor what to use instead of a deprecated one; null where it names none
 * @param words that search finds it by beside name, title and description, at most {@value #MAX_WORDS}
 */
public record ListedRepository(
        RepositoryName name,
        @Nullable String title,
        @Nullable String description,
        Content.@Nullable Kind kind,
        @Nullable ListedTag newest,
        List<ListedTag> recent,
        int tags,
        boolean yanked,
        @Nullable String deprecated,
        @Nullable RepositoryName successor,
        List<String> words) {

    public static final int MAX_RECENT = 3;
    public static final int MAX_WORDS = 40;

    public ListedRepository {
        Objects.requireNonNull(name, "name");
        title = PlainText.line(title, 120);
        description = PlainText.line(description, 300);
        recent = recent.stream().limit(MAX_RECENT).toList();
        deprecated = PlainText.line(deprecated, 300);
        words = words.stream()
                .map(word -> PlainText.line(word, 128))
                .filter(Objects::nonNull)
                .limit(MAX_WORDS)
                .toList();
    }

    /** When a tag was published last, RFC 3339; null where unknown. */
    public @Nullable String published() {
        return recent.isEmpty() ? null : recent.get(0).published();
    }

    /** When its newest tag was published, or else made by its own word; null where neither is known. */
    public @Nullable String date() {
        if (newest == null) {
            return null;
        }
        return newest.published() == null ? newest.created() : newest.published();
    }

    /** Whether it should no longer be used: lists have these last. */
    public boolean isDiscouraged() {
        return yanked || deprecated != null;
    }
}
