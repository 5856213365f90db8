package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.problem.Problem;
import java.util.List;

/**
 * What remains of a repository when its files are made: what the home page, the host and the user need of it.
 *
 * @param listed how lists show it
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
        ListedRepository listed,
        boolean pullable,
        List<ClientCommand> commands,
        SiteContent content,
        List<BlobRule> rules,
        List<LargeFile> leftOut,
        List<String> unsafeTags,
        int movedTags,
        SiteSize size,
        List<Problem> warnings) {

    RepositoryName name() {
        return listed.name();
    }
}
