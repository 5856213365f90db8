package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class MarkdownTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n\t"})
    void markdown_blank_isEmpty(String markdown) {
        assertThat(Markdown.toHtml(markdown)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "docs/use.md, https://github.com/acme/app/tree/HEAD/docs/use.md",
        "./docs/use.md#run, https://github.com/acme/app/tree/HEAD/docs/use.md#run",
        "/LICENSE, https://github.com/acme/app/tree/HEAD/LICENSE",
        "docs/../LICENSE, https://github.com/acme/app/tree/HEAD/LICENSE"
    })
    void link_relative_leadsToTheSource(String link, String target) {
        WebLink source = WebLink.tryParse("https://github.com/acme/app.git").orElseThrow();
        assertThat(Markdown.toHtml("[a](" + link + ") ![b](" + link + ")", Set.of(), source))
                .contains("<a href=\"" + target + "\"")
                .doesNotContain("<img");
    }

    @Test
    void link_tooLong_losesItsAddressHoweverOftenItIsUsed() {
        WebLink source = WebLink.tryParse("https://github.com/acme/app").orElseThrow();
        String reference = "[a]: " + "a/".repeat(900) + "../".repeat(800) + "\n\n";
        assertThat(Markdown.toHtml(reference + "[a]\n\n".repeat(100), Set.of(), source))
                .contains("<p>a</p>")
                .doesNotContain("href");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/app/tree/main/docs",
                "https://github.com/acme",
                "https://code.example/a/b"
            })
    void link_relativeToWhatIsNoKnownRepository_losesItsAddress(String source) {
        assertThat(Markdown.toHtml(
                        "[a](docs/x)", Set.of(), WebLink.tryParse(source).orElseThrow()))
                .isEqualTo("<p>a</p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other/x",
                "%2e%2e/%2E%2E/x",
                "docs/../../x",
                "//evil.example/x",
                "javascript:ran(1)",
                "data:text/html,x",
                "%"
            })
    void link_thatLeavesTheSource_losesItsAddress(String link) {
        WebLink source = WebLink.tryParse("https://github.com/acme/app").orElseThrow();
        assertThat(Markdown.toHtml("[a](" + link + ")", Set.of(), source)).isEqualTo("<p>a</p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[bank](https://bank.example@evil.example/)",
                "[bank](https://user:secret@evil.example/)",
                "[bank](https:///user@evil.example/)",
                "[bank](HTTPS://user@evil.example/)",
                "<a href='https:\\\\user@evil.example'>bank</a>",
                "<a href='ht&#9;tps://user@evil.example'>bank</a>",
                "<a href='https://u&#10;ser@evil.example'>bank</a>",
                "![bank](https://user@evil.example/x.png)"
            })
    void link_withAUser_losesItsAddress(String markdown) {
        assertThat(Markdown.toHtml(markdown)).contains("bank").doesNotContain("evil.example");
    }

    @Test
    void link_withAnAtSignInItsPath_isKept() {
        assertThat(Markdown.toHtml("[a](https://www.npmjs.com/package/@acme/app?x=a@b#c@d) <me@acme.example>"))
                .contains("www.npmjs.com/package/&#64;acme/app?x&#61;a&#64;b#c&#64;d")
                .contains("mailto:me&#64;acme.example");
    }

    @Test
    void prose_rendered_isHtml() {
        assertThat(Markdown.toHtml("One *two* **three** `four`.\n\n- a\n- b\n\n> c\n\n---\n"))
                .isEqualTo("<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>\n"
                        + "<ul><li>a</li><li>b</li></ul>\n<blockquote>\n<p>c</p>\n</blockquote>\n<hr />\n");
    }

    @Test
    void code_rendered_isUnchangedAndScrollable() {
        assertThat(Markdown.toHtml("```sh\nif [ a < b ]; then\n  echo \"&amp;\"\nfi\n```"))
                .isEqualTo(
                        "<pre tabindex=\"0\"><code>if [ a &lt; b ]; then\n  echo &#34;&amp;amp;&#34;\nfi\n</code></pre>\n");
    }

    @Test
    void tables_rendered_haveHeadersAndAlignment() {
        assertThat(Markdown.toHtml("| a | b |\n|---|--:|\n| 1 | 2 |"))
                .isEqualTo(
                        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><thead><tr>"
                                + "<th scope=\"col\">a</th><th class=\"right\" scope=\"col\">b</th></tr></thead><tbody><tr>"
                                + "<td>1</td><td class=\"right\">2</td></tr></tbody></table></div>\n");
    }

    @Test
    void headers_ofRows_areNotOfColumns() {
        assertThat(Markdown.toHtml("<table><tbody><tr><th>a</th><td>1</td></tr></tbody></table>"))
                .contains("<th>a</th><td>1</td>");
    }

    @ParameterizedTest
    @CsvSource({
        "'# a\n## b\n# c',2 3 2",
        "'### a\n### b\n# c\n#### d',2 2 2 3",
        "'###### a\n<h1>b</h1>\n\n<h5>c</h5>',2 2 3"
    })
    void headings_rendered_followThePagesWithoutGaps(String markdown, String levels) {
        List<Integer> headings = Xhtml.headings(Xhtml.parseFragment(Markdown.toHtml(markdown)));

        assertThat(headings).extracting(String::valueOf).containsExactly(levels.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a?b=c", "http://example.org/", "mailto:a@example.org"})
    void link_absolute_isKept(String address) {
        Document html = Xhtml.parseFragment(Markdown.toHtml("[text](" + address + ")"));

        assertThat(Xhtml.values(html, "href")).containsExactly(address);
        assertThat(Xhtml.values(html, "rel")).containsExactly("nofollow noopener");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/guide.md",
                "../other",
                "#",
                "docs/guide.md#section",
                "/path",
                "//evil.example/",
                "https:evil",
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "&#106;avascript:alert(1)",
                "java&#10;script:alert(1)",
                "data:text/html;base64,PHNjcmlwdD4=",
                "vbscript:x",
                "file:///etc/passwd"
            })
    void link_notAbsolute_isItsText(String address) {
        String html = Markdown.toHtml("[text](" + address + ") <a href=\"" + address + "\">more</a>");

        assertThat(html).isEqualTo("<p>text more</p>\n");
    }

    @Test
    void images_rendered_areLinks() {
        assertThat(Markdown.toHtml(
                        "![a badge](https://img.example/b.svg \"alt\") <img src='https://img.example/c.png' width=9>"))
                .isEqualTo("<p><a href=\"https://img.example/b.svg\" rel=\"nofollow noopener\">a badge</a>"
                        + " <a href=\"https://img.example/c.png\" rel=\"nofollow noopener\">c.png</a></p>\n");
    }

    @Test
    void image_inALink_isItsText() {
        assertThat(Markdown.toHtml(
                        "[![build](https://img.example/b.svg)](https://ci.example/) ![x](https://a.example/y)"))
                .isEqualTo("<p><a href=\"https://ci.example/\" rel=\"nofollow noopener\">build</a>"
                        + " <a href=\"https://a.example/y\" rel=\"nofollow noopener\">x</a></p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://img.example/a.png", "a.png", "data:image/png;base64,AAAA", "//img.example/a.png"})
    void image_notAbsolute_isNotLoaded(String address) {
        assertThat(Markdown.toHtml("![text](" + address + ")<img src=\"" + address + "\" srcset=\"" + address + "\">"))
                .doesNotContain("src");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT SRC=//evil.example></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<img src=https://img.example/a.png onload=alert(1) style='position:fixed'>",
                "<svg/onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
                "<iframe src='https://evil.example'></iframe>",
                "<object data='https://evil.example'></object><embed src='https://evil.example'>",
                "<form action='https://evil.example'><input name=a><button>go</button></form>",
                "<style>body{display:none}</style>",
                "<link rel=stylesheet href='https://evil.example/a.css'>",
                "<meta http-equiv=refresh content='0;url=https://evil.example'>",
                "<base href='https://evil.example/'>",
                "<p style='background:url(https://evil.example)' class=masthead id=content>x</p>",
                "<a href='https://example.org' onclick=alert(1) target=_blank ping=https://evil.example>x</a>",
                "<div><![CDATA[<script>alert(1)</script>]]></div>",
                "<!-- --!><script>alert(1)</script> -->",
                "<template><script>alert(1)</script></template>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<textarea><script>alert(1)</script>",
                "<video autoplay onplay=alert(1)><source src=x></video>",
                "<details open ontoggle=alert(1)>x</details>",
                "<marquee onstart=alert(1)>x</marquee>",
                "<input type=text name=a value=b autofocus><input type=image src=https://evil.example/a.png>",
                "<input type=submit formaction=https://evil.example><input type=file checked=type>",
                "<input checked=type><input checked>",
                "<section class=masthead aria-label=x></section><a aria-label='Sign in' href=https://evil.example>x</a>",
                "<a name=pull></a><h2 id=tags>x</h2><div id=user-content-x>y</div><b id='a b'>z</b>",
                "</section></main></body></html><script>alert(1)</script>",
                "`<script>alert(1)</script>`",
                "    <script>alert(1)</script>",
                "[x](https://example.org/\" onmouseover=\"alert(1))",
                "[x](<https://example.org/\" onmouseover=\"alert(1)>)",
                "![x](https://example.org/ 'a\" onerror=\"alert(1)')",
                "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
                "\u0000<scr\u0000ipt>alert(1)</script>"
            })
    void html_hostile_isSanitized(String markdown) {
        Document html = Xhtml.parseFragment(Markdown.toHtml(markdown));

        assertThat(Xhtml.elements(html))
                .extracting(element -> element.getTagName())
                .doesNotContainAnyElementsOf(Set.of(
                        "script",
                        "style",
                        "iframe",
                        "object",
                        "embed",
                        "form",
                        "input",
                        "button",
                        "link",
                        "meta",
                        "base",
                        "svg",
                        "math",
                        "template",
                        "noscript",
                        "textarea",
                        "video",
                        "source",
                        "marquee"));
        assertThat(Xhtml.attributes(html))
                .extracting(attribute -> attribute.getName())
                .isSubsetOf(
                        "href",
                        "rel",
                        "src",
                        "alt",
                        "title",
                        "loading",
                        "referrerpolicy",
                        "tabindex",
                        "class",
                        "role",
                        "aria-label",
                        "scope",
                        "id");
        assertThat(Xhtml.values(html, "class")).isSubsetOf("scroll", "left", "center", "right");
        assertThat(Xhtml.values(html, "aria-label")).isSubsetOf("Table");
        assertThat(Xhtml.values(html, "id")).allMatch(id -> id.startsWith("user-content-"));
    }

    @Test
    void strikethrough_rendered_isDeleted() {
        assertThat(Markdown.toHtml("~~old~~ ~older~ new ~~~"))
                .isEqualTo("<p><del>old</del> <del>older</del> new ~~~</p>\n");
    }

    @Test
    void taskList_rendered_hasBoxesThatNobodyCanTick() {
        assertThat(Markdown.toHtml("- [ ] open\n- [x] closed\n- [y] neither\n"))
                .isEqualTo("<ul><li><input type=\"checkbox\" disabled=\"disabled\" aria-label=\"Not done\" /> open</li>"
                        + "<li><input type=\"checkbox\" checked=\"checked\" disabled=\"disabled\" aria-label=\"Done\" />"
                        + " closed</li><li>[y] neither</li></ul>\n");
    }

    @Test
    void input_inHtml_isABoxOfATaskListOrNothing() {
        assertThat(Markdown.toHtml("a <input type='checkbox' name='x' autofocus='' checked> b"))
                .isEqualTo(
                        "<p>a <input type=\"checkbox\" checked=\"checked\" disabled=\"disabled\" aria-label=\"Done\" />"
                                + " b</p>\n");
        assertThat(Markdown.toHtml("a <input type='text' checked='type'><input checked='type'> b"))
                .isEqualTo("<p>a  b</p>\n");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.example/docs?a=b, https://acme.example/docs?a=b",
        "http://acme.example/, http://acme.example/",
        "www.acme.example, http://www.acme.example",
        "docs@acme.example, mailto:docs@acme.example",
    })
    void address_inText_isALink(String text, String address) {
        Document html = Xhtml.parseFragment(Markdown.toHtml("See " + text + ", please."));

        assertThat(Xhtml.values(html, "href")).containsExactly(address);
        assertThat(Xhtml.values(html, "rel")).containsExactly("nofollow noopener");
        assertThat(html.getDocumentElement().getTextContent().strip()).isEqualTo("See " + text + ", please.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"`https://acme.example`", "javascript://acme.example/%0aalert(1)", "ftp://acme.example"})
    void address_inCodeOrOfAnotherScheme_isNoLink(String text) {
        assertThat(Markdown.toHtml(text)).doesNotContain("href");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "# How to begin; how-to-begin",
                "# Run `app --help`, *now*!; run-app---help-now",
                "# Über uns 日本; über-uns-日本",
                "# Istanbul I; istanbul-i",
                "# a_b-c  d; a_b-c--d",
                "# [Link](https://x.example) text; link-text",
            })
    void heading_rendered_hasTheIdOfItsWords(String markdown, String id) {
        assertThat(Xhtml.values(Xhtml.parseFragment(Markdown.toHtml(markdown)), "id"))
                .containsExactly("user-content-" + id);
    }

    @Test
    void headings_ofEqualWords_haveDifferentIds() {
        Document html = Xhtml.parseFragment(Markdown.toHtml("# a\n# a-1\n# a\n# a\n# !\n"));

        assertThat(Xhtml.values(html, "id"))
                .containsExactly("user-content-a", "user-content-a-1", "user-content-a-2", "user-content-a-3");
    }

    @Test
    void link_toAHeading_leadsToItsId() {
        assertThat(Markdown.toHtml("[below](#how-to-begin) <a href=\"#x\">x</a><a name=\"x\"></a><b id='x'>y</b>\n"))
                .isEqualTo("<p><a href=\"#user-content-how-to-begin\" rel=\"nofollow noopener\">below</a> "
                        + "<a href=\"#user-content-x\" rel=\"nofollow noopener\">x</a>"
                        + "<a id=\"user-content-x\"></a><b>y</b></p>\n");
    }

    @Test
    void footnote_rendered_leadsThereAndBack() {
        assertThat(Markdown.toHtml("A note.[^1]\n\n[^1]: Of it.\n"))
                .isEqualTo("<p>A note.<sup><a href=\"#user-content-fn-1\" id=\"user-content-fnref-1\""
                        + " rel=\"nofollow noopener\">1</a></sup></p>\n<section class=\"footnotes\">\n<ol>"
                        + "<li id=\"user-content-fn-1\">\n<p>Of it. <a href=\"#user-content-fnref-1\""
                        + " aria-label=\"Back to reference 1\" rel=\"nofollow noopener\">↩</a></p>\n</li></ol>\n"
                        + "</section>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u202Eb",
                "a&#x202E;b",
                "`a\u202Eb`",
                "<b>a&#8238;b</b>",
                "[a\u2066b](https://example.org/ 'c\u202Ed')",
                "![a&#x202e;b](https://example.org/a.png)"
            })
    void character_reorderingText_isRemoved(String markdown) {
        String html = Markdown.toHtml(markdown);

        Document parsed = Xhtml.parseFragment(html);
        assertThat(parsed.getDocumentElement().getTextContent()
                        + Xhtml.values(parsed, "title")
                        + Xhtml.values(parsed, "alt"))
                .contains("\uFFFD")
                .doesNotContainPattern("[\u202A-\u202E\u2066-\u2069]");
    }

    @Test
    void text_long_isCutAtALine() {
        String line = "0123456789".repeat(10) + "\n";
        String html = Markdown.toHtml(line.repeat(Markdown.MAX_LENGTH / line.length() + 1_000));

        assertThat(html.substring(html.length() - 100)).contains("0123456789</p>\n<p class=\"cut\">");
        assertThat(html.length()).isLessThan(Markdown.MAX_LENGTH + 200);
        Xhtml.parseFragment(html);
    }

    @Test
    void text_longWithoutLines_isCut() {
        assertThat(Markdown.toHtml("a".repeat(2 * Markdown.MAX_LENGTH)).length())
                .isBetween(Markdown.MAX_LENGTH, Markdown.MAX_LENGTH + 200);
    }

    @ParameterizedTest
    @CsvSource({
        "# Acme App, ''",
        "# acme/app, ''",
        "'Acme *App*!\n===', ''",
        "## `acme-app`, ''",
        "# Acme App 2, <h2",
    })
    void firstHeading_likeThePages_isLeftOut(String heading, String left) {
        String html = Markdown.toHtml(heading + "\n\ntext", Set.of("acme/app", "Acme App"), null);
        assertThat(html).startsWith(left.isEmpty() ? "<p>text</p>" : left);
    }

    @Test
    void secondHeading_likeThePages_stays() {
        assertThat(Markdown.toHtml("text\n\n# Acme App", Set.of("Acme App"), null))
                .contains("Acme App");
    }
}
