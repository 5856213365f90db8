package io.github.registryorg.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One level of the tree of repository names: what is directly below it.
 *
 * @param path its components, {@code acme/tools}; empty for the registry itself
 * @param size how many repositories are below it, at any depth
 * @param isRepository whether a repository has this very name, whose page then is at its address
 * @param namespaces the levels below it, sorted by path
 * @param repositories those whose names have one component more, in the order of lists
 */
public record Namespace(
        String path,
        int size,
        boolean isRepository,
        List<NestedNamespace> namespaces,
        List<ListedRepository> repositories) {

    /** Directories of the address of a page that is not the first: {@code -/list/2/}. */
    private static final int FURTHER_DEPTH = 3;

    public Namespace {
        Objects.requireNonNull(path, "path");
        namespaces = List.copyOf(namespaces);
        repositories = List.copyOf(repositories);
    }

    /** Where its page is, relative to the home page: empty for the registry itself, otherwise with a slash at the end. */
    public String address() {
        return path.isEmpty() ? "" : new NestedNamespace(path, size, isRepository).address();
    }

    /** Where a page of its list is, relative to the home page: with a slash at the end. */
    public String address(int page) {
        if (page == 1) {
            return address();
        }
        if (path.isEmpty()) {
            return "-/namespaces/" + page + "/";
        }
        return isRepository ? address() + page + "/" : address() + "-/list/" + page + "/";
    }

    /** Where the feed of new tags below it is, relative to the home page; not of the registry itself. */
    public String feed() {
        return "api/namespaces/" + path + "/-/feed.xml";
    }

    /** What is shown at once: levels first, at least one page. */
    public List<ListPage> pages() {
        int depth = path.isEmpty() ? 0 : levels().size();
        return ListPage.split(namespaces, repositories, depth + FURTHER_DEPTH);
    }

    /** The components of the path, each with those before it: {@code acme}, {@code acme/tools}. */
    public List<String> levels() {
        List<String> levels = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            levels.add(path.substring(0, slash));
        }
        levels.add(path);
        return levels;
    }
}
