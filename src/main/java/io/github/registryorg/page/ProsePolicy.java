package io.github.registryorg.page;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.Handler;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamRenderer;
import org.owasp.html.PolicyFactory;

/** Which elements, attributes and addresses of strangers may be in a page. */
final class ProsePolicy {

    /** Of the ids in prose: no page has such ids itself, so that prose can neither take one nor link to one. */
    static final String ID_PREFIX = "user-content-";

    private static final Pattern ID = Pattern.compile("[^\\s\\p{Cntrl}]{1,255}");

    private static final AttributePolicy PREFIXED =
            (element, attribute, value) -> ID.matcher(value).matches() ? ID_PREFIX + value : null;

    private static final AttributePolicy ABSOLUTE_OR_WITHIN = (element, attribute, value) -> {
        String stripped = value.strip();
        String lower = stripped.toLowerCase(Locale.ROOT);
        if (lower.startsWith("#") && ID.matcher(lower.substring(1)).matches()) {
            return "#" + ID_PREFIX + stripped.substring(1);
        }
        boolean isAllowed = lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:");
        return isAllowed && !namesUser(lower) ? stripped : null;
    };

    private static final AttributePolicy SECURE = (element, attribute, value) -> {
        String stripped = value.strip();
        String lower = stripped.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") && !namesUser(lower) ? stripped : null;
    };

    private static final Pattern USER = Pattern.compile("https?:[/\\\\]++[^/\\\\?#]*@");

    /** What browsers leave out of an address wherever it is. */
    private static final Pattern IGNORED = Pattern.compile("[\\t\\n\\r]");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("h1", "h2", "h3", "h4", "h5", "h6")
            .allowElements("p", "div", "br", "hr", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd")
            .allowElements("em", "strong", "b", "i", "s", "del", "ins", "sub", "sup", "code", "kbd", "samp", "var")
            .allowElements("details", "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("a", "img", "abbr", "q", "cite", "small", "mark", "section")
            .allowElements(ProsePolicy::checkboxOrNothing, "input")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("id")
            .matching(PREFIXED)
            .globally()
            .allowAttributes("name")
            .matching(PREFIXED)
            .onElements("a")
            .allowAttributes("href")
            .matching(ABSOLUTE_OR_WITHIN)
            .onElements("a")
            .allowAttributes("aria-label")
            .matching(Pattern.compile("Back to reference [0-9-]{1,20}"))
            .onElements("a")
            .allowAttributes("class")
            .matching(true, "footnotes")
            .onElements("section")
            .allowAttributes("type")
            .matching(true, "checkbox")
            .onElements("input")
            .allowAttributes("checked")
            .matching(true, "", "checked")
            .onElements("input")
            .allowAttributes("src")
            .matching(SECURE)
            .onElements("img")
            .allowAttributes("alt")
            .onElements("img")
            .allowAttributes("title")
            .onElements("a", "abbr")
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

    /** Whether a host's name stands behind a user's, where readers look for it; as browsers read addresses. */
    private static boolean namesUser(String address) {
        return USER.matcher(IGNORED.matcher(address).replaceAll("")).lookingAt();
    }

    /** The attributes are those that are left: a type is that of a checkbox. */
    private static @Nullable String checkboxOrNothing(String element, List<String> attributes) {
        return attributes.contains("type") ? element : null;
    }

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
