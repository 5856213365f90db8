package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row in the table of a repository's tags. All texts may come from strangers.
 *
 * @param tag its name
 * @param digest as the site serves it; null where there is none
 * @param kind what the tag names
 * @param platforms the first of them, at most {@value #MAX_PLATFORMS}; may be empty
 * @param platformCount how many there are
 * @param size bytes that a pull of one platform moves, of {@code linux/amd64} if it is there, otherwise of the first; of
 *     unknown unit for {@link Content.Kind#LEGACY}; null where unknown
 * @param isSizeOfAll whether it is that of all platforms together, since nothing tells which image is for which
 * @param created the time of creation in the content, RFC 3339; null without one that tells its age
 * @param isCreatedDoubtful whether only a label says when it was created, which may be the base image's
 * @param published when the tag came to name this digest, RFC 3339; null where unknown
 * @param yanked why it should no longer be used; null where nothing is wrong with it
 * @param downloads where its bytes can be fetched without a client; may be empty
 * @param recipes files that it was built from, which the site serves; may be empty
 * @param hasPage whether the site has a page of its own for it
 */
public record TagView(
        String tag,
        @Nullable String digest,
        Content.Kind kind,
        List<TagPlatform> platforms,
        int platformCount,
        @Nullable Long size,
        boolean isSizeOfAll,
        @Nullable String created,
        boolean isCreatedDoubtful,
        @Nullable String published,
        @Nullable String yanked,
        List<WebLink> downloads,
        List<RecipeLink> recipes,
        boolean hasPage) {

    /** Platforms of a row: an index may claim thousands. */
    public static final int MAX_PLATFORMS = 12;

    private static final int MAX_SHOWN = 12;

    /** Platforms that are shown at once; the others, on demand. */
    private static final int CHIPS = 3;

    public TagView {
        tag = Objects.requireNonNull(PlainText.line(tag, 128), "tag");
        digest = PlainText.line(digest, 140);
        Objects.requireNonNull(kind, "kind");
        platforms = platforms.stream().limit(MAX_PLATFORMS).toList();
        if (platformCount < platforms.size()) {
            throw new IllegalArgumentException(platforms.size() + " platforms of " + platformCount);
        }
        created = Moment.line(created);
        published = Moment.line(published);
        yanked = PlainText.line(yanked, 300);
        downloads = List.copyOf(downloads);
        recipes = List.copyOf(recipes);
    }

    /** The first platforms, which are shown at once. */
    public List<TagPlatform> chips() {
        return platforms.size() <= CHIPS + 1 ? platforms : platforms.subList(0, CHIPS);
    }

    /** The other platforms of the row. */
    public List<TagPlatform> otherPlatforms() {
        return platforms.subList(chips().size(), platforms.size());
    }

    /** Platforms of the row of which the size is known. */
    public List<TagPlatform> sizedPlatforms() {
        return platforms.stream().filter(platform -> platform.size() != null).toList();
    }

    /** How many platforms are not in the row. */
    public int morePlatforms() {
        return platformCount - platforms.size();
    }

    /** What it is, where its platforms don't tell it; null where they do. */
    public @Nullable String kindLabel() {
        boolean isImage = kind == Content.Kind.IMAGE || kind == Content.Kind.MULTI_PLATFORM_IMAGE;
        return isImage && !platforms.isEmpty() ? null : kind.label();
    }

    /** The first characters of the digest, without the usual algorithm; all of it where it is none of a manifest. */
    public @Nullable String shortDigest() {
        return digest == null
                ? null
                : Digest.tryParse(digest)
                        .map(known -> known.abbreviated().replaceFirst("^sha256:", ""))
                        .orElse(digest);
    }

    /** Its own page, relative to that of the repository; null where it has none. */
    public @Nullable String page() {
        return hasPage && Tag.tryParse(tag).isPresent() ? "-/tags/" + tag + "/" : null;
    }

    /** Where its row is in the page; null where it has a page, to which links lead instead. */
    public @Nullable String rowId() {
        return hasPage ? null : Tag.tryParse(tag).map(TagLink::rowId).orElse(null);
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

    /** When it was published, or else created; null where neither is known. */
    public @Nullable String date() {
        return published != null ? published : created;
    }

    private static <T> List<T> first(List<T> all) {
        return all.size() <= MAX_SHOWN ? all : all.subList(0, MAX_SHOWN);
    }
}
