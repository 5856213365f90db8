package io.github.registryorg.metadata;

import io.github.registryorg.problem.Problem;
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
        String prose) {

    /** The page of a repository that has none. */
    public static final RepositoryPage EMPTY =
            new RepositoryPage(null, null, List.of(), null, null, null, null, null, null, "");

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
                keys.body());
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
        FrontMatter keys = FrontMatter.readMarkdown(file, content);
        return FrontMatterKind.COLLECTION.check(keys, problems) ? of(keys) : EMPTY;
    }
}
