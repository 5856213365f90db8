package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Count;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a tag shows. All texts may come from strangers.
 *
 * @param registry the registry's title; blank: a general one
 * @param repository whose tag it is
 * @param tag decides, with the repository, where the page is
 * @param digest as the site serves it
 * @param metadataDigest as the metadata has it, where that is another; null where it is the same
 * @param yanked why it should no longer be used; null where nothing is wrong with it
 * @param deprecated why its repository should no longer be used; null where nothing is wrong with that
 * @param successor what to use instead of a deprecated repository; null where it names none
 * @param aliases other tags of the same digest
 * @param facts about it as a whole
 * @param notes what a reader should know before pulling, one plain line each
 * @param commands how to pull it by tag; may be empty
 * @param digestCommands how to pull it by digest; may be empty
 * @param instead what a reader can do where there are no commands, one plain line each; may be empty
 * @param platforms what it names; one of an image or artifact, and none of what is not in {@code /v2/}
 * @param referrers signatures, SBOMs and attestations
 * @param signatures how many of them sign, and what
 * @param annotations of its manifest or index
 * @param comparison with the release before it; null where there is none
 * @param others tags of other digests that have a page too, with which a reader can compare
 * @param downloads where the bytes of a legacy tag can be fetched without a client
 * @param recipes files that it was built from, which the site serves
 * @param prose Markdown; null where there is none
 */
public record TagPageView(
        String registry,
        RepositoryName repository,
        Tag tag,
        String digest,
        @Nullable String metadataDigest,
        @Nullable String yanked,
        @Nullable String deprecated,
        @Nullable RepositoryName successor,
        Shown<TagLink> aliases,
        TagFacts facts,
        List<String> notes,
        List<PullCommand> commands,
        List<PullCommand> digestCommands,
        List<String> instead,
        Shown<PlatformView> platforms,
        Shown<ReferrerView> referrers,
        Signatures signatures,
        Shown<SettingView> annotations,
        @Nullable TagComparison comparison,
        List<Tag> others,
        Shown<WebLink> downloads,
        Shown<RecipeLink> recipes,
        @Nullable String prose) {

    /** Names of platforms in the head of the page. */
    private static final int MAX_CHIPS = 8;

    public TagPageView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(tag, "tag");
        digest = Objects.requireNonNullElse(PlainText.line(digest, 140), "?");
        metadataDigest = PlainText.line(metadataDigest, 140);
        yanked = PlainText.line(yanked, 300);
        deprecated = PlainText.line(deprecated, 300);
        Objects.requireNonNull(facts, "facts");
        notes = lines(notes);
        instead = lines(instead);
        commands = List.copyOf(commands);
        digestCommands = List.copyOf(digestCommands);
        others = List.copyOf(others);
    }

    /** What it is, in one line. */
    public String summary() {
        String kind = facts.kind().label();
        boolean isImage = facts.kind() == Content.Kind.IMAGE || facts.kind() == Content.Kind.MULTI_PLATFORM_IMAGE;
        Shown<String> names = chips();
        return !isImage || names.isEmpty()
                ? kind
                : kind + " for " + String.join(", ", names.items())
                        + (names.more() > 0 ? " and " + Count.grouped(names.more()) + " more" : "");
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.ofNullable(PlainText.line(text, 1_000)))
                .toList();
    }

    /** What its own heading says, and what prose need not say again. */
    Set<String> headings() {
        String name = repository.name();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return Stream.of(name, last)
                .flatMap(of -> Stream.of(of, of + ":" + tag))
                .collect(Collectors.toCollection(() -> new HashSet<>(Set.of(tag.name()))));
    }

    /** Names of the first platforms. */
    public Shown<String> chips() {
        Shown<String> first =
                Shown.first(platforms.items().stream().map(PlatformView::name).toList(), MAX_CHIPS);
        return new Shown<>(first.items(), first.more() + platforms.more());
    }

    /** Whether there is anything to sign: what is not in {@code /v2/} has nothing that refers to it. */
    public boolean isSignable() {
        return !platforms.isEmpty();
    }
}
