package io.github.registryorg.page;

import io.github.registryorg.oci.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the home page shows. All texts may come from strangers.
 *
 * @param title the registry's; blank: a general one
 * @param description Markdown; null where there is none
 * @param url where the registry is served; null where unknown
 * @param tree all repositories
 */
public record HomeView(
        String title,
        @Nullable String description,
        @Nullable WebLink url,
        NamespaceTree tree) {

    /** How many repositories are named as recently updated; fewer need no such list. */
    public static final int MAX_RECENT = 8;

    public HomeView {
        title = title(title);
        Objects.requireNonNull(tree, "tree");
    }

    /** How many tags all repositories have. */
    public long tags() {
        return tree.repositories().stream().mapToLong(ListedRepository::tags).sum();
    }

    /** The repositories whose tags were published last, the newest first; none that should not be used any more. */
    public List<ListedRepository> recent() {
        return tree.repositories().stream()
                .filter(repository -> !repository.isDiscouraged())
                .flatMap(repository -> published(repository).map(at -> Map.entry(at, repository)).stream())
                .sorted(Map.Entry.<Instant, ListedRepository>comparingByKey(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getValue().name()))
                .limit(MAX_RECENT)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Optional<Instant> published(ListedRepository repository) {
        return Optional.ofNullable(repository.published())
                .flatMap(Timestamp::tryParse)
                .map(Timestamp::instant);
    }

    /** Whether the home page lists all repositories, whatever their namespaces. */
    public boolean isWhole() {
        return whole().of() == 1;
    }

    /** What the home page lists: all repositories where they are few, or else the first page of the highest level. */
    public ListPage list() {
        ListPage whole = whole();
        return whole.of() == 1 ? whole : tree.root().pages().get(0);
    }

    private ListPage whole() {
        return ListPage.afterLinks(tree.root().namespaces(), tree.repositories())
                .get(0);
    }

    /** A registry's title as pages show it: one line, a general one where {@code title} is null or blank. */
    public static String title(@Nullable String title) {
        String line = PlainText.line(title, 120);
        return line == null ? "Container registry" : line;
    }
}
