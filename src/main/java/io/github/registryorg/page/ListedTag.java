package io.github.registryorg.page;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tag as lists of repositories show it. All texts may come from strangers.
 *
 * @param tag its name
 * @param digest as the metadata has it; null where there is none
 * @param platforms such as {@code linux/arm64}, at most {@value #MAX_PLATFORMS}; may be empty
 * @param size bytes that a pull of one platform moves, of {@code linux/amd64} if it is there, otherwise of the first; of
 *     unknown unit in the legacy format; null where unknown
 * @param isSizeOfAll whether it is that of all platforms together, since nothing tells which image is for which
 * @param published when the tag came to name this digest, RFC 3339; null where unknown
 * @param created when the image was made, by its own word; null where it tells none
 */
public record ListedTag(
        String tag,
        @Nullable String digest,
        List<String> platforms,
        @Nullable Long size,
        boolean isSizeOfAll,
        @Nullable String published,
        @Nullable String created) {

    /** Platforms of a tag in a list: an index may claim thousands. */
    public static final int MAX_PLATFORMS = 12;

    public ListedTag {
        tag = Objects.requireNonNull(PlainText.line(tag, 128), "tag");
        digest = PlainText.line(digest, 140);
        platforms = platforms.stream()
                .limit(MAX_PLATFORMS)
                .map(platform -> PlainText.line(platform, 60))
                .filter(Objects::nonNull)
                .toList();
        published = Moment.line(published);
        created = Moment.line(created);
    }
}
