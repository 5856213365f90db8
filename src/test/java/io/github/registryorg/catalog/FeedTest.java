package io.github.registryorg.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import io.github.registryorg.testkit.ListedRepositories;
import io.github.registryorg.testkit.MemorySite;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class FeedTest {

    private static Element feed(List<ListedRepository> repositories, String path) {
        MemorySite site = CatalogTest.catalog(CatalogTest.URL, repositories);
        assertThat(site.mediaType(path)).isEqualTo(Feed.TYPE.value());
        Element feed = Documents.parse(site.bytes(path));
        assertAtom(feed, CatalogTest.URL + path);
        return feed;
    }

    /** What RFC 4287 requires (4.1.1 and 4.1.2). */
    private static void assertAtom(Element feed, String address) {
        assertThat(feed.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(URI.create(Documents.text(feed, "id")).isAbsolute()).isTrue();
        assertThat(Documents.text(feed, "title")).isNotBlank();
        assertThat(Instant.parse(Documents.text(feed, "updated"))).isNotNull();
        assertThat(Documents.texts(feed, "name")).isNotEmpty();
        assertThat(Documents.elements(feed, "link"))
                .filteredOn(link -> link.getAttribute("rel").equals("self"))
                .singleElement()
                .satisfies(link -> assertThat(link.getAttribute("href")).isEqualTo(address));
        List<Element> entries = Documents.elements(feed, "entry");
        assertThat(entries)
                .extracting(entry -> Documents.text(entry, "id"))
                .doesNotHaveDuplicates()
                .allMatch(id -> URI.create(id).isAbsolute());
        assertThat(entries).hasSizeLessThanOrEqualTo(50).allSatisfy(entry -> {
            assertThat(Documents.text(entry, "title")).isNotBlank();
            assertThat(Documents.elements(entry, "link")).hasSize(1);
        });
        assertThat(entries)
                .extracting(entry -> Instant.parse(Documents.text(entry, "updated")))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void feed_ofTheRegistry_hasTheNewestFirst() {
        Element feed = feed(
                List.of(
                        CatalogTest.repository("acme/app", "The app", "2026-11-20T10:11:12Z"),
                        CatalogTest.repository("acme/web", null, "2026-11-20T23:30:00-08:00"),
                        CatalogTest.repository("acme/day", null, "2026-11-20"),
                        CatalogTest.repository("acme/undated", null, null)),
                "api/feed.xml");

        assertThat(Documents.texts(feed, "title"))
                .containsExactly(
                        "Example",
                        "acme/web:1.4.2",
                        "acme/web:1.4.1",
                        "acme/app:1.4.2",
                        "acme/app:1.4.1",
                        "acme/day:1.4.2",
                        "acme/day:1.4.1");
        assertThat(Documents.text(feed, "updated")).isEqualTo("2026-11-21T07:30:00Z");
        assertThat(Documents.texts(feed, "summary"))
                .startsWith("linux/amd64, linux/arm64")
                .contains("The app");
    }

    @Test
    void feed_ofManyRepositories_hasTheNewestOfAll() {
        List<ListedRepository> all = ListedRepositories.of(2_000);

        Element feed = feed(all, "api/feed.xml");

        List<Instant> newest = all.stream()
                .flatMap(repository -> repository.recent().stream())
                .map(tag -> Instant.parse(tag.published()))
                .sorted(Comparator.reverseOrder())
                .limit(50)
                .toList();
        assertThat(Documents.elements(feed, "entry"))
                .extracting(entry -> Instant.parse(Documents.text(entry, "updated")))
                .isEqualTo(newest);
    }

    @Test
    void feed_ofANamespace_hasItsRepositoriesAlone() {
        List<ListedRepository> repositories = List.of(
                CatalogTest.repository("acme/app", null, "2026-11-20T10:11:12Z"),
                CatalogTest.repository("acme-labs/app", null, "2026-11-20T10:11:12Z"),
                CatalogTest.repository("tool", null, "2026-11-20T10:11:12Z"));

        Element feed = feed(repositories, "api/namespaces/acme/-/feed.xml");

        assertThat(Documents.texts(feed, "title"))
                .containsExactly("acme · Example", "acme/app:1.4.2", "acme/app:1.4.1");
    }

    @Test
    void feed_ofARepository_hasFiftyOfItsTags() {
        MemorySite site = new MemorySite();
        List<ListedTag> tags = IntStream.range(0, 80)
                .mapToObj(i -> new ListedTag(
                        "1." + i,
                        "sha256:" + "0".repeat(64),
                        List.of(),
                        1L,
                        false,
                        "2026-11-" + (10 + i / 4) + "T00:00:00Z",
                        null))
                .toList();
        new Catalog("Example", SiteAddress.parse(CatalogTest.URL))
                .emit(CatalogTest.repository("acme/app", "The app", null), tags, site);

        Element feed = Documents.parse(site.bytes("api/repositories/acme/app/-/feed.xml"));

        assertAtom(feed, CatalogTest.URL + "api/repositories/acme/app/-/feed.xml");
        assertThat(Documents.elements(feed, "entry")).hasSize(50);
        assertThat(Documents.texts(feed, "id"))
                .contains(CatalogTest.URL + "acme/app/#1.79@sha256:" + "0".repeat(64))
                .doesNotContain(CatalogTest.URL + "acme/app/#1.20@sha256:" + "0".repeat(64));
    }

    @Test
    void feed_ofANestedNamespace_leadsToItsPage() {
        List<ListedRepository> repositories = List.of(
                CatalogTest.repository("acme/tools/app", null, "2026-11-20T10:11:12Z"),
                CatalogTest.repository("acme/tools", null, "2026-11-20T10:11:12Z"));

        Element feed = feed(repositories, "api/namespaces/acme/tools/-/feed.xml");

        assertThat(Documents.texts(feed, "title")).contains("acme/tools/app:1.4.2");
        assertThat(Documents.elements(feed, "link").get(1).getAttribute("href"))
                .isEqualTo(CatalogTest.URL + "acme/tools/-/below/");
        assertThat(feed(repositories, "api/namespaces/acme/-/feed.xml")
                        .getElementsByTagName("entry")
                        .getLength())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00.123456789012345678901234567890Z, 2026-01-01T00:00:00Z",
        "2026-01-01t00:00:00z, 2026-01-01T00:00:00Z",
        "2026-01-01 10:00:00+10:00, 2026-01-01T00:00:00Z"
    })
    void feed_ofTimesThatFewPeopleWrite_hasThem(String published, String updated) {
        Element feed = feed(List.of(CatalogTest.repository("acme/app", null, published)), "api/feed.xml");

        assertThat(Documents.text(feed, "updated")).isEqualTo(updated);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9999-12-31T23:59:59-18:00", "0000-01-01T00:00:00+01:00", "2026-13-45", "2026-02-30T00:00:00Z"})
    void feed_ofTimesThatAtomHasNot_isWithoutThem(String published) {
        Element feed = feed(List.of(CatalogTest.repository("acme/app", null, published)), "api/feed.xml");

        assertThat(Documents.elements(feed, "entry")).isEmpty();
    }

    @Test
    void feed_withoutEntries_isThere() {
        Element feed = feed(List.of(), "api/feed.xml");

        assertThat(Documents.text(feed, "updated")).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void feed_ofHostileTexts_isWellFormed() {
        String hostile = "]]><script xmlns=\"http://www.w3.org/1999/xhtml\">ran(1)</script>&#0;\u0001\uFFFE\"'";

        Element feed = feed(
                List.of(
                        CatalogTest.repository("acme/app", hostile, "2026-11-20T10:11:12Z"),
                        CatalogTest.repository("acme/late", hostile, "+999999-11-20T10:11:12Z")),
                "api/feed.xml");

        assertThat(Documents.texts(feed, "summary")).hasSize(2).allMatch(text -> text.startsWith("]]><script"));
        assertThat(feed.getElementsByTagNameNS("*", "script").getLength()).isZero();
    }
}
