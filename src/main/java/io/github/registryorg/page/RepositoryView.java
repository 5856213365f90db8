package io.github.registryorg.page;

import io.github.registryorg.oci.RepositoryName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a repository shows. All texts may come from strangers.
 *
 * @param registry the registry's title; blank: a general one
 * @param name the repository's name, which decides where its page is
 * @param description one line; null where there is none
 * @param source where it is developed; null where unknown
 * @param url its website; null where there is none
 * @param documentation where to read more; null where there is none
 * @param licenses an SPDX expression; null where unknown
 * @param prose Markdown; null where there is none
 * @param notes what a reader should know before pulling, one plain line each
 * @param commands how to pull; may be empty
 * @param tags the rows to show, in this order
 * @param folded rows that are shown on demand, below them: what machines name for machines
 * @param tagCount how many tags there are; more than the rows where some are left out
 */
public record RepositoryView(
        String registry,
        RepositoryName name,
        @Nullable String description,
        @Nullable WebLink source,
        @Nullable WebLink url,
        @Nullable WebLink documentation,
        @Nullable String licenses,
        @Nullable String prose,
        List<String> notes,
        List<PullCommand> commands,
        List<TagView> tags,
        List<TagView> folded,
        int tagCount) {

    public RepositoryView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(name, "name");
        description = PlainText.line(description, 1_000);
        licenses = PlainText.line(licenses, 200);
        notes = notes.stream()
                .map(note -> PlainText.line(note, 1_000))
                .filter(Objects::nonNull)
                .toList();
        commands = List.copyOf(commands);
        tags = List.copyOf(tags);
        folded = List.copyOf(folded);
        if (tagCount < tags.size() + folded.size()) {
            throw new IllegalArgumentException((tags.size() + folded.size()) + " tags of " + tagCount);
        }
    }

    /** All rows, in their order. */
    public List<TagView> allTags() {
        return Stream.concat(tags.stream(), folded.stream()).toList();
    }

    /** The first component of the name; null where the name has but one. */
    public @Nullable String namespace() {
        return Namespace.of(name);
    }
}
