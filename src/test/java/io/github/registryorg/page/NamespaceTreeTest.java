package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamespaceTreeTest {

    @Test
    void levels_aboveRepositories_countAllBelow() {
        NamespaceTree tree = tree("a/z", "b", "a-b/x", "a/b/c", "a/b/d/e", "a");

        assertThat(tree.root().size()).isEqualTo(6);
        assertThat(tree.root().namespaces())
                .containsExactly(new NestedNamespace("a", 3, true), new NestedNamespace("a-b", 1, false));
        assertThat(tree.namespaces()).extracting(Namespace::path).containsExactly("a", "a-b", "a/b", "a/b/d");
        Namespace a = tree.namespaces().get(0);
        assertThat(a.namespaces()).containsExactly(new NestedNamespace("a/b", 2, false));
        assertThat(names(a.repositories())).containsExactly("a/z");
    }

    @Test
    void repository_deprecatedOrYanked_isLast() {
        NamespaceTree tree = NamespaceTree.of(List.of(
                listed("acme/a", false, "use acme/c"), listed("acme/b", true, null), listed("acme/c", false, null)));

        assertThat(names(tree.repositories())).containsExactly("acme/c", "acme/a", "acme/b");
        assertThat(names(tree.namespaces().get(0).repositories())).containsExactly("acme/c", "acme/a", "acme/b");
    }

    /** The page of a repository is where that of a namespace of the same name would be. */
    @Test
    void address_ofANamespace_isNotThatOfARepository() {
        NamespaceTree tree = tree("a/z", "a", "b/c/d");
        assertThat(tree.namespaces()).extracting(Namespace::address).containsExactly("a/-/below/", "b/", "b/c/");
        assertThat(tree.namespaces())
                .extracting(namespace -> namespace.address(2))
                .containsExactly("a/-/below/2/", "b/-/list/2/", "b/c/-/list/2/");
        assertThat(tree.root().address(1)).isEmpty();
        assertThat(tree.root().address(3)).isEqualTo("-/namespaces/3/");
    }

    @Test
    void pages_ofALevel_haveEachEntryOnce() {
        List<String> names = new ArrayList<>();
        IntStream.range(0, 150).forEach(i -> names.add("n%03d/x".formatted(i)));
        IntStream.range(0, 170).forEach(i -> names.add("r%03d".formatted(i)));
        List<ListPage> pages = tree(names.toArray(String[]::new)).root().pages();

        assertThat(pages).hasSize(4).allMatch(page -> page.of() == 4);
        assertThat(pages).extracting(ListPage::number).containsExactly(1, 2, 3, 4);
        assertThat(pages).extracting(page -> page.namespaces().size()).containsExactly(100, 50, 0, 0);
        assertThat(pages).extracting(page -> page.repositories().size()).containsExactly(0, 50, 100, 20);
        Set<String> all = new TreeSet<>();
        pages.forEach(page -> all.addAll(names(page.repositories())));
        assertThat(all).hasSize(170);
    }

    @Test
    void pages_ofLongTexts_haveFewerEntries() {
        String hostile = "&".repeat(300);
        List<ListedRepository> all = IntStream.range(0, 100)
                .mapToObj(i -> Samples.entry("a/" + "x".repeat(240) + i, hostile, 1, "2026-11-20"))
                .toList();
        List<ListPage> pages = NamespaceTree.of(all).namespaces().get(0).pages();

        assertThat(pages.size()).isGreaterThan(1);
        assertThat(pages.stream().mapToInt(page -> page.repositories().size()).sum())
                .isEqualTo(100);
        Pages made = new Pages();
        NamespaceTree tree = NamespaceTree.of(all);
        assertThat(pages)
                .allSatisfy(page -> assertThat(made.namespace(
                                new NamespaceView("R", tree.namespaces().get(0), page)))
                        .hasSizeLessThan(100_000));
    }

    @Test
    void links_ofPages_leadToTheEndsAndBeside() {
        assertThat(new ListPage(7, 20, List.of(), List.of()).links()).containsExactly(1, 0, 5, 6, 7, 8, 9, 0, 20);
        assertThat(new ListPage(1, 3, List.of(), List.of()).links()).containsExactly(1, 2, 3);
    }

    private static ListedRepository listed(String name, boolean yanked, String deprecated) {
        return new ListedRepository(
                RepositoryName.parse(name),
                null,
                null,
                Content.Kind.IMAGE,
                null,
                List.of(),
                1,
                yanked,
                deprecated,
                null,
                List.of());
    }

    private static List<String> names(List<ListedRepository> repositories) {
        return repositories.stream().map(repository -> repository.name().name()).toList();
    }

    private static NamespaceTree tree(String... names) {
        return NamespaceTree.of(
                Stream.of(names).map(name -> Samples.entry(name, null, 1, null)).toList());
    }
}
