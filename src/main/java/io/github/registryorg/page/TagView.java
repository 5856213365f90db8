package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row in the table of a repository's tags. All texts may come from strangers.
 *
 * @param tag its name
 * @param digest as the metadata has it; null where there is none
 * @param kind what the tag names
 * @param platforms such as {@code linux/arm64}; may be empty
 * @param size bytes that a full pull moves; of unknown unit for {@link Content.Kind#LEGACY}; null where unknown
 * @param created the time of creation in the content, RFC 3339; null without one that tells its age
 * @param isCreatedDoubtful whether only a label says when it was created, which may be the base image's
 * @param published when the tag came to name this digest, RFC 3339; null where unknown
 * @param yanked why it should no longer be used; null where nothing is wrong with it
 * @param downloads where its bytes can be fetched without a client; may be empty
 * @param recipes files that it was built from, which the site serves; may be empty
 */
public record TagView(
        String tag,
        @Nullable String digest,
        Content.Kind kind,
        List<String> platforms,
        @Nullable Long size,
        @Nullable String created,
        boolean isCreatedDoubtful,
        @Nullable String published,
        @Nullable String yanked,
        List<WebLink> downloads,
        List<RecipeLink> recipes) {

    private static final int MAX_SHOWN = 12;

    public TagView {
        tag = Objects.requireNonNull(PlainText.line(tag, 128), "tag");
        digest = PlainText.line(digest, 140);
        Objects.requireNonNull(kind, "kind");
        platforms = platforms.stream()
                .map(platform -> PlainText.line(platform, 60))
                .filter(Objects::nonNull)
                .toList();
        created = PlainText.line(created, 40);
        published = PlainText.line(published, 40);
        yanked = PlainText.line(yanked, 300);
        downloads = List.copyOf(downloads);
        recipes = List.copyOf(recipes);
    }

    /** The first platforms: an index may claim thousands. */
    public List<String> shownPlatforms() {
        return first(platforms);
    }

    /** How many platforms are not shown. */
    public int morePlatforms() {
        return platforms.size() - shownPlatforms().size();
    }

    /** The first downloads: a manifest may claim thousands. */
    public List<WebLink> shownDownloads() {
        return first(downloads);
    }

    /** How many downloads are not shown. */
    public int moreDownloads() {
        return downloads.size() - shownDownloads().size();
    }

    /** The first recipes: a directory may have thousands. */
    public List<RecipeLink> shownRecipes() {
        return first(recipes);
    }

    /** How many recipes are not shown. */
    public int moreRecipes() {
        return recipes.size() - shownRecipes().size();
    }

    /** Whether {@link #size} is in bytes. */
    public boolean isSizeInBytes() {
        return kind != Content.Kind.LEGACY;
    }

    /** Whether the time of creation differs enough from that of publication to be shown. */
    public boolean isCreatedShown() {
        return created != null && (published == null || !Moment.date(created).equals(Moment.date(published)));
    }

    private static <T> List<T> first(List<T> all) {
        return all.size() <= MAX_SHOWN ? all : all.subList(0, MAX_SHOWN);
    }
}
