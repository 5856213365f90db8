package io.github.registryorg.page;

import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Markdown of strangers as HTML that is safe to put into a page, in bounded time and memory: CommonMark with what GitHub
 * adds to it, which are tables, strikethrough, task lists, addresses that are links by themselves, and footnotes.
 *
 * <p>Headings start at {@code h2}, below the page's own. Links lead to absolute {@code http}, {@code https} and
 * {@code mailto} addresses, and to headings, footnotes and ids of the same text ({@code #how-to-begin}); relative ones,
 * which mean files beside the Markdown and not pages, lead to the repository of the source, or leave their text. An address
 * that names a user or password is none. Images are links with their text, by {@code https} only: nothing is loaded from
 * another site. HTML in the Markdown passes the same sanitizer.
 */
public final class Markdown {

    /** Characters that are read; what follows them is left out, and the result reports that. */
    static final int MAX_LENGTH = 256 * 1024;

    /** Some Markdown grows a thousandfold: one long reference used by many links, or rows of a wide table. */
    private static final int MAX_HTML_LENGTH = 8 * MAX_LENGTH;

    /** Parsing takes a step for each closing bracket and each link or image that is still open before it. */
    private static final long MAX_BRACKET_STEPS = 20_000_000;

    private static final int MAX_DEPTH = 40;

    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.create(),
            TaskListItemsExtension.create(),
            AutolinkExtension.create(),
            FootnotesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(MAX_DEPTH)
            .maxInlineNesting(MAX_DEPTH)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> new HeadingIds())
            .build();

    private Markdown() {}

    /** HTML for {@code markdown}: blocks, well-formed as XML too; empty for null or blank. */
    public static String toHtml(@Nullable String markdown) {
        return toHtml(markdown, Set.of(), null);
    }

    /**
     * The same without a first heading that repeats one of the page.
     *
     * @param headings of the page; only their letters and digits are compared
     * @param source repository that relative links lead to; null where unknown
     */
    static String toHtml(@Nullable String markdown, Set<String> headings, @Nullable WebLink source) {
        if (markdown == null || markdown.isBlank()) {
            return "";
        }
        if (markdown.length() <= MAX_LENGTH) {
            return render(markdown, headings, source);
        }
        int line = markdown.lastIndexOf('\n', MAX_LENGTH);
        return render(markdown.substring(0, line > 0 ? line : MAX_LENGTH), headings, source)
                + "<p class=\"cut\">The text is longer than a page can hold, and ends here.</p>\n";
    }

    private static String render(String markdown, Set<String> headings, @Nullable WebLink source) {
        if (bracketSteps(markdown) <= MAX_BRACKET_STEPS) {
            try {
                BoundedText html = new BoundedText(MAX_HTML_LENGTH);
                Node prose = PARSER.parse(markdown);
                FirstHeading.dropIfRepeated(prose, headings);
                if (source != null) {
                    SourceLinks.resolve(prose, source);
                }
                RENDERER.render(prose, html);
                return ProsePolicy.sanitize(html.toString(), new BoundedText(MAX_HTML_LENGTH));
            } catch (IllegalArgumentException | BoundedText.Full e) {
                // the parser refuses giant tables; neither is text for readers
                return asWritten(markdown);
            }
        }
        return asWritten(markdown);
    }

    private static String asWritten(String markdown) {
        StringOutput html = new StringOutput(markdown.length() + 64);
        html.writeContent("<pre tabindex=\"0\">");
        Escape.htmlContent(PlainText.visible(markdown), html);
        html.writeContent("</pre>\n");
        return html.toString();
    }

    /** An upper bound, by paragraph: brackets of one mean nothing to another. */
    private static long bracketSteps(String markdown) {
        long steps = 0;
        long open = 0;
        boolean emptyLine = true;
        for (int i = 0; i < markdown.length(); i++) {
            char c = markdown.charAt(i);
            if (c == '\n') {
                open = emptyLine ? 0 : open;
                emptyLine = true;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                emptyLine = false;
                if (c == ']') {
                    steps += open;
                } else if (c == '[') {
                    // it may be escaped, and so may be what closes it: it is never taken for closed
                    open++;
                }
            }
        }
        return steps;
    }
}
