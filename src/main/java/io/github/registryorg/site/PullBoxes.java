package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.GradeNotes;
import io.github.registryorg.client.Pull;
import io.github.registryorg.client.PullTemplate;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.PullBox;
import io.github.registryorg.page.PullChoice;
import io.github.registryorg.page.PullCommand;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.problem.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository → how to pull from it on a certain host, or what else its readers can do. */
final class PullBoxes {

    /** Tags that are looked at for an example. */
    private static final int MAX_EXAMPLES = 500;

    /** Reasons that are shown where all tags are yanked. */
    private static final int MAX_REASONS = 3;

    private final SiteLocation location;
    private final @Nullable SiteAddress address;

    /**
     * @param location what clients find on the site
     * @param address that clients pull from; null where it is unknown
     */
    PullBoxes(SiteLocation location, @Nullable SiteAddress address) {
        this.location = location;
        this.address = address;
    }

    /**
     * The tag that a newcomer would pull; empty where none can be pulled, or only what is yanked.
     *
     * @param ranked its tags, in their order
     */
    static Optional<OciTag> example(Repository repository, List<RankedTag> ranked) {
        return images(repository, ranked)
                .filter(tag -> repository.yankedReason(tag) == null)
                .findFirst();
    }

    /** What can be pulled, the best example first. */
    private static Stream<OciTag> images(Repository repository, List<RankedTag> ranked) {
        return ranked.stream()
                .filter(RankedTag::isImage)
                .sorted(Comparator.comparing(RankedTag::kind))
                .limit(MAX_EXAMPLES)
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .filter(OciTag.class::isInstance)
                .map(OciTag.class::cast);
    }

