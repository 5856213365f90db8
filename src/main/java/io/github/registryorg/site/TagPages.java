package io.github.registryorg.site;

import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.Pages;
import io.github.registryorg.tree.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pages of tags. Not each tag has one: a page costs as much as all other files of its tag. Those have one that come
 * first in the order of tags, without what machines name for machines, unless there is nothing else.
 */
final class TagPages {

    private static final MediaType HTML = new MediaType("text/html");

    private final int number;
    private final String registryTitle;
    private final RepositoryPages repositoryPages;
    private final SiteLocation location;
    private final Pages pages;
    private final Signers signers;

    /** @param number of pages of each repository, at most */
    TagPages(
            int number,
            String registryTitle,
            RepositoryPages repositoryPages,
            SiteLocation location,
            Pages pages,
            Signers signers) {
        this.number = number;
        this.registryTitle = registryTitle;
        this.repositoryPages = repositoryPages;
        this.location = location;
        this.pages = pages;
        this.signers = signers;
    }

    /**
     * The tags of a repository that have a page, in their order. A tag that can't be read has none all the same.
     *
     * @param ranked all of its tags
     */
    Set<Tag> withPage(List<RankedTag> ranked) {
        boolean anyUnfolded = ranked.stream().anyMatch(tag -> !tag.isFolded());
        return ranked.stream()
                .filter(anyUnfolded ? tag -> !tag.isFolded() : RankedTag::isImage)
                .limit(number)
                .map(RankedTag::tag)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Where the page of a tag is in the site. */
    static String path(RepositoryName repository, Tag tag) {
        return repository + "/-/tags/" + tag + "/index.html";
    }

    /**
     * Emits the pages of one repository.
     *
     * @param ranked its tags, in their order
     * @param tags those that have a page, in their order
     * @param contents what clients find of them
     * @param served the digests that tags name on the site
     * @param attached to what tags name
     */
    void emit(
            Repository repository,
            List<RankedTag> ranked,
            Set<Tag> tags,
            TagContents contents,
            BlobPlan plan,
            Map<Tag, Digest> served,
            TagReferrers attached,
            SiteSink sink) {
        if (tags.isEmpty()) {
            return;
        }
        BlobLinks links = new BlobLinks(repository.name(), plan);
        TagPageContent content = new TagPageContent(
                repository,
                new TagNeighbours(repository, ranked, tags),
                new PlatformDetails(repository, links),
                attached,
                contents,
                record -> repositoryPages.templates(repository, record, contents),
                record -> repositoryPages.instead(repository, record),
                location,
                served);
        for (Tag tag : tags) {
            repository
                    .tag(tag)
                    .ifPresent(record -> sink.file(
                            path(repository.name(), tag),
                            Stage.PAGES,
                            HTML,
                            pages.tag(content.view(registryTitle, record))));
        }
    }

    /**
     * What is attached to what tags name; found once for all pages.
     *
     * @param referrers by what they refer to
     */
    TagReferrers attached(Repository repository, Map<Digest, List<Digest>> referrers, BlobPlan plan) {
        return new TagReferrers(
                repository,
                referrers,
                new BlobLinks(repository.name(), plan),
                new VerifiedSignatures(repository, signers.of(repository.name())));
    }

    /** Who has signed what a tag names, for people; empty where the registry names nobody who must. */
    Optional<String> signature(Repository repository, OciTag tag, BlobPlan plan, TagReferrers attached) {
        if (signers.of(repository.name()).isEmpty()) {
            return Optional.empty();
        }
        BlobLinks links = new BlobLinks(repository.name(), plan);
        return repository.manifest(tag.digest()).map(root -> {
            var platforms = new PlatformDetails(repository, links).of(root).compared();
            return tag.tag() + ": "
                    + attached.of(root, platforms.items()).signatures().text();
        });
    }
}
