package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.Content;
import io.github.registryorg.client.PullTemplate;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.RepositoryFacts;
import io.github.registryorg.page.RepositoryView;
import io.github.registryorg.page.SourceTree;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.SingularityApi;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.verdict.CommitId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository → what its pages show on a certain host. */
public final class RepositoryPages {

    /** Tags whose content is looked at for what clients find of a repository: the first in their order. */
    private static final int MAX_CONTENTS = 500;

    private static final MediaType HTML = new MediaType("text/html");

    private final String registryTitle;
    private final @Nullable SiteAddress address;
    private final Optional<WebLink> source;
    private final PullBoxes pullBoxes;

    /**
     * @param location what clients find on the site
     * @param address that clients pull from; null where it is unknown
     * @param source the git repository of the metadata; empty where it is unknown
     */
    public RepositoryPages(
            String registryTitle, SiteLocation location, @Nullable SiteAddress address, Optional<WebLink> source) {
        this.registryTitle = registryTitle;
        this.address = address;
        this.source = source;
        this.pullBoxes = new PullBoxes(location, address);
    }

    /**
     * What clients find of a repository's tags.
     *
     * @param lacks what clients don't find of its images
     * @param singularity what can be pulled by the oldest protocols
     */
    TagContents contents(Repository repository, MissingFeatures lacks, SingularityApi.Images singularity) {
        return new TagContents(repository, address, lacks, singularity);
    }

    /**
     * Emits the page of a repository, and those that its tags go on at.
     *
     * @param heldBack the commit that it is taken from; null where it is as it is now
     * @param ranked its tags, in their order
     * @param withPage those that have a page of their own
     * @param served the digests that tags name on the site
     * @param signature who has signed its example; empty where nobody must
     * @param isNamespace whether there are repositories below its name
     */
    void emit(
            Repository repository,
            @Nullable CommitId heldBack,
            List<RankedTag> ranked,
            TagContents contents,
            Set<Tag> withPage,
            Map<Tag, Digest> served,
            Optional<String> signature,
            boolean isNamespace,
            Pages pages,
            SiteSink sink) {
        TagLists lists = new TagLists(repository, ranked, withPage, served, contents.sizes());
        RepositoryPage page = repository.page();
        RepositoryView view = new RepositoryView(
                registryTitle,
                repository.name(),
                page.title(),
                page.description(),
                facts(repository, page, signature.orElse(null)),
                page.prose(),
                page.deprecated(),
                page.successor(),
                heldBack == null ? null : heldBack.shortId(),
                pullBoxes.of(repository, ranked, contents, served),
                lists.first());
        sink.file(repository.name() + "/index.html", Stage.PAGES, HTML, pages.repository(view, isNamespace));
        lists.emitFurther(registryTitle, pages, sink);
    }

    private RepositoryFacts facts(Repository repository, RepositoryPage page, @Nullable String signature) {
        return new RepositoryFacts(
                page.licenses(),
                WebLink.tryParse(page.source()).orElse(null),
                WebLink.tryParse(page.documentation()).orElse(null),
                WebLink.tryParse(page.url()).orElse(null),
                page.authors(),
                page.vendor(),
                signature,
                source.map(git -> SourceTree.of(git, repository.name().name())).orElse(null));
    }

    /** The commands that pull the example; of a repository in the legacy format, its newest image. */
    public List<ClientCommand> commands(
            Repository repository, MissingFeatures lacks, SingularityApi.Images singularity) {
        List<RankedTag> ranked = RankedTag.sorted(repository.tags());
        return commands(repository, ranked, contents(repository, lacks, singularity));
    }

    /** The commands that pull a tag, before it is known by what; empty where it is unknown from where. */
    List<PullTemplate> templates(Repository repository, TagRecord record, TagContents contents) {
        return pullBoxes.templates(repository, record, contents);
    }

    /** What a reader can do where there is no command that pulls a tag; plain lines, which may be none. */
    List<String> instead(Repository repository, TagRecord record) {
        return pullBoxes.instead(repository, record);
    }

    List<ClientCommand> commands(Repository repository, List<RankedTag> ranked, TagContents contents) {
        return pullBoxes.commands(repository, ranked, contents);
    }

    /** What clients find of a repository. */
    static SiteContent content(
            Repository repository, List<RankedTag> ranked, TagContents contents, List<ServedManifest> manifests) {
        Set<Content> found = new HashSet<>();
        ranked.stream()
                .limit(MAX_CONTENTS)
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .forEach(record -> found.add(contents.of(record)));
        boolean referrers = names(manifests).anyMatch(Tag::isReferrersTag);
        boolean signatures = referrers
                || names(manifests).flatMap(tag -> CosignTag.of(tag).stream()).anyMatch(CosignTag.SIGNATURE::equals);
        return new SiteContent(found, referrers, signatures);
    }

    private static Stream<Tag> names(List<ServedManifest> manifests) {
        return manifests.stream()
                .map(ServedManifest::reference)
                .filter(Tag.class::isInstance)
                .map(Tag.class::cast);
    }
}
