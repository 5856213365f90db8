package io.github.registryorg;

import io.github.registryorg.host.ClientCommand;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.Pull;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A repository → what its page shows on a certain host. */
final class RepositoryPages {

    /** Rows of a page; the tag list of the API has all. */
    private static final int MOST_ROWS = 500;

    private static final String BLOBS_ELSEWHERE =
            "The layers of these images are not on this site, and it can't redirect to where they are.";

    private final String registryTitle;
    private final Host host;
    private final String authority;

    /**
     * @param authority that clients pull from; null where they can't pull from this site, or nobody knows
     */
    RepositoryPages(String registryTitle, Host host, String authority) {
        this.registryTitle = registryTitle;
        this.host = host;
        this.authority = authority;
    }

    /**
     * @param served whether this site answers for the repository's blobs
     */
    RepositoryView view(Repository repository, boolean served) {
        RepositoryPage page = repository.page();
        List<Tag> newestFirst = new ArrayList<>(repository.tags());
        newestFirst.sort(new TagOrder());
        List<TagView> rows = newestFirst.stream()
                .limit(MOST_ROWS)
                .flatMap(tag -> repository.tag(tag).stream())
                .map(record -> row(repository, record))
                .toList();
        Optional<OciTag> example = example(repository);
        return new RepositoryView(
                registryTitle,
                repository.name(),
                page.description(),
                WebLink.tryParse(page.source()).orElse(null),
                WebLink.tryParse(page.url()).orElse(null),
                WebLink.tryParse(page.documentation()).orElse(null),
                page.licenses(),
                page.prose(),
                notes(example.isPresent(), served),
                example.stream()
                        .filter(tag -> served)
                        .flatMap(tag -> commands(repository, tag).stream())
                        .map(command -> new PullCommand(command.client(), command.command()))
                        .toList(),
                rows,
                newestFirst.size());
    }

    private List<String> notes(boolean pullable, boolean served) {
        if (!pullable) {
            return List.of();
        }
        List<String> notes = new ArrayList<>(host.notes());
        if (!served) {
            notes.add(BLOBS_ELSEWHERE);
        }
        return notes;
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

    List<ClientCommand> commands(Repository repository, OciTag tag) {
        return authority == null
                ? List.of()
                : host.commands(new Pull(
                        authority, repository.name(), tag.tag(), Pull.Kind.of(tag.mediaType(), tag.artifactType())));
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
        return switch (Pull.Kind.of(tag.mediaType(), tag.artifactType())) {
            case IMAGE -> TagKind.IMAGE;
            case MULTI_PLATFORM_IMAGE -> TagKind.MULTI_PLATFORM;
            case SIF -> TagKind.SIF;
            case ARTIFACT -> TagKind.ARTIFACT;
        };
    }
}
