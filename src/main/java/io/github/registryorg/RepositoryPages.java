package io.github.registryorg;

import io.github.registryorg.host.ClientCommand;
import io.github.registryorg.host.GradeNotes;
import io.github.registryorg.host.Ground;
import io.github.registryorg.host.Pull;
import io.github.registryorg.host.SingularityCommands;
import io.github.registryorg.host.SiteContent;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.metadata.SingularityTag;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.PullCommand;
import io.github.registryorg.page.RepositoryView;
import io.github.registryorg.page.TagKind;
import io.github.registryorg.page.TagView;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.SingularityAnswers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A repository → what its page shows on a certain host. */
final class RepositoryPages {

    /** Rows of a page; the tag list of the API has all. */
    private static final int MOST_ROWS = 500;

    /** How cosign names signatures where it doesn't refer to what it signs. */
    private static final Pattern COSIGN = Pattern.compile("sha256-[0-9a-f]{64}\\.sig");

    private final String registryTitle;
    private final Ground ground;
    private final SiteAddress address;

    /**
     * @param ground what clients find on the site
     * @param address that clients pull from; null where nobody knows
     */
    RepositoryPages(String registryTitle, Ground ground, SiteAddress address) {
        this.registryTitle = registryTitle;
        this.ground = ground;
        this.address = address;
    }

    /**
     * @param served whether this site answers for the repository's blobs
     * @param singularity what can be pulled by the oldest protocols
     */
    RepositoryView view(Repository repository, boolean served, SingularityAnswers.Answered singularity) {
        RepositoryPage page = repository.page();
        List<Tag> newestFirst = new ArrayList<>(repository.tags());
        newestFirst.sort(new TagOrder());
        List<TagView> rows = newestFirst.stream()
                .limit(MOST_ROWS)
                .flatMap(tag -> repository.tag(tag).stream())
                .map(record -> row(repository, record))
                .toList();
        Optional<OciTag> example = example(repository);
        List<ClientCommand> commands = commands(repository, served, singularity);
        return new RepositoryView(
                registryTitle,
                repository.name(),
                page.description(),
                WebLink.tryParse(page.source()).orElse(null),
                WebLink.tryParse(page.url()).orElse(null),
                WebLink.tryParse(page.documentation()).orElse(null),
                page.licenses(),
                page.prose(),
                example.map(tag -> notes(tag, commands, served)).orElse(List.of()),
                commands.stream()
                        .map(command -> new PullCommand(command.client(), command.command()))
                        .toList(),
                rows,
                newestFirst.size());
    }

    /** The tag that a newcomer would pull; empty where none can be pulled. */
    Optional<OciTag> example(Repository repository) {
        return repository.tags().stream()
                .sorted(new TagOrder())
                .limit(MOST_ROWS)
                .flatMap(tag -> repository.tag(tag).stream())
                .filter(OciTag.class::isInstance)
                .map(OciTag.class::cast)
                .findFirst();
    }

    /** The commands that pull the example; of a repository in the older format, its newest image. */
    List<ClientCommand> commands(Repository repository, boolean served, SingularityAnswers.Answered singularity) {
        if (address == null) {
            return List.of();
        }
        Optional<OciTag> example = example(repository);
        List<ClientCommand> commands = new ArrayList<>();
        example.ifPresent(tag -> commands.addAll(ground.commands(pull(repository, tag.tag(), kindOf(tag)), served)));
        example.map(OciTag::tag)
                .or(() -> singularity.hub().stream().min(new TagOrder()))
                .ifPresent(tag -> commands.addAll(SingularityCommands.of(
                        pull(repository, tag, Pull.Kind.SIF),
                        address.path(),
                        singularity.library().contains(tag),
                        singularity.hub().contains(tag))));
        return commands;
    }

    private Pull pull(Repository repository, Tag tag, Pull.Kind kind) {
        return new Pull(address.authority(), address.isSecure(), repository.name(), tag, kind);
    }

    /** Which clients can't pull the example; nothing where only the oldest protocols work, since their commands say so. */
    private List<String> notes(OciTag example, List<ClientCommand> commands, boolean served) {
        List<String> notes = GradeNotes.of(ground, kindOf(example), served);
        boolean anyway = kindOf(example) == Pull.Kind.SIF && !commands.isEmpty();
        return anyway && notes.stream().anyMatch(note -> note.startsWith(GradeNotes.NOBODY)) ? List.of() : notes;
    }

    private static Pull.Kind kindOf(OciTag tag) {
        return Pull.Kind.of(tag.mediaType(), tag.artifactType());
    }

    /** What clients find of a repository. */
    static SiteContent content(RepositoryView view, List<ServedManifest> manifests, boolean served) {
        Set<Pull.Kind> kinds = EnumSet.noneOf(Pull.Kind.class);
        view.tags().forEach(tag -> kindOf(tag.kind()).ifPresent(kinds::add));
        boolean referrers = names(manifests).anyMatch(Tag::isReferrersTag);
        boolean signatures = referrers
                || names(manifests).anyMatch(tag -> COSIGN.matcher(tag.name()).matches());
        Set<Pull.Kind> none = Set.of();
        return new SiteContent(served ? kinds : none, served ? none : kinds, referrers, signatures);
    }

    private static Stream<Tag> names(List<ServedManifest> manifests) {
        return manifests.stream()
                .map(ServedManifest::reference)
                .filter(Tag.class::isInstance)
                .map(Tag.class::cast);
    }

    private static Optional<Pull.Kind> kindOf(TagKind kind) {
        return switch (kind) {
            case IMAGE -> Optional.of(Pull.Kind.IMAGE);
            case MULTI_PLATFORM -> Optional.of(Pull.Kind.MULTI_PLATFORM_IMAGE);
            case SIF -> Optional.of(Pull.Kind.SIF);
            case ARTIFACT -> Optional.of(Pull.Kind.ARTIFACT);
            case SINGULARITY -> Optional.empty();
        };
    }

    private static TagView row(Repository repository, TagRecord record) {
        if (record instanceof OciTag tag) {
            return new TagView(
                    tag.tag().name(),
                    tag.digest().toString(),
                    kind(tag),
                    tag.platforms(),
                    tag.size(),
                    tag.created(),
                    tag.published(),
                    repository.note(tag.digest()).yankedReason(),
                    List.of());
        }
        SingularityTag tag = (SingularityTag) record;
        return new TagView(
                tag.tag().name(),
                tag.digest(),
                TagKind.SINGULARITY,
                List.of(),
                tag.size().canConvertToLong() ? tag.size().longValue() : null,
                null,
                null,
                null,
                tag.layers().stream()
                        .flatMap(layer -> WebLink.tryParse(layer.url()).stream())
                        .toList());
    }

    private static TagKind kind(OciTag tag) {
        return switch (kindOf(tag)) {
            case IMAGE -> TagKind.IMAGE;
            case MULTI_PLATFORM_IMAGE -> TagKind.MULTI_PLATFORM;
            case SIF -> TagKind.SIF;
            case ARTIFACT -> TagKind.ARTIFACT;
        };
    }
}
