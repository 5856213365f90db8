package io.github.registryorg.site;

import io.github.registryorg.client.Content;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.page.RecipeLink;
import io.github.registryorg.page.TagView;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.tree.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tag of one repository → its row in a table. */
final class TagRows {

    private final Repository repository;
    private final Map<Tag, Digest> served;
    private final PlatformSizes sizes;

    /** @param served the digests that tags name on the site */
    TagRows(Repository repository, Map<Tag, Digest> served, PlatformSizes sizes) {
        this.repository = repository;
        this.served = served;
        this.sizes = sizes;
    }

    /**
     * The row of a tag.
     *
     * @param isFirst whether its page is the first that people see: others have rows that cost less
     * @param hasPage whether the site has a page of its own for it
     */
    TagView of(TagRecord record, boolean isFirst, boolean hasPage) {
        return record instanceof OciTag tag ? of(tag, isFirst, hasPage) : of((LegacyTag) record, hasPage);
    }

    private TagView of(OciTag tag, boolean isFirst, boolean hasPage) {
        PlatformSizes.PullSize size = sizes.ofOne(tag);
        return new TagView(
                tag.tag().name(),
                served.getOrDefault(tag.tag(), tag.digest()).toString(),
                TagContents.kind(repository, tag),
                isFirst ? sizes.ofEach(tag) : PlatformSizes.names(tag),
                tag.platforms().size(),
                size.bytes(),
                size.isOfAll(),
                age(tag.created()),
                tag.ownCreated() == null,
                tag.published(),
                repository.yankedReason(tag),
                List.of(),
                List.of(),
                hasPage);
    }

    private TagView of(LegacyTag tag, boolean hasPage) {
        return new TagView(
                tag.tag().name(),
                tag.digest(),
                Content.Kind.LEGACY,
                List.of(),
                0,
                tag.size().number().isPresent() ? tag.size().number().getAsLong() : null,
                false,
                null,
                false,
                null,
                null,
                downloads(tag).toList(),
                repository.recipes(tag).stream()
                        .map(recipe -> new RecipeLink(recipe, recipePath(repository.name(), tag.tag(), recipe)))
                        .toList(),
                hasPage);
    }

    /** Where the files of a legacy image can be fetched. */
    static Stream<WebLink> downloads(LegacyTag tag) {
        return tag.layers().stream().flatMap(layer -> WebLink.tryParse(layer.url()).stream());
    }

    /** From the repository's page, which may be below any path. */
    static String recipePath(RepositoryName repository, Tag tag, String recipe) {
        String path = new Endpoint.LegacyRecipe(repository, tag, recipe).path();
        return path.substring((repository + "/").length());
    }

    /** A time of creation that tells how old an image is; null for any other. */
    static @Nullable String age(@Nullable String created) {
        boolean isConstant = created != null
                && Timestamp.tryParse(created).filter(Timestamp::isConstant).isPresent();
        return isConstant ? null : created;
    }
}
