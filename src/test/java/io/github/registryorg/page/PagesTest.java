package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content;
import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Count;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                .hasSize(2)
                .allSatisfy(href -> assertThat(pages.assets()).containsKey(href.substring(root.length())));
    }

    @Test
    void repositoryPage_linksToItsNamespaces() {
        Document page = Xhtml.parse(pages.repository(named("acme/tools/lint")));

        assertThat(Xhtml.values(page, "href")).contains("../../../acme/", "../../../acme/tools/");
    }

    @Test
    void namespacePage_linksToAllBelow() {
        for (Namespace namespace : Samples.home().tree().namespaces()) {
            NamespaceView view =
                    new NamespaceView("Registry", namespace, namespace.pages().get(0));
            Document page = Xhtml.parse(pages.namespace(view));
            String root = "../".repeat(view.address().split("/").length);
            assertThat(Xhtml.values(page, "href")).contains(root).noneMatch(href -> href.startsWith("/"));
            assertThat(Xhtml.values(page, "href"))
                    .containsAll(namespace.repositories().stream()
                            .map(repository -> root + repository.name() + "/")
                            .toList())
                    .containsAll(namespace.namespaces().stream()
                            .map(nested -> root + nested.address())
                            .toList());
        }
    }

    @Test
    void homePage_linksToEachRepository() {
        Document page = Xhtml.parse(pages.home(Samples.home()));

        assertThat(Xhtml.values(page, "href"))
                .contains("acme/app/", "toolbox/", "acme/tools/lint/")
                .noneMatch(href -> href.startsWith("/"));
        assertThat(stylesheets(page))
                .hasSize(2)
                .allSatisfy(href -> assertThat(pages.assets()).containsKey(href.substring("./".length())));
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
            assertThat(Xhtml.elements(page)).extracting(Element::getTagName).doesNotContain("style", "iframe", "form");
            assertThat(Xhtml.elements(page, "script"))
                    .allMatch(script -> script.getTextContent().isEmpty()
                            && script.getAttribute("src").contains("-/assets/"));
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
    void policy_inAPage_isThatOfTheHeader() {
        assertThat(PagePolicy.HEADER).isEqualTo(PagePolicy.META + "; frame-ancestors 'none'");
        for (byte[] content : all()) {
            assertThat(Xhtml.elements(Xhtml.parse(content), "meta"))
                    .filteredOn(element -> element.getAttribute("http-equiv").equals("Content-Security-Policy"))
                    .singleElement()
                    .satisfies(meta -> assertThat(meta.getAttribute("content")).isEqualTo(PagePolicy.META));
        }
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

    /** Whatever the registry has, no page is heavy: that of 10,000 repositories, that of a namespace of all of them. */
    @ParameterizedTest
    @ValueSource(ints = {100, 101, 10_000, 100_000})
    void homePage_ofManyRepositories_isLight(int repositories) throws IOException {
        byte[] home = pages.home(home(repositories));

        assertThat(home).hasSizeLessThanOrEqualTo(100_000);
        assertThat(gzip(home)).isLessThanOrEqualTo(60_000);
        assertThat(text(home)).contains("team7/").contains(Count.grouped(repositories));
    }

    @Test
    void homePage_ofNamespaces_leadsToAllRepositories() {
        NamespaceTree tree = home(1_234).tree();
        Set<String> found = new TreeSet<>();
        for (Namespace namespace : tree.namespaces()) {
            for (ListPage page : namespace.pages()) {
                byte[] content = pages.namespace(new NamespaceView("Registry", namespace, page));
                assertThat(content).hasSizeLessThanOrEqualTo(100_000);
                Xhtml.values(Xhtml.parse(content), "href").stream()
                        .filter(href -> href.matches("[./]+team\\d+/app\\d+/"))
                        .forEach(found::add);
            }
        }
        assertThat(found).hasSize(1_234);
        assertThat(Xhtml.values(Xhtml.parse(pages.home(home(1_234))), "href"))
                .containsAll(tree.root().namespaces().stream()
                        .map(NestedNamespace::address)
                        .toList());
    }

    private static int gzip(byte[] page) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(page);
        }
        return compressed.size();
    }

    @Test
    void assets_ofPages_areNamedByContent() {
        Map<String, byte[]> assets = pages.assets();

        assertThat(assets).hasSize(11);
        assets.forEach((path, content) -> {
            String hash = Digest.sha256(content).hex().substring(0, 8);
            assertThat(path)
                    .matches("-/assets/((style|list|repository|tag)\\." + hash
                            + "\\.css|(theme|script|repository|tag|compare|search)\\." + hash + "\\.js|icon\\." + hash
                            + "\\.svg)");
            String text = new String(content, StandardCharsets.UTF_8);
            assertThat(text)
                    .contains("SPDX-License-Identifier: 0BSD")
                    .doesNotContain("\r", "url(", "@import", "innerHTML");
            // indentation is removed, of lines that begin in a text too
            assertThat(text.lines())
                    .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
        });
    }

    @Test
    void branding_ofARegistry_isOnEachPage() {
        Pages branded = new Pages(new Branding(
                new Accent("#ffcc00"),
                new Logo(Logo.Kind.PNG, new byte[] {1, 2, 3}),
                "Run by <Acme>",
                List.of(new TitledLink("Status", "https://status.example/")),
                TitledLink.tryParse("Contact", "ops@acme.example").orElseThrow(),
                TitledLink.tryParse("Metadata in git", "https://git.example/registry")
                        .orElseThrow()));
        Document page = Xhtml.parse(branded.repository(named("acme/app")));

        assertThat(Xhtml.values(page, "href"))
                .contains("https://status.example/", "mailto:ops@acme.example", "https://git.example/registry");
        assertThat(page.getDocumentElement().getTextContent()).contains("Run by <Acme>");
        String logo = Xhtml.values(page, "src").stream()
                .filter(src -> src.contains("/logo."))
                .findFirst()
                .orElseThrow();
        assertThat(branded.assets()).containsKey(logo.substring("../../".length()));
        assertThat(branded.assets().entrySet())
                .filteredOn(asset -> asset.getKey().startsWith("-/assets/style."))
                .singleElement()
                .satisfies(asset -> assertThat(text(asset.getValue())).endsWith(new Accent("#ffcc00").css()));
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
    void index_ofThousandsOfPlatforms_isOneRow() {
        List<TagPlatform> platforms = IntStream.range(0, 5_000)
                .mapToObj(i -> new TagPlatform("linux/p" + i, null))
                .toList();

        assertThat(text(pages.repository(
                        with(row(Content.Kind.MULTI_PLATFORM_IMAGE, platforms, 1L, null, false, null, List.of())))))
                .contains(">p11</li>", ">+4,997</summary>", ">and 4,988 more</li>")
                .doesNotContain(">p12<");
    }

    @ParameterizedTest
    @CsvSource({"12, ", "13, <li>and 1 more</li>", "5000, '<li>and 4,988 more</li>'"})
    void tag_ofManyDownloads_saysHowManyAreLeftOut(int number, String line) {
        List<WebLink> downloads = IntStream.range(0, number)
                .mapToObj(i -> WebLink.tryParse("https://storage.example/" + i).orElseThrow())
                .toList();

        String page =
                text(pages.repository(with(row(Content.Kind.LEGACY, List.of(), 1L, null, false, null, downloads))));

        assertThat(page).contains("https://storage.example/11\"").doesNotContain("https://storage.example/12\"");
        if (line == null) {
            assertThat(page).doesNotContain(" more</li>");
        } else {
            assertThat(page).contains(line);
        }
    }

    @Test
    void size_ofALegacyTagWithoutANumber_isNotStated() {
        TagView tag = row(Content.Kind.LEGACY, List.of(), null, null, false, null, List.of());

        assertThat(text(pages.repository(with(tag)))).contains("<span class=\"quiet\">size not stated</span>");
    }

    @Test
    void creation_byALabelAlone_isMarkedAsDoubtful() {
        for (boolean isDoubtful : new boolean[] {false, true}) {
            TagView tag = row(Content.Kind.IMAGE, List.of(), 1L, "2026-11-19T00:00:00Z", isDoubtful, null, List.of());
            assertThat(text(pages.repository(with(tag))).contains("<summary>doubtful</summary>"))
                    .isEqualTo(isDoubtful);
        }
    }

    @Test
    void date_ofATag_isThatOfPublicationOrLabelled() {
        String both = text(pages.repository(with(row(
                Content.Kind.IMAGE, List.of(), 1L, "2026-11-19T00:00:00Z", false, "2026-11-20T00:00:00Z", List.of()))));
        assertThat(both).contains(">2026-11-20</time>").doesNotContain("2026-11-19", ">created<");

        String one = text(pages.repository(
                with(row(Content.Kind.IMAGE, List.of(), 1L, "2026-11-19T00:00:00Z", false, null, List.of()))));
        assertThat(one).containsSubsequence(">created<", ">2026-11-19</time>");
    }

    @Test
    void size_withoutAUnit_isNotStated() {
        assertThat(text(pages.repository(Samples.legacy())))
                .contains("title=\"27,332, without a unit\">size not stated</span>");
    }

    @Test
    void deprecation_atThePullBox_linksToTheSuccessor() {
        assertThat(text(pages.repository(Samples.repository())))
                .containsSubsequence(
                        "<h2 id=\"pull\">",
                        "<strong>Deprecated:</strong> nobody repairs it",
                        "<a href=\"../../acme/tools/lint/\">acme/tools/lint</a>",
                        "1.4.3 is yanked",
                        "docker pull registry.example.org/acme/app:1.4.2");
    }

    @Test
    void chooser_withoutScript_isHiddenBesideCommandsOfAllClients() {
        Document page = Xhtml.parse(pages.repository(Samples.repository()));

        assertThat(Xhtml.elements(page, "div"))
                .filteredOn(div -> div.getAttribute("class").equals("chooser"))
                .singleElement()
                .satisfies(chooser -> assertThat(chooser.hasAttribute("hidden")).isTrue());
        assertThat(Xhtml.elements(page, "div"))
                .filteredOn(div -> div.getAttribute("class").equals("examples"))
                .singleElement()
                .satisfies(examples ->
                        assertThat(examples.getTextContent()).contains("docker pull", "podman pull", "crane pull"));
    }

    /** For programs that read the text: of {@code docker pull …:1.4.2Copy} the button would be a part of the tag. */
    @Test
    void command_inThePagesText_endsBeforeItsButton() {
        assertThat(Xhtml.parse(pages.repository(Samples.repository()))
                        .getDocumentElement()
                        .getTextContent())
                .contains("docker pull registry.example.org/acme/app:1.4.2 Copy");
    }

    @Test
    void title_ofProse_doesNotRepeatThePages() {
        assertThat(text(pages.repository(Samples.repository())))
                .doesNotContain(">Acme App<")
                .contains(">Run it<");
    }

    @Test
    void list_ofTags_linksToAllPages() {
        assertThat(text(pages.repository(Samples.repository())))
                .contains("href=\"-/list/2/\"", "href=\"-/list/21/\"", "data-tags=\"-/tags.json\"");
        assertThat(text(pages.tagList(Samples.tagList())))
                .contains("href=\"../../../\"", "href=\"../2/\"", "href=\"../4/\"", "href=\"../21/\"")
                .contains("351 to 352 of 5,012")
                .containsSubsequence("1.2.0", "Tags named after commits, change requests or signatures", "pr-12");
        assertThat(text(pages.repository(Samples.legacy()))).doesNotContain("data-tags", "class=\"pages\"");
    }

    @Test
    void tag_withAPage_linksToIt() {
        assertThat(text(pages.repository(Samples.repository())))
                .contains("href=\"-/tags/1.4.2/\"")
                .doesNotContain("-/tags/latest/");
    }

    private static TagView row(
            Content.Kind kind,
            List<TagPlatform> platforms,
            Long size,
            String created,
            boolean isDoubtful,
            String published,
            List<WebLink> downloads) {
        return new TagView(
                "1",
                Samples.DIGEST,
                kind,
                platforms,
                platforms.size(),
                size,
                false,
                created,
                isDoubtful,
                published,
                null,
                downloads,
                List.of(),
                false);
    }

    @Test
    void repository_empty_hasAPage() {
        Document page = Xhtml.parse(pages.repository(named("acme/empty")));

        assertThat(Xhtml.elements(page, "table")).isEmpty();
        assertThat(page.getDocumentElement().getTextContent()).contains("Nothing is published here.");
    }

    private List<byte[]> all() {
        return List.of(
                pages.home(Samples.home()),
                pages.home(home(101)),
                namespace(Samples.home().tree()),
                index(home(101).tree(), 0),
                index(home(101).tree(), 1),
                pages.repository(Samples.repository()),
                pages.repository(Samples.legacy()),
                pages.tagList(Samples.tagList()),
                pages.notFound(new NotFoundView("Registry", "/")));
    }

    private byte[] namespace(NamespaceTree tree) {
        Namespace first = tree.namespaces().get(0);
        return pages.namespace(
                new NamespaceView("Registry", first, first.pages().get(0)));
    }

    private byte[] index(NamespaceTree tree, int page) {
        return pages.index(new IndexView(
                "Registry", RepositoryIndex.of(tree.repositories()).pages().get(page)));
    }

    private static HomeView home(int repositories) {
        return new HomeView(
                "Registry",
                null,
                null,
                NamespaceTree.of(IntStream.range(0, repositories)
                        .mapToObj(i -> Samples.entry("team" + i % 50 + "/app" + i, "Number " + i, i, "2026-11-20"))
                        .toList()));
    }

    @Test
    void tags_ofMachines_areFoldedBelowTheOthers() {
        String page = text(pages.repository(Samples.repository(
                "acme/app",
                new TagList(
                        List.of(Samples.tag("1.4.2", Content.Kind.IMAGE, 1L, null)),
                        List.of(Samples.tag("sha-9f8e7d6", Content.Kind.IMAGE, 1L, null)),
                        1,
                        2,
                        new Pager(1, 1)))));
        assertThat(page)
                .containsSubsequence(
                        "1.4.2",
                        "<details",
                        "1 tag named after a commit, change request or signature",
                        "sha-9f8e7d6",
                        "</details>");
    }

    @Test
    void tags_ofMachinesOnOtherPages_areCounted() {
        TagView tag = Samples.tag("sha-9f8e7d6", Content.Kind.IMAGE, 1L, null);
        assertThat(text(pages.repository(Samples.repository(
                        "acme/app",
                        new TagList(
                                List.of(Samples.tag("1", Content.Kind.IMAGE, 1L, null)),
                                List.of(tag),
                                4_952,
                                1,
                                5_012,
                                new Pager(1, 21))))))
                .contains("4,952 tags named after commits, change requests or signatures, 1 of them on this page")
                .contains("<details class=\"folded\">", "data-total=\"5012\"");
    }

    @Test
    void tags_ofMachinesAlone_areOpen() {
        assertThat(text(pages.repository(Samples.repository(
                        "acme/app",
                        new TagList(
                                List.of(),
                                List.of(Samples.tag("sha-9f8e7d6", Content.Kind.IMAGE, 1L, null)),
                                1,
                                1,
                                new Pager(1, 1))))))
                .contains("<details class=\"folded\" open=\"open\">");
    }

    @Test
    void sizes_ofPlatforms_areInTheRow() {
        TagView tag = row(
                Content.Kind.MULTI_PLATFORM_IMAGE,
                List.of(new TagPlatform("linux/amd64", 1_048_576L), new TagPlatform("linux/arm64", 2_097_152L)),
                1_048_576L,
                null,
                false,
                null,
                List.of());
        assertThat(Xhtml.parse(pages.repository(with(tag)))
                        .getDocumentElement()
                        .getTextContent()
                        .replaceAll("\\s+", " "))
                .contains("1.0 MiB linux/amd64 1.0 MiB linux/arm64 2.0 MiB");
    }

    private static RepositoryView named(String name) {
        return Samples.repository(name, TagList.EMPTY);
    }

    private static RepositoryView with(TagView tag) {
        return Samples.repository("acme/app", Samples.list(tag));
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
