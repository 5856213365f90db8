package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content;
import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PagesTest {

    private final Pages pages = new Pages();

    @ParameterizedTest
    @CsvSource({"app, ../", "acme/app, ../../", "acme/tools/lint, ../../../"})
    void repositoryPage_atAnyDepth_linksToTheRoot(String name, String root) {
        Document page = Xhtml.parse(pages.repository(named(name)));

        assertThat(Xhtml.values(page, "href")).contains(root).noneMatch(href -> href.startsWith("/"));
        assertThat(Xhtml.values(page, "src")).allMatch(src -> src.startsWith(root + "-/assets/"));
        assertThat(stylesheets(page))
                .singleElement()
                .satisfies(href -> assertThat(pages.assets()).containsKey(href.substring(root.length())));
    }

    @Test
    void repositoryPage_linksToItsNamespace() {
        Document page = Xhtml.parse(pages.repository(named("acme/tools/lint")));
        Document home = Xhtml.parse(pages.home(Samples.home()));

        assertThat(Xhtml.values(page, "href")).contains("../../../#acme/");
        assertThat(Xhtml.values(home, "id")).contains("acme/").doesNotHaveDuplicates();
    }

    @Test
    void homePage_linksToEachRepository() {
        Document page = Xhtml.parse(pages.home(Samples.home()));

        assertThat(Xhtml.values(page, "href"))
                .contains("acme/app/", "toolbox/", "acme/tools/lint/")
                .noneMatch(href -> href.startsWith("/"));
        assertThat(stylesheets(page))
                .singleElement()
                .satisfies(href -> assertThat(pages.assets()).containsKey(href.substring("./".length())));
    }

    @ParameterizedTest
    @CsvSource({"/", "/registry-org/"})
    void notFoundPage_atAnyPath_linksFromTheRoot(String basePath) {
        Document page = Xhtml.parse(pages.notFound(new NotFoundView("Registry", basePath)));

        assertThat(Xhtml.values(page, "href"))
                .filteredOn(href -> !href.startsWith("https://") && !href.startsWith("#"))
                .isNotEmpty()
                .allMatch(href -> href.startsWith(basePath));
        assertThat(Xhtml.values(page, "src")).allMatch(src -> src.startsWith(basePath));
    }

    @Test
    void page_rendered_hasLandmarksAndOneHeading() {
        for (byte[] content : all()) {
            Document page = Xhtml.parse(content);
            assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
            assertThat(Xhtml.elements(page, "main")).hasSize(1);
            assertThat(Xhtml.elements(page, "footer")).hasSize(1);
            List<Integer> headings = Xhtml.headings(page);
            assertThat(headings).startsWith(1).containsOnlyOnce(1);
            IntStream.range(1, headings.size())
                    .forEach(i -> assertThat(headings.get(i)).isLessThanOrEqualTo(headings.get(i - 1) + 1));
            assertThat(Xhtml.elements(page, "th"))
                    .allMatch(header -> header.getAttribute("scope").matches("col|row"));
            assertThat(Xhtml.elements(page, "img")).allMatch(image -> image.hasAttribute("alt"));
        }
    }

    @Test
    void page_rendered_fitsAStrictPolicy() {
        for (byte[] content : all()) {
            Document page = Xhtml.parse(content);
            assertThat(Xhtml.elements(page))
                    .extracting(Element::getTagName)
                    .doesNotContain("script", "style", "iframe", "form");
            assertThat(Xhtml.attributes(page))
                    .noneMatch(attribute -> attribute.getName().startsWith("on")
                            || attribute.getName().equals("style"));
            assertThat(Xhtml.elements(page, "meta"))
                    .filteredOn(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                    .singleElement()
                    .satisfies(meta -> assertThat(meta.getAttribute("content")).startsWith("default-src 'none';"));
        }
    }

    /** A page has its policy with it for hosts that send no header; browsers ignore frame-ancestors there. */
    @Test
    void policy_inAPage_allowsNoMoreThanTheHeader() {
        Map<String, Set<String>> header = directives(PagePolicy.CONTENT_SECURITY);
        header.remove("frame-ancestors");
        for (byte[] content : all()) {
            Element meta = Xhtml.elements(Xhtml.parse(content), "meta").stream()
                    .filter(element -> element.getAttribute("http-equiv").equals("Content-Security-Policy"))
                    .findFirst()
                    .orElseThrow();
            Map<String, Set<String>> page = directives(meta.getAttribute("content"));
            assertThat(page.keySet()).isEqualTo(header.keySet());
            page.forEach(
                    (directive, sources) -> assertThat(header.get(directive)).containsAll(sources));
        }
    }

    private static Map<String, Set<String>> directives(String policy) {
        Map<String, Set<String>> directives = new TreeMap<>();
        for (String directive : policy.split("; *")) {
            List<String> words = List.of(directive.split(" "));
            directives.put(words.get(0), Set.copyOf(words.subList(1, words.size())));
        }
        return directives;
    }

    @Test
    void page_onAnyMachine_hasTheSameBytes() {
        List<byte[]> before = all();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(all()).usingElementComparator(java.util.Arrays::compare).isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(before).allMatch(page -> new String(page, StandardCharsets.UTF_8).indexOf('\r') < 0);
    }

    @Test
    void homePage_ofManyRepositories_namesEach() {
        assertThat(Xhtml.elements(Xhtml.parse(pages.home(large())), "li")).hasSizeGreaterThan(10_000);
    }

    @Test
    void assets_ofPages_areNamedByContent() {
        Map<String, byte[]> assets = pages.assets();

        assertThat(assets).hasSize(2);
        assets.forEach((path, content) -> {
            String hash = Digest.sha256(content).hex().substring(0, 8);
            assertThat(path).matches("-/assets/(style\\." + hash + "\\.css|icon\\." + hash + "\\.svg)");
            String text = new String(content, StandardCharsets.UTF_8);
            assertThat(text).contains("SPDX-License-Identifier: 0BSD").doesNotContain("\r", "url(", "@import");
        });
    }

    @Test
    void icon_ofPages_needsNoStyle() {
        byte[] icon = pages.assets().entrySet().stream()
                .filter(asset -> asset.getKey().endsWith(".svg"))
                .findFirst()
                .orElseThrow()
                .getValue();

        assertThat(Xhtml.elements(Xhtml.parse(icon)))
                .extracting(Element::getTagName)
                .containsOnly("svg", "path");
    }

    @Test
    void tags_leftOut_areReported() {
        String page = text(pages.repository(Samples.repository()));

        assertThat(page).contains("7 more tags are not shown here", "href=\"tags/\"");
        assertThat(text(pages.repository(Samples.legacy()))).doesNotContain("not shown");
    }

    @Test
    void index_ofThousandsOfPlatforms_isOneRow() {
        List<String> platforms =
                IntStream.range(0, 5_000).mapToObj(i -> "linux/p" + i).toList();
        TagView tag = new TagView(
                "1",
                Samples.DIGEST,
                Content.Kind.MULTI_PLATFORM_IMAGE,
                platforms,
                1L,
                null,
                false,
                null,
                null,
                List.of(),
                List.of());

        assertThat(text(pages.repository(with(tag))))
                .contains("<li>linux/p11</li>", "<li>and 4,988 more</li>")
                .doesNotContain("linux/p12<");
    }

    @ParameterizedTest
    @CsvSource({"12, ", "13, <li>and 1 more</li>", "5000, '<li>and 4,988 more</li>'"})
    void tag_ofManyDownloads_saysHowManyAreLeftOut(int number, String line) {
        List<WebLink> downloads = IntStream.range(0, number)
                .mapToObj(i -> WebLink.tryParse("https://storage.example/" + i).orElseThrow())
                .toList();
        TagView tag = new TagView(
                "1", Samples.DIGEST, Content.Kind.LEGACY, List.of(), 1L, null, false, null, null, downloads, List.of());

        String page = text(pages.repository(with(tag)));

        assertThat(page).contains("https://storage.example/11\"").doesNotContain("https://storage.example/12\"");
        if (line == null) {
            assertThat(page).doesNotContain(" more</li>");
        } else {
            assertThat(page).contains(line);
        }
    }

    @Test
    void size_ofALegacyTagWithoutANumber_isNotStated() {
        TagView tag = new TagView(
                "1", null, Content.Kind.LEGACY, List.of(), null, null, false, null, null, List.of(), List.of());

        assertThat(text(pages.repository(with(tag)))).contains("<span class=\"none\">size not stated</span>");
    }

    @Test
    void creation_byALabelAlone_isMarkedAsDoubtful() {
        for (boolean isDoubtful : new boolean[] {false, true}) {
            TagView tag = new TagView(
                    "1",
                    Samples.DIGEST,
                    Content.Kind.IMAGE,
                    List.of(),
                    1L,
                    "2026-11-19T00:00:00Z",
                    isDoubtful,
                    null,
                    null,
                    List.of(),
                    List.of());
            assertThat(text(pages.repository(with(tag))).contains(">doubtful</abbr></small>"))
                    .isEqualTo(isDoubtful);
        }
    }

    @Test
    void repository_empty_hasAPage() {
        Document page = Xhtml.parse(pages.repository(named("acme/empty")));

        assertThat(Xhtml.elements(page, "table")).isEmpty();
        assertThat(page.getDocumentElement().getTextContent()).contains("Nothing is published here yet.");
    }

    private List<byte[]> all() {
        return List.of(
                pages.home(Samples.home()),
                pages.repository(Samples.repository()),
                pages.repository(Samples.legacy()),
                pages.notFound(new NotFoundView("Registry", "/")));
    }

    private static HomeView large() {
        return new HomeView(
                "Registry",
                null,
                null,
                IntStream.range(0, 10_000)
                        .mapToObj(i -> Samples.entry("team" + i % 50 + "/app" + i, "Number " + i, i, "2026-11-20"))
                        .toList());
    }

    @Test
    void tags_ofMachines_areFoldedBelowTheOthers() {
        RepositoryView view = named("acme/app");
        String page = text(pages.repository(new RepositoryView(
                null,
                view.name(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(Samples.tag("1.4.2", Content.Kind.IMAGE, 1L, null)),
                List.of(Samples.tag("sha-9f8e7d6", Content.Kind.IMAGE, 1L, null)),
                2)));
        assertThat(page).containsSubsequence("1.4.2", "<details>", "1 tag of commits", "sha-9f8e7d6", "</details>");
        assertThat(page).doesNotContain("not shown here");
    }

    private static RepositoryView named(String name) {
        return new RepositoryView(
                null,
                RepositoryName.parse(name),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    private static RepositoryView with(TagView tag) {
        RepositoryView view = named("acme/app");
        return new RepositoryView(
                null,
                view.name(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(tag),
                List.of(),
                1);
    }

    private static List<String> stylesheets(Document page) {
        return Xhtml.elements(page, "link").stream()
                .filter(link -> link.getAttribute("rel").equals("stylesheet"))
                .map(link -> link.getAttribute("href"))
                .toList();
    }

    private static String text(byte[] page) {
        return new String(page, StandardCharsets.UTF_8);
    }
}
