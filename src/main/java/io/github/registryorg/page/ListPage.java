package io.github.registryorg.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows on one page: at most {@value #MAX_ENTRIES} entries, fewer where their texts are long, so that no page
 * is heavy whatever the registry has.
 *
 * @param number of this page, from 1
 * @param of how many pages there are
 * @param namespaces come before all repositories
 * @param repositories in the order of lists
 */
public record ListPage(int number, int of, List<NestedNamespace> namespaces, List<ListedRepository> repositories) {

    public static final int MAX_ENTRIES = 100;

    /** Bytes of the entries of one page, at most. */
    private static final int MAX_WEIGHT = 84_000;

    /** Markup of a namespace and of a repository. */
    private static final int NAMESPACE_WEIGHT = 80;

    private static final int REPOSITORY_WEIGHT = 560;

    /** Platforms of a row; one more says how many there are beside them. */
    private static final int MAX_PLATFORMS = 3;

    /** Bytes of one character: of {@code &amp;}, or of UTF-8. */
    private static final int MAX_CHARACTER = 5;

    public ListPage {
        namespaces = List.copyOf(namespaces);
        repositories = List.copyOf(repositories);
    }

    /** All repositories, on a page that has the links to all namespaces before them; on at least one page. */
    static List<ListPage> afterLinks(List<NestedNamespace> namespaces, List<ListedRepository> repositories) {
        int links = namespaces.stream().mapToInt(ListPage::weight).sum();
        return split(List.of(), repositories, 0, links);
    }

    /**
     * All of them, on at least one page.
     *
     * @param depth directories between the page and the home page, which each link goes up
     */
    static List<ListPage> split(List<NestedNamespace> namespaces, List<ListedRepository> repositories, int depth) {
        return split(namespaces, repositories, depth, 0);
    }

    private static List<ListPage> split(
            List<NestedNamespace> namespaces, List<ListedRepository> repositories, int depth, int before) {
        int all = namespaces.size() + repositories.size();
        List<Integer> ends = new ArrayList<>();
        int weight = before;
        int begin = 0;
        for (int i = 0; i < all; i++) {
            int added = depth * "../".length()
                    + (i < namespaces.size()
                            ? weight(namespaces.get(i))
                            : weight(repositories.get(i - namespaces.size())));
            if (i > begin && (i - begin == MAX_ENTRIES || weight + added > MAX_WEIGHT)) {
                ends.add(i);
                begin = i;
                weight = 0;
            }
            weight += added;
        }
        ends.add(all);
        List<ListPage> pages = new ArrayList<>(ends.size());
        begin = 0;
        for (int end : ends) {
            int first = Math.min(begin, namespaces.size());
            int last = Math.min(end, namespaces.size());
            pages.add(new ListPage(
                    pages.size() + 1,
                    ends.size(),
                    namespaces.subList(first, last),
                    repositories.subList(begin - first, end - last)));
            begin = end;
        }
        return List.copyOf(pages);
    }

    private static int weight(NestedNamespace namespace) {
        return NAMESPACE_WEIGHT + 2 * namespace.path().length();
    }

    private static int weight(ListedRepository repository) {
        int weight = REPOSITORY_WEIGHT + 2 * repository.name().name().length();
        String line = line(repository);
        weight += line == null ? 0 : bytes(line);
        ListedTag newest = repository.newest();
        if (newest != null) {
            weight += 2 * bytes(newest.tag());
            for (String platform : platforms(newest)) {
                weight += bytes(platform);
            }
        }
        return weight;
    }

    /** At most. */
    private static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''
                    ? 1
                    : MAX_CHARACTER;
        }
        return bytes;
    }

    /** The numbers of the pages that a page links to: the first, the last, and those beside it; 0 for those between. */
    public List<Integer> links() {
        List<Integer> links = new ArrayList<>();
        for (int page = 1; page <= of; page++) {
            boolean isNear = Math.abs(page - number) <= 2 || page == 1 || page == of;
            if (isNear) {
                links.add(page);
            } else if (links.get(links.size() - 1) != 0) {
                links.add(0);
            }
        }
        return links;
    }

    /** What a row says about a repository; null where nothing is known. */
    public static @Nullable String line(ListedRepository repository) {
        return PlainText.line(repository.title() == null ? repository.description() : repository.title(), 140);
    }

    /** What a row shows of a tag's platforms. */
    public static List<String> platforms(ListedTag tag) {
        return tag.platforms()
                .subList(0, Math.min(MAX_PLATFORMS, tag.platforms().size()));
    }

    /** How many platforms a row does not show. */
    public static int morePlatforms(ListedTag tag) {
        return Math.max(0, tag.platforms().size() - MAX_PLATFORMS);
    }
}
