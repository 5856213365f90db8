package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page has at most 100 entries and 84,000 bytes of them: 560 for a repository beside its texts, 80 for a namespace. */
class ListPageTest {

    private static final List<NestedNamespace> NO_NAMESPACES = List.of();

    private static ListedRepository repository(int nameLength, @Nullable String title, @Nullable ListedTag newest) {
        return new ListedRepository(
                RepositoryName.parse("a/" + "b".repeat(nameLength - 2)),
                title,
                null,
                newest == null ? null : Content.Kind.IMAGE,
                newest,
                List.of(),
                1,
                false,
                null,
                null,
                List.of());
    }

    private static ListedTag tag(String name, List<String> platforms) {
        return new ListedTag(name, null, platforms, null, false, null, null);
    }

    /** How many of 150 such repositories are on the first page. */
    private static int first(ListedRepository repository, int depth) {
        return ListPage.split(NO_NAMESPACES, Collections.nCopies(150, repository), depth)
                .get(0)
                .repositories()
                .size();
    }

    @ParameterizedTest
    @CsvSource({
        // 1,200 bytes each: 70 of them are 84,000
        "20, 120, 0, 70",
        "20, 114, 10, 70",
        "20, 121, 0, 69",
        "200, 120, 0, 53",
        "3, 120, 0, 72",
        "3, 1, 0, 100"
    })
    void page_ofLongTexts_hasFewerEntries(int nameLength, int title, int depth, int entries) {
        assertThat(first(repository(nameLength, "&".repeat(title), null), depth))
                .isEqualTo(entries);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "<", ">", "\"", "'", "é", "\u007F", "€"})
    void character_thatIsWrittenInSeveralBytes_countsSo(String character) {
        assertThat(first(repository(3, character.repeat(120), null), 0)).isEqualTo(72);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "~", "!", "/", "x "})
    void character_thatIsWrittenAsItself_isOneByte(String character) {
        assertThat(first(repository(3, character.repeat(120 / character.length()), null), 0))
                .isEqualTo(100);
    }

    @Test
    void tag_ofARow_countsTwice() {
        assertThat(first(repository(3, null, tag("é".repeat(128), List.of())), 0))
                .isEqualTo(45);
    }

    @Test
    void platforms_ofARow_countAsFarAsShown() {
        String platform = "é".repeat(60);
        assertThat(first(repository(3, null, tag("1", List.of(platform, platform, platform))), 0))
                .isEqualTo(57);
        ListedTag many = tag("1", Collections.nCopies(9, platform));
        assertThat(first(repository(3, null, many), 0)).isEqualTo(57);
        assertThat(ListPage.platforms(many)).hasSize(3);
        assertThat(ListPage.morePlatforms(many)).isEqualTo(6);
        assertThat(ListPage.morePlatforms(tag("1", List.of("a", "b", "c")))).isZero();
    }

    /** 100 namespaces of 100 bytes leave 74,000. */
    @Test
    void links_toNamespaces_leaveLessForTheFirstPage() {
        List<NestedNamespace> namespaces = Collections.nCopies(100, new NestedNamespace("namespaces", 1, false));
        List<ListPage> pages =
                ListPage.afterLinks(namespaces, Collections.nCopies(150, repository(20, "&".repeat(120), null)));

        assertThat(pages).extracting(page -> page.repositories().size()).containsExactly(61, 70, 19);
        assertThat(pages).allMatch(page -> page.namespaces().isEmpty() && page.of() == 3);
    }

    @Test
    void namespaces_comeFirstAndOnOnePageWithRepositories() {
        List<NestedNamespace> namespaces = Collections.nCopies(130, new NestedNamespace("acme", 1, false));
        List<ListPage> pages = ListPage.split(namespaces, Collections.nCopies(80, repository(3, null, null)), 0);

        assertThat(pages).extracting(page -> page.namespaces().size()).containsExactly(100, 30, 0);
        assertThat(pages).extracting(page -> page.repositories().size()).containsExactly(0, 70, 10);
        assertThat(pages).extracting(ListPage::number).containsExactly(1, 2, 3);
    }

    /** 84 levels down, a link goes up 252 bytes: with 588 of the namespace, 100 of them are 84,000. */
    @Test
    void namespaces_deepBelowTheRoot_countTheirWayUp() {
        List<NestedNamespace> namespaces = Collections.nCopies(101, new NestedNamespace("n".repeat(254), 1, false));

        assertThat(ListPage.split(namespaces, List.of(), 84))
                .extracting(page -> page.namespaces().size())
                .containsExactly(100, 1);
        assertThat(ListPage.split(namespaces, List.of(), 85))
                .extracting(page -> page.namespaces().size())
                .containsExactly(99, 2);
    }
}
