package io.github.registryorg.page;

import java.util.Locale;
import java.util.regex.Pattern;
import org.owasp.html.AttributePolicy;
import org.owasp.html.Handler;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamRenderer;
import org.owasp.html.PolicyFactory;

/** Which elements, attributes and addresses of strangers may be in a page. */
final class ProsePolicy {

    private static final AttributePolicy ABSOLUTE = (element, attribute, value) -> {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:")
                ? value.strip()
                : null;
    };

    private static final AttributePolicy SECURE = (element, attribute, value) ->
            value.strip().toLowerCase(Locale.ROOT).startsWith("https://") ? value.strip() : null;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("h1", "h2", "h3", "h4", "h5", "h6")
            .allowElements("p", "div", "br", "hr", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd")
            .allowElements("em", "strong", "b", "i", "s", "del", "ins", "sub", "sup", "code", "kbd", "samp", "var")
            .allowElements("details", "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("a", "img", "abbr", "q", "cite", "small", "mark")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href")
            .matching(ABSOLUTE)
            .onElements("a")
            .allowAttributes("src")
            .matching(SECURE)
            .onElements("img")
            .allowAttributes("alt")
            .onElements("img")
            .allowAttributes("width", "height")
            .matching(NUMBER)
            .onElements("img")
            .allowAttributes("title")
            .onElements("a", "img", "abbr")
            .allowAttributes("start")
            .matching(NUMBER)
            .onElements("ol")
            .allowAttributes("align")
            .matching(true, "left", "center", "right")
            .onElements("th", "td")
            .allowAttributes("colspan", "rowspan")
            .matching(NUMBER)
            .onElements("th", "td")
            .requireRelsOnLinks("nofollow", "noopener")
            .toFactory();

    private ProsePolicy() {}

    /**
     * What is left of {@code html}.
     *
     * @throws BoundedText.Full if it does not fit into {@code out}
     */
    static String sanitize(String html, BoundedText out) {
        HtmlStreamRenderer renderer =
                HtmlStreamRenderer.create((Appendable) out, Handler.PROPAGATE, Handler.DO_NOTHING);
        HtmlSanitizer.sanitize(html, POLICY.apply(new ProseReceiver(renderer)));
        return out.toString();
    }
}
