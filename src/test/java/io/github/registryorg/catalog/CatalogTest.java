package io.github.registryorg.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.oci.Json;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.NamespaceTree;
import io.github.registryorg.testkit.ListedRepositories;
import io.github.registryorg.testkit.MemorySite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class CatalogTest {

    static final String URL = "https://registry.example/";

    static MemorySite catalog(String url, List<ListedRepository> repositories) {
        MemorySite site = new MemorySite();
        new Catalog("Example", SiteAddress.parse(url))
                .emit(sorted(repositories), NamespaceTree.of(repositories).namespaces(), site);
        return site;
    }

    private static List<ListedRepository> sorted(List<ListedRepository> repositories) {
        return repositories.stream()
                .sorted(Comparator.comparing(ListedRepository::name))
                .toList();
    }

    static ListedRepository repository(String name, String description, String published) {
        return ListedRepositories.repository(name, description, List.of("1.4.2", "1.4.1"), published, null);
    }

    /** The names of all repositories, read page by page. */
    private static List<String> names(MemorySite site) throws Exception {
        List<String> names = new ArrayList<>();
        JsonNode next = Json.readObject(site.bytes("api/catalog.json")).path("first");
        String directory = "api/";
        while (next.isTextual()) {
            JsonNode page = Json.readObject(site.bytes(directory + next.asText()));
            page.get("repositories")
                    .forEach(repository -> names.add(repository.get("name").asText()));
            next = page.path("next");
            directory = "api/catalog/";
        }
        return names;
    }

    @Test
    void catalog_ofManyRepositories_hasThemAllInSmallPages() throws Exception {
        List<ListedRepository> all = ListedRepositories.of(5_000);

        MemorySite site = catalog(URL, all);

        assertThat(names(site))
                .isEqualTo(sorted(all).stream().map(one -> one.name().name()).toList());
        assertThat(site.largest()).isLessThan(100_000);
    }

    @Test
    void catalog_ofHostileRepositories_hasSmallPages() throws Exception {
        List<ListedRepository> hostile = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hostile.add(ListedRepositories.repository(
                    "a".repeat(240) + i,
                    "<".repeat(5_000),
                    List.of("<\"&>".repeat(60)),
                    "2026-11-20",
                    "&".repeat(900)));
        }

        MemorySite site = catalog(URL, hostile);

        assertThat(names(site)).hasSize(100);
        assertThat(site.paths())
                .filteredOn(path -> path.startsWith("api/catalog/"))
                .hasSizeGreaterThan(2)
                .allMatch(path -> site.bytes(path).length < 100_000);
        assertThat(site.texts().split("=== api/catalog/", -1)[1]).doesNotContain("<", "&");
    }

    @Test
    void catalog_againstItsSchema_isValid() throws Exception {
        MemorySite site = catalog(
                URL,
                List.of(
                        repository("acme/app", "The app", "2026-11-20T10:11:12Z"),
                        ListedRepositories.repository("old/app", null, List.of(), null, "Use acme/app")));
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(site.text("api/catalog.schema.json"));

        for (String path : site.paths()) {
            if (path.startsWith("api/catalog") && !path.endsWith(".schema.json")) {
                assertThat(schema.validate(Json.read(site.bytes(path))))
                        .as(path)
                        .isEmpty();
            }
        }
        assertThat(schema.validate(Json.read("{\"formatVersion\":1,\"repositories\":[{}]}".getBytes())))
                .isNotEmpty();
    }

    @Test
    void catalog_withOneRepositoryMore_changesFewFiles() {
        List<ListedRepository> all = ListedRepositories.of(5_000);
        List<ListedRepository> more = new ArrayList<>(all);
        more.add(repository("quarkus/native", "Native images", "2010-01-05T00:00:00Z"));

        Set<String> changed = catalog(URL, more).differences(catalog(URL, all));

        assertThat(changed)
                .hasSizeLessThan(10)
                .contains("api/catalog.json", "api/namespaces/quarkus/-/feed.xml")
                .doesNotContain("api/feed.xml");
    }

    @Test
    void site_withoutAnAddress_hasTheCatalogAlone() {
        MemorySite site = catalog(null, List.of(repository("acme/app", "The app", "2026-11-20T10:11:12Z")));
        new Catalog("Example", Optional.empty()).emit(repository("acme/app", null, null), List.of(), site);

        assertThat(site.paths()).hasSize(3).allMatch(path -> path.startsWith("api/catalog"));
        assertThat(site.text("api/catalog.json")).doesNotContain("\"url\"");
    }

    @Test
    void sitemap_namesEachPageOnce() {
        MemorySite site = catalog(
                URL,
                List.of(
                        repository("acme", null, null),
                        repository("acme-labs/model", null, null),
                        repository("acme/app", null, "2026-11-20T10:11:12+02:00"),
                        repository("tool", null, null)));

        Element index = Documents.parse(site.bytes("api/sitemap.xml"));
        String part = Documents.texts(index, "loc").get(0);
        assertThat(part).startsWith(URL + "api/sitemap/");
        Element urls = Documents.parse(site.bytes(part.substring(URL.length())));
        assertThat(Documents.texts(urls, "loc"))
                .containsExactly(
                        URL,
                        URL + "acme/-/below/",
                        URL + "acme-labs/",
                        URL + "acme/",
                        URL + "acme-labs/model/",
                        URL + "acme/app/",
                        URL + "tool/");
        assertThat(Documents.texts(urls, "lastmod")).containsExactly("2026-11-20");
        assertThat(site.text("robots.txt")).contains("Sitemap: https://registry.example/api/sitemap.xml\n");
    }

    @Test
    void sitemap_ofAnEmptyRegistry_namesItsHome() {
        Element urls = Documents.parse(catalog(URL, List.of()).bytes("api/sitemap.xml"));

        assertThat(urls.getLocalName()).isEqualTo("urlset");
        assertThat(Documents.texts(urls, "loc")).containsExactly(URL);
    }

    @Test
    void sitemap_ofManyRepositories_hasAtMostTwoThousandAddressesInAPart() {
        MemorySite site = catalog(URL, ListedRepositories.of(5_000));

        assertThat(site.paths())
                .filteredOn(path -> path.startsWith("api/sitemap/"))
                .hasSizeGreaterThan(5)
                .allSatisfy(path -> assertThat(Documents.texts(Documents.parse(site.bytes(path)), "loc"))
                        .hasSizeLessThan(2_000));
    }

    @Test
    void site_belowAPath_hasNoRobots() {
        MemorySite site = catalog("https://acme.example/registry", List.of(repository("acme/app", null, null)));

        assertThat(site.paths()).contains("api/sitemap.xml").doesNotContain("robots.txt");
        assertThat(site.text("api/sitemap.xml")).contains("<loc>https://acme.example/registry/api/sitemap/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not-in-the-catalog"})
    void catalog_ofNothing_isThere(String title) {
        MemorySite site = new MemorySite();
        new Catalog(title, Optional.empty()).emit(List.of(), List.of(), site);

        assertThat(site.text("api/catalog.json"))
                .isEqualTo("{\"formatVersion\":1,\"title\":\"" + title + "\",\"repositories\":0,\"tags\":0}");
    }
}
