package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.Compatibility;
import io.github.registryorg.client.Content;
import io.github.registryorg.client.GradeNotes;
import io.github.registryorg.client.HubAddress;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Pull;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.page.PullCommand;
import io.github.registryorg.page.RecipeLink;
import io.github.registryorg.page.RepositoryView;
import io.github.registryorg.page.TagView;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.SingularityApi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository → what its page shows on a certain host. */
public final class RepositoryPages {

    /** Rows of a page; the tag list of the API has all. */
    private static final int MAX_ROWS = 500;

    /** What clients don't find of images. */
    @FunctionalInterface
    public interface MissingFeatures {

        /** All is found. */
        MissingFeatures NOTHING = manifest -> Set.of();

        /** What a manifest or index lacks. */
        Set<Need> of(Digest manifest);
    }

    private final String registryTitle;
    private final SiteLocation location;
    private final @Nullable SiteAddress address;

    /**
     * @param location what clients find on the site
     * @param address that clients pull from; null where it is unknown
     */
    public RepositoryPages(String registryTitle, SiteLocation location, @Nullable SiteAddress address) {
        this.registryTitle = registryTitle;
        this.location = location;
        this.address = address;
    }

    /**
     * @param lacks what clients don't find of its images
     * @param singularity what can be pulled by the oldest protocols
     */
    RepositoryView view(Repository repository, MissingFeatures lacks, SingularityApi.Images singularity) {
        RepositoryPage page = repository.page();
        List<RankedTag> ranked = RankedTag.sorted(repository.tags());
        List<TagView> rows = new ArrayList<>();
        List<TagView> folded = new ArrayList<>();
        ranked.stream()
                .limit(MAX_ROWS)
                .forEach(tag -> repository
                        .tag(tag.tag())
                        .ifPresent(record -> (tag.isFolded() ? folded : rows).add(row(repository, record))));
        Optional<OciTag> example = example(repository, ranked);
        return new RepositoryView(
                registryTitle,
                repository.name(),
                page.description(),
                WebLink.tryParse(page.source()).orElse(null),
                WebLink.tryParse(page.url()).orElse(null),
                WebLink.tryParse(page.documentation()).orElse(null),
                page.licenses(),
                page.prose(),
                example.map(tag -> GradeNotes.of(location, found(repository, tag, lacks, singularity)))
                        .orElse(List.of()),
                commands(repository, example, lacks, singularity).stream()
                        .map(command -> new PullCommand(command.client(), command.command()))
                        .toList(),
                rows,
                folded,
                ranked.size());
    }

    /** The tag that a newcomer would pull; empty where none can be pulled, or only what is yanked. */
    private static Optional<OciTag> example(Repository repository, List<RankedTag> ranked) {
        return ranked.stream()
                .filter(RankedTag::isImage)
                .sorted(Comparator.comparing(RankedTag::kind))
                .limit(MAX_ROWS)
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .filter(OciTag.class::isInstance)
                .map(OciTag.class::cast)
                .filter(tag -> repository.note(tag.digest()).yankedReason() == null)
                .findFirst();
    }

    /** The commands that pull the example; of a repository in the legacy format, its newest image. */
    public List<ClientCommand> commands(
            Repository repository, MissingFeatures lacks, SingularityApi.Images singularity) {
        return commands(repository, example(repository, RankedTag.sorted(repository.tags())), lacks, singularity);
    }

    private List<ClientCommand> commands(
            Repository repository, Optional<OciTag> example, MissingFeatures lacks, SingularityApi.Images singularity) {
        if (address == null) {
            return List.of();
        }
        return example.map(TagRecord.class::cast)
                .or(() -> newestImage(repository, singularity))
                .map(record -> new Pull(
                        address.authority(),
                        address.path(),
                        address.isSecure(),
                        repository.name(),
                        record.tag(),
                        found(repository, record, lacks, singularity)))
                .map(location::commands)
                .orElse(List.of());
    }

