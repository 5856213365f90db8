package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.TagView;
import io.github.registryorg.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a repository when its files are made: what the home page, the host and the user need of it.
 *
 * @param name its name
 * @param description one sentence; null where there is none
 * @param tags how many
 * @param published when a tag was moved last; null where it is unknown
 * @param pullable whether it is in {@code /v2/}
 * @param commands that pull one of its tags; empty where nothing can be pulled
 * @param content what clients find of it
 * @param rules where its blobs are
 * @param leftOut blobs that the host would not take
 * @param unsafeTags tags that the host could not serve safely, as references
 * @param movedTags how many tags name another digest than in the metadata
 * @param size of its files
 * @param warnings about its metadata
 */
record RepositorySummary(
        RepositoryName name,
        @Nullable String description,
        int tags,
        @Nullable String published,
        boolean pullable,
        List<ClientCommand> commands,
        SiteContent content,
        List<BlobRule> rules,
        List<LargeFile> leftOut,
        List<String> unsafeTags,
        int movedTags,
        SiteSize size,
        List<Problem> warnings) {

    static @Nullable String latest(List<TagView> tags) {
        return tags.stream()
                .map(TagView::published)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
