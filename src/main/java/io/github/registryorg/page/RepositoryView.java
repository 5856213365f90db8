package io.github.registryorg.page;

import io.github.registryorg.oci.RepositoryName;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a repository shows. All texts may come from strangers.
 *
 * @param registry the registry's title; blank: a general one
 * @param name the repository's name, which decides where its page is
 * @param title a name for people; null where it has none
 * @param description one line; null where there is none
 * @param facts who makes it, and where to read about it
 * @param prose Markdown; null where there is none
 * @param deprecated why it should no longer be used; null where nothing is wrong with it
 * @param successor what to use instead of a deprecated one; null where it names none
 * @param heldBack the beginning of the id of the commit that all of it is taken from, since what is newer has errors; null where
 *     it is the newest
 * @param pull how to pull
 * @param list the first page of its tags
 */
public record RepositoryView(
        String registry,
        RepositoryName name,
        @Nullable String title,
        @Nullable String description,
        RepositoryFacts facts,
        @Nullable String prose,
        @Nullable String deprecated,
        @Nullable RepositoryName successor,
        @Nullable String heldBack,
        PullBox pull,
        TagList list) {

    public RepositoryView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(name, "name");
        title = PlainText.line(title, 120);
        description = PlainText.line(description, 1_000);
        Objects.requireNonNull(facts, "facts");
        deprecated = PlainText.line(deprecated, 1_000);
        heldBack = PlainText.line(heldBack, 64);
        Objects.requireNonNull(pull, "pull");
        Objects.requireNonNull(list, "list");
    }

    /** What its own heading says, and what prose need not say again. */
    Set<String> headings() {
        String last = name.components().get(name.components().size() - 1);
        return Stream.of(name.name(), last, title).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