    /** Of the legacy format, which has no digest that could be yanked. */
    private static Optional<TagRecord> newestImage(Repository repository, SingularityApi.Images singularity) {
        return singularity.lacks().entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> RankedTag.of(entry.getKey()))
                .sorted(Comparator.comparing(RankedTag::kind).thenComparing(Comparator.naturalOrder()))
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .filter(LegacyTag.class::isInstance)
                .findFirst();
    }

    /** What clients find of a tag. */
    private Content found(
            Repository repository, TagRecord record, MissingFeatures lacks, SingularityApi.Images singularity) {
        RepositoryName name = repository.name();
        Content content = new Content(Content.Kind.LEGACY, Set.of());
        if (record instanceof OciTag tag) {
            Content.Kind kind = kindOf(repository, tag);
            Set<Need> missing = lacks.of(tag.digest());
            content = repository
                    .manifest(tag.digest())
                    .map(manifest -> Content.of(kind, tag.tag(), manifest, missing, repository::manifest))
                    .orElseGet(() -> new Content(kind, missing))
                    .lacking(Compatibility.of(name).keySet());
            if (address != null) {
                content = content.lacking(
                        Compatibility.of(name, address.authority()).keySet());
            }
        }
        return switch (content.kind()) {
            case IMAGE, MULTI_PLATFORM_IMAGE, CHART, ARTIFACT -> content;
            case SIF, LEGACY -> {
                // without an address, the site is assumed to be where it should be
                boolean inHub = address == null || HubAddress.isTaken(address.authority() + address.path(), name);
                yield Content.singularity(content.kind(), content.lacks(), singularity.lacks(record.tag()), inHub);
            }
        };
    }

    /** A tag whose manifest is not here names an image, as far as that is known. */
    private static Content.Kind kindOf(Repository repository, OciTag tag) {
        return repository
                .manifest(tag.digest())
                .map(raw -> Content.Kind.of(raw.manifest(), tag.artifactType()))
                .orElse(Content.Kind.IMAGE);
    }

    /** What clients find of a repository. */
    SiteContent content(
            Repository repository,
            RepositoryView view,
            List<ServedManifest> manifests,
            MissingFeatures lacks,
            SingularityApi.Images singularity) {
        Set<Content> contents = new HashSet<>();
        for (TagView tag : view.allTags()) {
            repository
                    .tag(Tag.parse(tag.tag()))
                    .ifPresent(record -> contents.add(found(repository, record, lacks, singularity)));
        }
        boolean referrers = names(manifests).anyMatch(Tag::isReferrersTag);
        boolean signatures = referrers
                || names(manifests).flatMap(tag -> CosignTag.of(tag).stream()).anyMatch(CosignTag.SIGNATURE::equals);
        return new SiteContent(contents, referrers, signatures);
    }

    private static Stream<Tag> names(List<ServedManifest> manifests) {
        return manifests.stream()
                .map(ServedManifest::reference)
                .filter(Tag.class::isInstance)
                .map(Tag.class::cast);
    }

    private static TagView row(Repository repository, TagRecord record) {
        if (record instanceof OciTag tag) {
            return new TagView(
                    tag.tag().name(),
                    tag.digest().toString(),
                    kindOf(repository, tag),
                    tag.platforms(),
                    tag.size(),
                    age(tag.created()),
                    tag.ownCreated() == null,
                    tag.published(),
                    repository.note(tag.digest()).yankedReason(),
                    List.of(),
                    List.of());
        }
        LegacyTag tag = (LegacyTag) record;
        return new TagView(
                tag.tag().name(),
                tag.digest(),
                Content.Kind.LEGACY,
                List.of(),
                tag.size().number().isPresent() ? tag.size().number().getAsLong() : null,
                null,
                false,
                null,
                null,
                tag.layers().stream()
                        .flatMap(layer -> WebLink.tryParse(layer.url()).stream())
                        .toList(),
                repository.recipes(tag).stream()
                        .map(recipe -> new RecipeLink(recipe, recipePath(repository.name(), tag.tag(), recipe)))
                        .toList());
    }

    /** From the repository's page, which may be below any path. */
    private static String recipePath(RepositoryName repository, Tag tag, String recipe) {
        String path = new Endpoint.LegacyRecipe(repository, tag, recipe).path();
        return path.substring((repository + "/").length());
    }

    private static @Nullable String age(@Nullable String created) {
        boolean isConstant = created != null
                && Timestamp.tryParse(created).filter(Timestamp::isConstant).isPresent();
        return isConstant ? null : created;
    }
}
