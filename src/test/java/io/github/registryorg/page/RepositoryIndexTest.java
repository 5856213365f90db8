package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.RepositoryName;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class RepositoryIndexTest {

    private static final int MAX_PAGE = 100_000;

    private final Pages pages = new Pages();

    private static List<ListedRepository> repositories(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Samples.entry("team" + i % 7 + "/app" + i, "Number " + i, 1, "2026-11-20"))
                .toList();
    }

    private static ListedRepository deprecated(String name) {
        return new ListedRepository(
                RepositoryName.parse(name), null, null, null, null, List.of(), 0, false, "It is old", null, List.of());
    }

    private static RepositoryIndex index(int number) {
        return RepositoryIndex.of(repositories(number));
    }

    @Test
    void index_ofFewRepositories_isOnePage() {
        assertThat(index(3).pages()).singleElement().satisfies(page -> {
            assertThat(page.range()).isEqualTo(new RepositoryIndex.Range("team0/app0", "team2/app2", 3, "-/list/"));
            assertThat(page.names().repositories()).hasSize(3);
        });
    }

    @Test
    void index_ofMany_leadsToPagesOfNames() {
        RepositoryIndex index = index(1_000);

        assertThat(index.pages()).hasSize(11);
        RepositoryIndex.Page first = index.pages().get(0);
        assertThat(first.range().address()).isEqualTo("-/list/");
        assertThat(first.range().size()).isEqualTo(1_000);
        assertThat(first.ranges())
                .extracting(RepositoryIndex.Range::address)
                .startsWith("-/list/1/", "-/list/2/")
                .endsWith("-/list/10/");
        assertThat(index.pages().get(1).above()).containsExactly(first.range());
    }

    @Test
    void index_ofTooManyForOnePage_hasMoreLevels() {
        RepositoryIndex index = index(10_150);

        assertThat(index.pages().get(0).ranges())
                .extracting(RepositoryIndex.Range::address)
                .containsExactly("-/list/1-51/", "-/list/52-102/");
        assertThat(index.pages())
                .allSatisfy(page -> assertThat(page.ranges()).hasSizeLessThanOrEqualTo(RepositoryIndex.MAX_RANGES));
        assertThat(index.pages().get(2).above())
                .extracting(RepositoryIndex.Range::address)
                .containsExactly("-/list/", "-/list/1-51/");
    }

    /** What can be found from the home page by plain links alone, as a search engine or a reader without scripts does. */
    @ParameterizedTest
    @CsvSource({"101, 1", "1234, 1", "10150, 2"})
    void repository_ofALargeRegistry_isSomePlainLinksFromHome(int number, int levels) {
        NamespaceTree tree = NamespaceTree.of(repositories(number));
        Map<String, byte[]> site = new HashMap<>();
        site.put("", pages.home(new HomeView("Registry", null, null, tree)));
        RepositoryIndex.of(tree.repositories())
                .pages()
                .forEach(page -> site.put(page.range().address(), pages.index(new IndexView("Registry", page))));

        Map<String, Integer> clicks = new HashMap<>(Map.of("", 0));
        Deque<String> next = new ArrayDeque<>(List.of(""));
        while (!next.isEmpty()) {
            String address = next.poll();
            byte[] content = site.get(address);
            if (content == null) {
                continue;
            }
            assertThat(content).as(address).hasSizeLessThanOrEqualTo(MAX_PAGE);
            for (String href : Xhtml.values(Xhtml.parse(content), "href")) {
                String target = URI.create("https://r.example/" + address)
                        .resolve(href)
                        .getPath()
                        .substring(1);
                if (!href.startsWith("https:") && clicks.putIfAbsent(target, clicks.get(address) + 1) == null) {
                    next.add(target);
                }
            }
        }
        for (ListedRepository repository : tree.repositories()) {
            assertThat(clicks.get(repository.name() + "/"))
                    .as(repository.name().name())
                    .isLessThanOrEqualTo(levels + 2);
        }
        assertThat(clicks.keySet()).containsAll(site.keySet());
    }

    @Test
    void index_ofLongNamesAndTexts_hasSmallPages() {
        String name = "a/" + "x".repeat(240);
        List<ListedRepository> all = IntStream.range(0, 3_000)
                .mapToObj(i -> Samples.entry(name + i, "&".repeat(300), 1, null))
                .toList();
        Set<String> found = new TreeSet<>();
        for (RepositoryIndex.Page page : RepositoryIndex.of(all).pages()) {
            byte[] content = pages.index(new IndexView("Registry", page));
            assertThat(content).hasSizeLessThanOrEqualTo(MAX_PAGE);
            page.names()
                    .repositories()
                    .forEach(repository -> found.add(repository.name().name()));
        }
        assertThat(found).hasSize(3_000);
    }

    @Test
    void names_inTheIndex_areInTheirOrderWithTheirState() {
        List<ListedRepository> all =
                List.of(Samples.entry("b", "Second", 1, null), deprecated("a"), Samples.entry("c/d", null, 1, null));
        Document page = Xhtml.parse(
                pages.index(new IndexView("R", RepositoryIndex.of(all).pages().get(0))));

        assertThat(Xhtml.elements(page, "li").stream()
                        .map(item -> item.getTextContent().strip().replaceAll("\\s+", " ")))
                .containsSubsequence("a Deprecated", "b Second", "c/d");
    }

    @Test
    void titles_ofPages_differ() {
        Set<String> titles = new HashSet<>();
        List<RepositoryIndex.Page> all = index(1_000).pages();
        for (RepositoryIndex.Page page : all) {
            Document document = Xhtml.parse(pages.index(new IndexView("Registry", page)));
            titles.add(Xhtml.elements(document, "title").get(0).getTextContent());
        }
        assertThat(titles).hasSameSizeAs(all);
    }
}
