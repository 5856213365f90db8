package io.github.registryorg.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * All repositories of a registry by name, whatever their namespaces, as a book has an index: pages of names below {@code
 * -/list/}, and above them as many levels of ranges as are needed for no page to have more than {@value #MAX_RANGES}. All
 * links are plain, so that each repository is found without a script, in some clicks.
 *
 * @param pages in the order of names, each before those that it leads to; the first is at {@code -/list/}
 */
public record RepositoryIndex(List<Page> pages) {

    /** Where the first page is, relative to the home page. */
    public static final String ADDRESS = "-/list/";

    static final int MAX_RANGES = 100;

    public RepositoryIndex {
        pages = List.copyOf(pages);
    }

    /** A page's repositories, or those of all pages that it leads to: from the first name to the last. */
    public record Range(String first, String last, int size, String address) {}

    /** Directories of the address of a page, such as {@code -/list/2/}. */
    private static final int DEPTH = 3;

    /**
     * One page.
     *
     * @param range all that can be found from it
     * @param above the pages that lead to it, the first at {@code -/list/}
     * @param ranges where it leads to; empty where it has names
     * @param names the repositories that it has, as one of all pages that have some; empty where it has ranges
     */
    public record Page(Range range, List<Range> above, List<Range> ranges, ListPage names) {

        private static final ListPage NONE = new ListPage(1, 1, List.of(), List.of());

        public Page {
            above = List.copyOf(above);
            ranges = List.copyOf(ranges);
            Objects.requireNonNull(names, "names");
        }
    }

    /**
     * The index of a registry.
     *
     * @param repositories in any order, each name once; one at least
     */
    public static RepositoryIndex of(List<ListedRepository> repositories) {
        List<ListPage> leaves = ListPage.split(
                List.of(),
                repositories.stream()
                        .sorted(Comparator.comparing(ListedRepository::name))
                        .toList(),
                DEPTH);
        List<Node> level = new ArrayList<>();
        for (ListPage leaf : leaves) {
            level.add(new Node(range(leaf), leaf.number(), leaf.number(), List.of(), leaf));
        }
        while (level.size() > 1) {
            level = above(level);
        }
        List<Page> pages = new ArrayList<>();
        level.get(0).addTo(pages, List.of());
        return new RepositoryIndex(pages);
    }

    /**
     * Where a page of names is, relative to the home page.
     *
     * @param number of the page, from 1
     * @param of how many there are
     */
    public static String address(int number, int of) {
        return of == 1 ? ADDRESS : ADDRESS + number + "/";
    }

    private static Range range(ListPage names) {
        List<ListedRepository> all = names.repositories();
        return new Range(
                all.get(0).name().name(),
                all.get(all.size() - 1).name().name(),
                all.size(),
                address(names.number(), names.of()));
    }

    /** Pages that lead to these, each to about as many. */
    private static List<Node> above(List<Node> level) {
        int count = (level.size() + MAX_RANGES - 1) / MAX_RANGES;
        List<Node> above = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            above.add(Node.above(level.subList(
                    (int) ((long) level.size() * i / count), (int) ((long) level.size() * (i + 1) / count))));
        }
        // the only one is the first page of all
        return count > 1 ? above : List.of(above.get(0).at(ADDRESS));
    }

    /**
     * A page before it is known what is above it.
     *
     * @param from number of the first page of names that is below it
     * @param to number of the last one
     */
    private record Node(Range range, int from, int to, List<Node> below, ListPage names) {

        static Node above(List<Node> below) {
            Node first = below.get(0);
            Node last = below.get(below.size() - 1);
            Range range = new Range(
                    first.range.first(),
                    last.range.last(),
                    below.stream().mapToInt(node -> node.range.size()).sum(),
                    ADDRESS + first.from + "-" + last.to + "/");
            return new Node(range, first.from, last.to, List.copyOf(below), Page.NONE);
        }

        Node at(String address) {
            return new Node(new Range(range.first(), range.last(), range.size(), address), from, to, below, names);
        }

        void addTo(List<Page> pages, List<Range> above) {
            pages.add(new Page(range, above, below.stream().map(Node::range).toList(), names));
            List<Range> path = new ArrayList<>(above);
            path.add(range);
            below.forEach(node -> node.addTo(pages, path));
        }
    }
}
