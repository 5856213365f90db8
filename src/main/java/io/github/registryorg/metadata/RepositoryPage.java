package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A repository's own page: what people read of it, and where its blobs are. Texts are as contributors wrote them.
 *
 * @param title a name for people; null where it has none
 * @param description one sentence; null where it has none
 * @param stores public base URLs, in order of preference; empty where the registry's own applies
 * @param source URL of the source code; null where it has none
 * @param url null where it has none
 * @param documentation URL; null where it has none
 * @param licenses SPDX expression; null where it has none
 * @param authors null where it has none
 * @param vendor null where it has none
 * @param deprecated why it should no longer be used; null where nothing is wrong with it
 * @param successor the repository of this registry to use instead; null where none is named
 * @param prose Markdown; empty where there is none
 */
public record RepositoryPage(
        @Nullable String title,
        @Nullable String description,
        List<String> stores,
        @Nullable String source,
        @Nullable String url,
        @Nullable String documentation,
        @Nullable String licenses,
        @Nullable String authors,
        @Nullable String vendor,
        @Nullable String deprecated,
        @Nullable RepositoryName successor,
        String prose) {

    /** The page of a repository that has none. */
    public static final RepositoryPage EMPTY =
            new RepositoryPage(null, null, List.of(), null, null, null, null, null, null, null, null, "");

    public RepositoryPage {
        stores = List.copyOf(stores);
        Objects.requireNonNull(prose, "prose");
    }

    private static RepositoryPage of(FrontMatter keys) {
        return new RepositoryPage(
                keys.text("title").orElse(null),
                keys.text("description").orElse(null),
                keys.texts("store"),
                keys.text("source").orElse(null),
                keys.text("url").orElse(null),
                keys.text("documentation").orElse(null),
                keys.text("licenses").orElse(null),
                keys.text("authors").orElse(null),
                keys.text("vendor").orElse(null),
                keys.text("deprecated").orElse(null),
                keys.text("successor").map(RepositoryName::parse).orElse(null),
                keys.body());
    }

    RepositoryPage withoutSuccessor() {
        return withState(deprecated, null);
    }

    /** The same in another state. */
    RepositoryPage withState(@Nullable String reason, @Nullable RepositoryName instead) {
        return new RepositoryPage(
                title,
                description,
                stores,
                source,
                url,
                documentation,
                licenses,
                authors,
                vendor,
                reason,
                instead,
                prose);
    }

    /** Whether its front matter has one of the keys that describe a repository; no for any other key. */
    public boolean has(String key) {
        return switch (key) {
            case "title" -> title != null;
            case "description" -> description != null;
            case "store" -> !stores.isEmpty();
            case "source" -> source != null;
            case "url" -> url != null;
            case "documentation" -> documentation != null;
            case "licenses" -> licenses != null;
            case "authors" -> authors != null;
            case "vendor" -> vendor != null;
            default -> false;
        };
    }

    /** Where blobs are as a rule: in the page's stores, or else in the registry's. */
    public List<String> bases(RegistrySettings settings) {
        return stores.isEmpty() ? settings.stores() : stores;
    }

    /**
     * The bases that the notes of added manifests have to name. A page speaks for the blobs that were there before it was
     * added to, and is not overwritten.
     *
     * @param added stores that have the blobs of what is added
     * @param settings the registry's, read only where the page names no store: they may be broken
     * @return empty where the page is right for these too
     */
    public List<String> basesInNotes(List<String> added, Supplier<RegistrySettings> settings) {
        List<String> bases = bases(stores.isEmpty() ? settings.get() : RegistrySettings.EMPTY);
        return added.equals(bases) ? List.of() : added;
    }

    /**
     * Reads a page.
     *
     * @param file its path, for problems
     * @param problems receives what is wrong with it
     * @return {@link #EMPTY} where it is broken
     */
    public static RepositoryPage read(String file, byte[] content, Consumer<Problem> problems) {
        if (!FrontMatter.isIn(content)) {
            problems.accept(Problem.of(ProblemCode.FRONT_MATTER_ABSENT, file, "has no front matter in its first line")
                    .hint("Begin the file with a line of ---, then one \"key: value\" a line, then --- again.")
                    .at(new Location(file, 1)));
            return EMPTY;
        }
        FrontMatter keys = FrontMatter.readMarkdown(file, content);
        return FrontMatterKind.COLLECTION.check(keys, problems) ? of(keys) : EMPTY;
    }
}
