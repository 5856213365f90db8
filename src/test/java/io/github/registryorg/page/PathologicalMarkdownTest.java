package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that some Markdown parser or sanitizer took minutes, gigabytes or the stack for. */
class PathologicalMarkdownTest {

    /** Of a part, which takes less time. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("input")
    void result_ofPathologicalMarkdown_isLimitedAndWellFormed(String name, String markdown) {
        assertLimitedAndWellFormed(markdown.substring(0, markdown.length() / 16));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("input")
    void result_ofTheLongestPathologicalMarkdown_isLimitedAndWellFormed(String name, String markdown) {
        assertLimitedAndWellFormed(markdown);
    }

    private static void assertLimitedAndWellFormed(String markdown) {
        String html = Markdown.toHtml(markdown);

        assertThat(html.length()).isLessThan(9 * Markdown.MAX_LENGTH);
        Xhtml.parseFragment(html);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void markdown_tooExpensive_isShownAsWritten(String name, String markdown) {
        assertThat(Markdown.toHtml(markdown).substring(0, 40))
                .startsWith("<pre tabindex=\"0\">" + markdown.substring(0, 6));
    }

    /** What is left of an ordinary limit: many badges and links in one table, one after the other. */
    @Test
    void table_fullOfBadges_isRendered() {
        String row = "| [a](https://example.org/a) ![b](https://example.org/b) ![c](https://example.org/c) |\n";

        assertThat(Markdown.toHtml("| a |\n|---|\n" + row.repeat(1_000))).startsWith("<div class=\"scroll\"");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                repeated("links in open images", "![[]()"),
                repeated("links in open links", "[[a]()"),
                repeated("lines of open links", "[a\n" + "b](\n"),
                repeated("small images", "![](https://a)"),
                arguments("giant reference", giantReference()),
                arguments("wide table", wideTable()));
    }

    static Stream<Arguments> input() {
        return Stream.concat(
                refused(),
                Stream.of(
                        repeated("brackets", "["),
                        repeated("closed brackets", "]"),
                        repeated("images", "!["),
                        repeated("open links", "[a]("),
                        repeated("open destinations", "[a](<b"),
                        repeated("references in open images", "![[a][]"),
                        repeated("reference definitions", "[x]: "),
                        repeated("emphasis", "*a _b "),
                        repeated("emphasis of three", "**a*"),
                        repeated("stars", "*"),
                        repeated("quotes", "> "),
                        repeated("lists", "- "),
                        repeated("quoted lists", "> - "),
                        repeated("numbers", "1. "),
                        repeated("instructions", "a <? "),
                        repeated("declarations", "a <!A "),
                        repeated("sections", "a <![CDATA[ "),
                        repeated("comments", "a <!-- "),
                        repeated("tags", "<a b='"),
                        repeated("elements", "<b><i><table><tr><td>"),
                        repeated("blocks", "<div>\n"),
                        repeated("closing tags", "</b></p></a>"),
                        repeated("autolinks", "<https://a"),
                        repeated("addresses", "https://a.b "),
                        repeated("addresses without spaces", "https://a"),
                        repeated("schemes", "a:"),
                        repeated("slashes", "://"),
                        repeated("hosts", "www."),
                        repeated("mail addresses", "a@a."),
                        repeated("mail domains", "@a-"),
                        repeated("open brackets in an address", "http://a(("),
                        repeated("tildes", "~"),
                        repeated("deleted", "~~a ~b "),
                        repeated("tasks", "- [ ] a\n"),
                        repeated("nested tasks", "- [x] - [ ] "),
                        repeated("footnotes", "[^1]"),
                        arguments("references to one footnote", "[^1] ".repeat(20_000) + "\n\n[^1]: a\n"),
                        arguments("a long footnote", "[^1]\n\n[^1]: " + "a [^1] ".repeat(10_000)),
                        arguments("footnotes of footnotes", footnotesOfFootnotes()),
                        repeated("definitions of footnotes", "[^a]: "),
                        repeated("lines of definitions", "[^a]: b\n"),
                        repeated("equal headings", "# a\n"),
                        arguments("numbered headings", numberedHeadings()),
                        repeated("ids", "<b id=a>"),
                        repeated("names", "<a name=a></a>"),
                        repeated("entities", "&#x202e;"),
                        repeated("ampersands", "&"),
                        repeated("spaces", " "),
                        repeated("titles", "[x](y 'z "),
                        arguments("backticks", backticks()),
                        arguments("deep lists", deepLists()),
                        arguments("one attribute", "<a href=\"" + "&amp".repeat(60_000) + "\">x</a>")));
    }

    private static Arguments repeated(String name, String part) {
        return arguments(name, part.repeat(Markdown.MAX_LENGTH / part.length()));
    }

    private static String giantReference() {
        return "[a]: x" + "y".repeat(5_000) + "\n\n" + "[a]".repeat(60_000);
    }

    private static String wideTable() {
        return "a|".repeat(2_000) + "\n" + "-|".repeat(2_000) + "\n" + "a|\n".repeat(60_000);
    }

    private static String backticks() {
        StringBuilder text = new StringBuilder();
        IntStream.range(1, 700).forEach(i -> text.append('a').append("`".repeat(i)));
        return text.toString();
    }

    private static String footnotesOfFootnotes() {
        StringBuilder text = new StringBuilder("[^0]\n\n");
        IntStream.range(0, 8_000)
                .forEach(i -> text.append("[^")
                        .append(i)
                        .append("]: a [^")
                        .append(i + 1)
                        .append("]\n\n"));
        return text.toString();
    }

    private static String numberedHeadings() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 12_000).forEach(i -> text.append("# a-").append(i).append("\n# a\n"));
        return text.toString();
    }

    private static String deepLists() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 500).forEach(i -> text.append("  ".repeat(i)).append("- a\n"));
        return text.toString();
    }
}
