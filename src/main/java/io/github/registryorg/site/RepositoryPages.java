package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository → what its page shows on a certain host. */
public final class RepositoryPages {

    /** Rows of a page; the tag list of the API has all. */
    private static final int MAX_ROWS = 500;

    /** How cosign names signatures where it doesn't refer to what it signs. */
    private static final Pattern COSIGN = Pattern.compile("sha256-[0-9a-f]{64}\\.sig");

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
                example.map(tag -> GradeNotes.of(
                                location,
                                found(repository.name(), tag.tag(), kindOf(tag), lacks.of(tag.digest()), singularity)))
                        .orElse(List.of()),
                commands(repository.name(), example, lacks, singularity).stream()
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
        return commands(
                repository.name(), example(repository, RankedTag.sorted(repository.tags())), lacks, singularity);
    }

    private List<ClientCommand> commands(
            RepositoryName name, Optional<OciTag> example, MissingFeatures lacks, SingularityApi.Images singularity) {
        if (address == null) {
            return List.of();
        }
        Optional<Tag> tag = example.map(OciTag::tag).or(() -> newestImage(singularity));
        Content.Kind kind = example.map(RepositoryPages::kindOf).orElse(Content.Kind.LEGACY);
        return tag.map(known -> new Pull(
                        address.authority(),
                        address.path(),
                        address.isSecure(),
                        name,
                        known,
                        found(
                                name,
                                known,
                                kind,
                                example.map(OciTag::digest).map(lacks::of).orElse(Set.of()),
                                singularity)))
                .map(location::commands)
                .orElse(List.of());
    }

    private static Optional<Tag> newestImage(SingularityApi.Images singularity) {
        return singularity.lacks().entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> RankedTag.of(entry.getKey()))
                .min(Comparator.comparing(RankedTag::kind).thenComparing(Comparator.naturalOrder()))
                .map(RankedTag::tag);
    }

    /** What clients find of a tag. */
    private Content found(
            RepositoryName name, Tag tag, Content.Kind kind, Set<Need> lacks, SingularityApi.Images singularity) {
        return switch (kind) {
            case IMAGE, MULTI_PLATFORM_IMAGE, ARTIFACT -> new Content(kind, lacks);
            case SIF, LEGACY -> {
                // without an address, the site is assumed to be where it should be
                boolean inHub = address == null || HubAddress.isTaken(address.authority() + address.path(), name);
                yield Content.singularity(kind, lacks, singularity.lacks(tag), inHub);
            }
        };
    }

    private static Content.Kind kindOf(OciTag tag) {
        return Content.Kind.of(tag.mediaType(), tag.artifactType());
    }

    /** What clients find of a repository. */
    SiteContent content(
            RepositoryView view,
            List<ServedManifest> manifests,
            MissingFeatures lacks,
            SingularityApi.Images singularity) {
        Set<Content> contents = new HashSet<>();
        for (TagView tag : view.allTags()) {
            String digest = tag.digest();
            Set<Need> lacking =
                    digest == null || tag.kind() == Content.Kind.LEGACY ? Set.of() : lacks.of(Digest.parse(digest));
            contents.add(found(view.name(), Tag.parse(tag.tag()), tag.kind(), lacking, singularity));
        }
        boolean referrers = names(manifests).anyMatch(Tag::isReferrersTag);
        boolean signatures = referrers
                || names(manifests).anyMatch(tag -> COSIGN.matcher(tag.name()).matches());
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
                    kindOf(tag),
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
