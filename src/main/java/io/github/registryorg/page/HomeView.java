package io.github.registryorg.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the home page shows. All texts may come from strangers.
 *
 * @param title the registry's; blank: a general one
 * @param description Markdown; null where there is none
 * @param url where the registry is served; null where unknown
 * @param repositories in any order
 */
public record HomeView(
        String title,
        @Nullable String description,
        @Nullable WebLink url,
        List<RepositoryEntry> repositories) {

    /** More namespaces than this make no overview. */
    private static final int MAX_LISTED = 100;

    public HomeView {
        title = title(title);
        repositories = List.copyOf(repositories);
    }

    /** The repositories, grouped and sorted. */
    public List<Namespace> namespaces() {
        return Namespace.group(repositories);
    }

    /** Whether a list of these namespaces helps to find one. */
    public static boolean isOverviewUseful(List<Namespace> namespaces) {
        return namespaces.size() > 2 && namespaces.size() <= MAX_LISTED;
    }

    static String title(String title) {
        String line = PlainText.line(title, 120);
        return line == null ? "Container registry" : line;
    }
}