    /** Of the legacy format, which has no digest that could be yanked. */
    private static Optional<LegacyTag> newestImage(Repository repository, TagContents contents) {
        return contents.singularity().lacks().entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> RankedTag.of(entry.getKey()))
                .sorted(Comparator.comparing(RankedTag::kind).thenComparing(Comparator.naturalOrder()))
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .filter(LegacyTag.class::isInstance)
                .map(LegacyTag.class::cast)
                .findFirst();
    }

    private Optional<TagRecord> exampleOfAny(Repository repository, List<RankedTag> ranked, TagContents contents) {
        return example(repository, ranked)
                .map(TagRecord.class::cast)
                .or(() -> newestImage(repository, contents).map(TagRecord.class::cast));
    }

    /** The commands that pull the example; of a repository in the legacy format, its newest image. */
    List<ClientCommand> commands(Repository repository, List<RankedTag> ranked, TagContents contents) {
        return exampleOfAny(repository, ranked, contents)
                .map(record -> templates(repository, record, contents).stream()
                        .map(template -> template.byTag(record.tag()))
                        .toList())
                .orElse(List.of());
    }

    /** The commands that pull a tag, before it is known by what; empty where it is unknown from where. */
    List<PullTemplate> templates(Repository repository, TagRecord record, TagContents contents) {
        if (address == null) {
            return List.of();
        }
        return location.templates(new Pull(
                address.authority(),
                address.path(),
                address.isSecure(),
                repository.name(),
                record.tag(),
                contents.of(record)));
    }

    /**
     * How to pull from a repository.
     *
     * @param ranked its tags, in their order
     * @param served the digests that tags name on the site
     */
    PullBox of(Repository repository, List<RankedTag> ranked, TagContents contents, Map<Tag, Digest> served) {
        if (ranked.isEmpty()) {
            return PullBox.EMPTY;
        }
        Optional<OciTag> example = example(repository, ranked);
        List<String> notes = new ArrayList<>();
        Optional<TagRecord> record = exampleOfAny(repository, ranked, contents);
        yankedNote(repository, ranked, example, record.isPresent()).ifPresent(notes::add);
        example.ifPresent(tag -> notes.addAll(GradeNotes.of(location, contents.of(tag))));
        List<PullTemplate> commands =
                record.map(tag -> templates(repository, tag, contents)).orElse(List.of());
        if (record.isEmpty() || commands.isEmpty()) {
            Optional<TagRecord> legacy = newestLegacy(repository, ranked);
            List<String> instead = example.map(TagRecord.class::cast)
                    .or(() -> legacy)
                    .map(tag -> instead(repository, tag))
                    .orElse(List.of());
            List<WebLink> downloads = legacy.map(PullBoxes::downloads).orElse(List.of());
            return new PullBox(notes, instead, downloads, List.of(), null, List.of(), List.of());
        }
        List<List<PullTemplate>> templates = new ArrayList<>();
        List<PullChoice> choices = new ArrayList<>();
        for (TagRecord choice : choices(repository, ranked, record.get())) {
            List<PullTemplate> those = templates(repository, choice, contents);
            if (!those.isEmpty()) {
                if (!templates.contains(those)) {
                    templates.add(those);
                }
                Digest digest = choice instanceof OciTag tag ? served.getOrDefault(tag.tag(), tag.digest()) : null;
                choices.add(new PullChoice(choice.tag(), digest, templates.indexOf(those)));
            }
        }
        return new PullBox(
                notes,
                List.of(),
                List.of(),
                commands.stream()
                        .map(template -> new PullCommand(
                                template.title(),
                                template.byTag(record.get().tag()).command()))
                        .toList(),
                record.get().tag().name(),
                choices,
                templates);
    }

    /** The tags of the repository's page that people name, but for yanked ones; the example is always one of them. */
    private static List<TagRecord> choices(Repository repository, List<RankedTag> ranked, TagRecord example) {
        List<TagRecord> choices = ranked.stream()
                .limit(TagLists.FIRST_ROWS)
                .filter(tag -> !tag.isFolded())
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .filter(record -> repository.yankedReason(record) == null)
                .collect(Collectors.toCollection(ArrayList::new));
        if (choices.stream().noneMatch(choice -> choice.tag().equals(example.tag()))) {
            choices.add(0, example);
        }
        return choices;
    }

    /**
     * Why the tag that would be the example is none, or why there is none at all.
     *
     * @param hasOther whether something can be pulled, be it in the legacy format
     */
    private static Optional<String> yankedNote(
            Repository repository, List<RankedTag> ranked, Optional<OciTag> example, boolean hasOther) {
        Optional<OciTag> best = images(repository, ranked).findFirst();
        if (best.isEmpty() || best.equals(example)) {
            return Optional.empty();
        }
        if (example.isPresent()) {
            return Optional.of(best.get().tag() + " is yanked: " + repository.yankedReason(best.get()));
        }
        if (hasOther) {
            return Optional.empty();
        }
        Set<String> reasons = images(repository, ranked)
                .flatMap(tag -> Stream.ofNullable(repository.yankedReason(tag)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String more = reasons.size() > MAX_REASONS
                ? "; " + Count.grouped(reasons.size() - MAX_REASONS, "more reason is", "more reasons are")
                        + " at the tags below"
                : "";
        return Optional.of("All tags are yanked, so there is no command to pull one: "
                + reasons.stream().limit(MAX_REASONS).collect(Collectors.joining("; ")) + more);
    }

    private static Optional<TagRecord> newestLegacy(Repository repository, List<RankedTag> ranked) {
        return ranked.stream()
                .limit(MAX_EXAMPLES)
                .flatMap(tag -> repository.tag(tag.tag()).stream())
                .filter(LegacyTag.class::isInstance)
                .findFirst();
    }

    private static List<WebLink> downloads(TagRecord record) {
        return record instanceof LegacyTag tag ? TagRows.downloads(tag).toList() : List.of();
    }

    /** What a reader can do where there is no command that pulls a tag; plain lines, which may be none. */
    List<String> instead(Repository repository, TagRecord record) {
        String name = repository.name() + ":" + record.tag();
        if (!(record instanceof OciTag)) {
            return downloads(record).isEmpty()
                    ? List.of()
                    : List.of(
                            "Container clients can't pull this image: it is in the legacy format, which names the address"
                                    + " of a file. Download the file, and run it with apptainer or singularity.");
        }
        return List.of(
                address == null
                        ? "The address of this registry is not set (registry.url), so there are no commands here. Pull HOST/"
                                + name + ", with the host name of this registry in place of HOST."
                        : "To pull it anyway, serve the registry on your own machine: clone its git repository, run"
                                + " mvn io.github.registry-org:registry-maven-plugin:serve there, and pull " + name
                                + " from the address that it prints.");
    }
}
