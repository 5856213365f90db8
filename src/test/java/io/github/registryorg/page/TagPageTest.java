package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TagPageTest {

    private final Pages pages = new Pages();

    /** Where a page is meant to change, run this with {@code -Dgolden.update=true} and review the difference. */
    @ParameterizedTest
    @ValueSource(strings = {"tag", "tag-legacy"})
    void page_rendered_isTheGoldenPage(String name) throws IOException {
        byte[] page = pages.tag(name.equals("tag") ? TagPageSamples.multiPlatform() : TagPageSamples.legacy());
        if (Boolean.getBoolean("golden.update")) {
            Files.write(Path.of("src/test/resources/golden/page/" + name + ".html"), page);
        }
        try (InputStream golden = TagPageTest.class.getResourceAsStream("/golden/page/" + name + ".html")) {
            assertThat(text(page))
                    .isEqualTo(golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({"app, ../../../../", "acme/app, ../../../../../", "acme/tools/lint, ../../../../../../"})
    void page_atAnyDepth_linksToTheRootAndItsRepository(String name, String root) {
        TagPageView view = TagPageSamples.legacy();
        Document page = Xhtml.parse(pages.tag(new TagPageView(
                view.registry(),
                RepositoryName.parse(name),
                view.tag(),
                view.digest(),
                null,
                null,
                null,
                null,
                Shown.none(),
                view.facts(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Shown.none(),
                Shown.none(),
                Signatures.NONE,
                Shown.none(),
                null,
                List.of(),
                Shown.none(),
                Shown.none(),
                null)));

        assertThat(Xhtml.values(page, "href"))
                .contains(root, root + name + "/")
                .noneMatch(href -> href.startsWith("/"));
        assertThat(Xhtml.values(page, "src")).allMatch(src -> src.startsWith(root + "-/assets/"));
    }

    @Test
    void page_rendered_hasLandmarksIdsAndHeadings() {
        for (TagPageView view : List.of(TagPageSamples.multiPlatform(), TagPageSamples.legacy())) {
            Document page = Xhtml.parse(pages.tag(view));
            assertThat(Xhtml.elements(page, "main")).hasSize(1);
            List<Integer> headings = Xhtml.headings(page);
            assertThat(headings).startsWith(1).containsOnlyOnce(1);
            IntStream.range(1, headings.size())
                    .forEach(i -> assertThat(headings.get(i)).isLessThanOrEqualTo(headings.get(i - 1) + 1));
            assertThat(Xhtml.values(page, "id")).doesNotHaveDuplicates();
            assertThat(Xhtml.values(page, "href"))
                    .filteredOn(href -> href.startsWith("#"))
                    .allMatch(href -> Xhtml.values(page, "id").contains(href.substring(1)));
            assertThat(Xhtml.elements(page, "th"))
                    .allMatch(header -> header.getAttribute("scope").matches("col|row"));
            assertThat(Xhtml.attributes(page))
                    .noneMatch(attribute -> attribute.getName().startsWith("on")
                            || attribute.getName().equals("style"));
        }
    }

    @Test
    void page_ofASignedImage_leadsToTheSignature() {
        assertThat(text(pages.tag(TagPageSamples.multiPlatform())))
                .contains("<a href=\"#referrers\">1 signature, not verified</a>")
                .contains("href=\"../../../../../v2/acme/app/blobs/" + TagPageSamples.digest("signature") + "\"")
                .contains("href=\"https://storage.example/a?b=1&amp;c=2\"");
        assertThat(text(pages.tag(TagPageSamples.with(List.of(TagPageSamples.platform("linux/amd64", "1", 2_000))))))
                .contains("No signature");
        assertThat(text(pages.tag(TagPageSamples.legacy()))).doesNotContain("signature");
    }

    @Test
    void page_ofThousandsOfPlatforms_showsTheFirst() {
        List<PlatformView> platforms = IntStream.range(0, 5_000)
                .mapToObj(i -> new PlatformView(
                        "platform-p" + i, "linux/p" + i, TagPageSamples.digest("p" + i), null, Shown.none(), 0, null))
                .toList();

        String page = text(pages.tag(TagPageSamples.with(platforms)));

        assertThat(page)
                .contains("id=\"platform-p39\"", "<p class=\"quiet\">and 4,960 more</p>", ">+4,992</a>")
                .doesNotContain("linux/p40");
    }

    @Test
    void config_ofThousandsOfVariables_showsTheFirst() {
        Map<String, String> many = new LinkedHashMap<>();
        IntStream.range(0, 5_000).forEach(i -> many.put("V" + i, "x".repeat(10_000)));
        PlatformView platform = new PlatformView(
                "platform-linux-amd64",
                "linux/amd64",
                TagPageSamples.digest("x"),
                1L,
                Shown.none(),
                0,
                ConfigView.of(new RunSettings(Map.of(), many, many)));

        String page = text(pages.tag(TagPageSamples.with(List.of(platform))));

        assertThat(page)
                .contains("V59<", "and 4,940 more")
                .doesNotContain("V60<")
                .hasSizeLessThan(200_000);
    }

    @Test
    void command_long_isFoldedAndWhole() {
        String page = text(pages.tag(TagPageSamples.multiPlatform()));

        assertThat(page)
                .contains("<details class=\"whole\"><summary><code>RUN set -eux;")
                .contains("<code>ENV VERSION=1.4.2</code>");
    }

    @Test
    void share_ofLayers_isOfTheLargest() {
        PlatformView platform = TagPageSamples.platform("linux/amd64", "1", 27_000_000);

        assertThat(platform.layers().items().stream().map(platform::share)).containsExactly(100, 1, 1);
    }

    @Test
    void share_ofSizesThatAreLies_isInTheBar() {
        for (long size : new long[] {0, Long.MAX_VALUE}) {
            LayerView layer = new LayerView(TagPageSamples.digest("x"), size, null, null, null);
            PlatformView platform = new PlatformView(
                    "platform-x",
                    "x",
                    TagPageSamples.digest("x"),
                    size,
                    Shown.first(List.of(layer, layer), 60),
                    2,
                    null);
            assertThat(platform.share(layer)).isBetween(0, 100);
        }
    }

    @Test
    void id_thatIsNone_isRefused() {
        for (String id : List.of("platform-a\" onload=\"x", "changes-with", "platform-")) {
            assertThatThrownBy(() -> new PlatformView(id, "x", TagPageSamples.digest("x"), null, Shown.none(), 0, null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void copyButtons_nameWhatTheyCopy() {
        Document page = Xhtml.parse(pages.tag(TagPageSamples.multiPlatform()));

        assertThat(Xhtml.elements(page, "button"))
                .filteredOn(button -> button.getAttribute("class").equals("copy"))
                .extracting(button -> button.getAttribute("aria-label"))
                .containsExactly(
                        "Copy the digest",
                        "Copy the command for podman",
                        "Copy the command for podman, by digest",
                        "Copy the digest of linux/amd64",
                        "Copy the digest of linux/arm64");
    }

    @Test
    void prose_beginningWithTheTag_doesNotRepeatIt() {
        assertThat(text(pages.tag(TagPageSamples.multiPlatform())))
                .doesNotContain("App 1.4.2")
                .contains("What is new</h2>");
    }

    @Test
    void digest_thatIsNotThatOfTheMetadata_isSaidToBe() {
        assertThat(text(pages.tag(TagPageSamples.multiPlatform())))
                .contains(
                        "data-copy=\"" + Samples.DIGEST + "\"",
                        "than the one in the metadata, <code>sha256:" + "0".repeat(64));
        assertThat(text(pages.tag(TagPageSamples.legacy()))).doesNotContain("in the metadata");
    }

    @Test
    void legacyTag_hasNoSizeAndSaysWhatToDo() {
        assertThat(text(pages.tag(TagPageSamples.legacy())))
                .contains(
                        "<span class=\"quiet\" title=\"27,332, without a unit\">size not stated</span>",
                        "<p dir=\"auto\">Download the file, and run it with apptainer or singularity.</p>");
    }

    @Test
    void revision_ofALabel_isDoubtful() {
        TagFacts facts = new TagFacts(Content.Kind.IMAGE, 1L, null, "9fceb02", null, true, null, null, null, false);

        assertThat(text(pages.tag(TagPageSamples.with(facts))))
                .contains("<code title=\"9fceb02\">9fceb02</code>", "Only a label names it");
    }

    /** In all, with what it loads: 20 KB. */
    @Test
    void page_withStyleAndScript_isLight() throws IOException {
        assertThat(loaded(TagPageSamples.multiPlatform())).isLessThan(20_000);
        assertThat(loaded(TagPageSamples.ofManyPlatforms())).isLessThan(20_000);
    }

    private int loaded(TagPageView view) throws IOException {
        byte[] page = pages.tag(view);
        String text = new String(page, StandardCharsets.UTF_8);
        int size = gzipped(page);
        for (Map.Entry<String, byte[]> asset : pages.assets().entrySet()) {
            if (Pattern.compile("(?<!data-)(?:src|href)=\"[^\"]*" + Pattern.quote(asset.getKey()))
                    .matcher(text)
                    .find()) {
                size += gzipped(asset.getValue());
            }
        }
        return size;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><script>alert(1)</script>",
                "'><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "</title></head><body onload=alert(1)>",
                "</summary></code></pre><iframe src=https://evil.example>",
                "]]><!--",
                "--><svg onload=alert(1)>",
                "javascript:alert(1)",
                "${7*7} $unsafe{x} @if(true)",
                "\u202Egnp.exe\u202C\u2066x\u2069",
                "\u0000\u0008\u001B[31m\uFFFE\uD800",
                "a\r\nb\u2028c"
            })
    void field_hostile_isShownAsText(String attack) {
        byte[] content = pages.tag(hostile(attack));
        Document page = Xhtml.parse(content);

        assertThat(Xhtml.elements(page))
                .extracting(Element::getTagName)
                .doesNotContain("style", "iframe", "object", "form");
        assertThat(Xhtml.elements(page))
                .filteredOn(element -> element.getTagName().equals("script"))
                .hasSize(3)
                .allMatch(script -> script.getTextContent().isEmpty());
        assertThat(Xhtml.attributes(page))
                .noneMatch(attribute -> attribute.getName().startsWith("on")
                        || attribute.getName().equals("style")
                        || attribute.getName().equals("autofocus"));
        assertThat(Xhtml.values(page, "href")).allMatch(href -> href.matches("(https?://|#|\\.\\./).*"));
        assertThat(Xhtml.values(page, "src")).allMatch(src -> src.contains("-/assets/"));
        assertThat(text(content))
                .doesNotContainPattern("[\u202A-\u202E\u2066-\u2069\u2028\\x00-\\x08\\x0B-\\x1F\uFFFE]");
    }

    private static TagPageView hostile(String attack) {
        WebLink link = WebLink.tryParse("https://evil.example/'&x=y#z").orElseThrow();
        SettingView setting = new SettingView(attack, attack);
        Shown<SettingView> settings = Shown.first(List.of(setting), 60);
        RunSettings all =
                new RunSettings(Map.of(attack, attack), Map.of(attack, attack), Map.of(attack, attack + attack));
        PlatformView platform = new PlatformView(
                "platform-linux-amd64",
                attack,
                TagPageSamples.digest("x"),
                Long.MAX_VALUE,
                Shown.first(
                        List.of(
                                new LayerView(null, 0, attack, attack, null),
                                new LayerView(
                                        TagPageSamples.digest("y"),
                                        Long.MAX_VALUE,
                                        attack,
                                        attack.repeat(20),
                                        new BlobLink.OnWeb(link))),
                        60),
                1,
                ConfigView.of(all));
        TagPageSamples.Compared compared = new TagPageSamples.Compared(
                new ComparedPlatform("linux/arm64", TagPageSamples.digest("x")),
                new PlatformContent(
                        Long.MAX_VALUE, List.of(platform.layers().items().get(1)), all));
        return new TagPageView(
                attack,
                TagPageSamples.NAME,
                new Tag("1"),
                attack,
                attack,
                attack,
                attack,
                null,
                Shown.first(List.of(TagPageSamples.link("2", true)), 12),
                new TagFacts(
                        Content.Kind.IMAGE, Long.MAX_VALUE, attack, attack, link, true, link, attack, attack, true),
                List.of(attack),
                List.of(new PullCommand(attack, attack)),
                List.of(new PullCommand(attack, attack)),
                List.of(attack),
                Shown.first(List.of(platform), 40),
                Shown.first(
                        List.of(new ReferrerView(
                                attack, attack, TagPageSamples.digest("z"), 1L, attack, new BlobLink.OnWeb(link))),
                        40),
                new Signatures(1, false, 2, 1, attack, 0, 0, 0, Signatures.Verified.NONE),
                settings,
                TagPageSamples.comparison(
                        TagPageSamples.link("2", false),
                        List.of(TagPageSamples.compared("linux/arm64", attack)),
                        List.of(compared)),
                List.of(new Tag("2")),
                Shown.first(List.of(link), 60),
                Shown.first(List.of(new RecipeLink(attack, "manifests/1/Singularity")), 60),
                attack);
    }

    private static int gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.size();
    }

    private static String text(byte[] page) {
        return new String(page, StandardCharsets.UTF_8);
    }
}
