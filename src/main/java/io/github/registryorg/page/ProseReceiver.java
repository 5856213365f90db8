package io.github.registryorg.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.owasp.html.HtmlStreamEventReceiver;

/** Gives sanitized prose the shape that a page needs: its place among the headings, and what helps every reader. */
final class ProseReceiver implements HtmlStreamEventReceiver {

    /** Wide tables scroll by themselves, by keyboard too. */
    private static final List<String> SCROLL =
            List.of("class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Table");

    /** An item of a task list: nothing that can be filled in, whatever the prose says. */
    private static final List<String> NOT_DONE =
            List.of("type", "checkbox", "disabled", "disabled", "aria-label", "Not done");

    private static final List<String> DONE =
            List.of("type", "checkbox", "checked", "checked", "disabled", "disabled", "aria-label", "Done");

    /** The levels, as written, of the headings that the current one is under. */
    private final Deque<Integer> outline = new ArrayDeque<>();

    private final Deque<String> openHeadings = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    private int openLinks;
    private int openHeads;

    private final HtmlStreamEventReceiver page;

    ProseReceiver(HtmlStreamEventReceiver page) {
        this.page = page;
    }

    @Override
    public void openDocument() {
        page.openDocument();
    }

    @Override
    public void closeDocument() {
        page.closeDocument();
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        if (element.equals("table")) {
            page.openTag("div", SCROLL);
        }
        openLinks += element.equals("a") ? 1 : 0;
        openHeads += element.equals("thead") ? 1 : 0;
        if (element.equals("img")) {
            image(attributes);
        } else if (element.equals("input")) {
            page.openTag(element, attributes.contains("checked") ? DONE : NOT_DONE);
        } else {
            page.openTag(isHeading(element) ? openHeading(element) : element, attributesOf(element, attributes));
        }
    }

    @Override
    public void closeTag(String element) {
        openLinks -= element.equals("a") ? 1 : 0;
        openHeads -= element.equals("thead") ? 1 : 0;
        page.closeTag(isHeading(element) ? openHeadings.pop() : element);
        if (element.equals("table")) {
            page.closeTag("div");
        }
    }

    @Override
    public void text(String text) {
        page.text(PlainText.visible(text));
    }

    /** No page loads an image of another site, which would learn who reads it: there is a link in its place. */
    private void image(List<String> attributes) {
        String text = value(attributes, "alt");
        Optional<WebLink> link = WebLink.tryParse(value(attributes, "src"));
        if (text.isBlank()) {
            text = Objects.requireNonNullElse(link.map(WebLink::fileName).orElse(null), "");
        }
        if (link.isPresent() && openLinks == 0) {
            page.openTag("a", List.of("href", link.get().href(), "rel", "nofollow noopener"));
            text(text);
            page.closeTag("a");
        } else {
            text(text);
        }
    }

    /** Empty where there is no such attribute. */
    private static String value(List<String> attributes, String name) {
        for (int i = 0; i < attributes.size(); i += 2) {
            if (attributes.get(i).equals(name)) {
                return attributes.get(i + 1);
            }
        }
        return "";
    }

    private List<String> attributesOf(String element, List<String> attributes) {
        List<String> changed = new ArrayList<>(attributes.size() + 6);
        boolean identified = false;
        for (int i = 0; i < attributes.size(); i += 2) {
            String name = attributes.get(i);
            String value = PlainText.visible(attributes.get(i + 1));
            if (name.equals("id") || name.equals("name")) {
                // a link finds the first of a name, and HTML has each once
                if (!identified && ids.add(value)) {
                    identified = true;
                    changed.addAll(List.of("id", value));
                }
            } else {
                changed.addAll(List.of(name.equals("align") ? "class" : name, value));
            }
        }
        if (element.equals("pre")) {
            changed.addAll(List.of("tabindex", "0"));
        } else if (element.equals("th") && openHeads > 0) {
            // of another, its row and column tell what it is the heading of
            changed.addAll(List.of("scope", "col"));
        }
        return changed;
    }

    /** Keeps the order of headings and leaves no level out, whatever level the prose starts with. */
    private String openHeading(String element) {
        int level = element.charAt(1) - '0';
        while (!outline.isEmpty() && outline.peek() >= level) {
            outline.pop();
        }
        outline.push(level);
        String name = "h" + Math.min(6, outline.size() + 1);
        openHeadings.push(name);
        return name;
    }

    private static boolean isHeading(String element) {
        return element.length() == 2 && element.charAt(0) == 'h' && Character.isDigit(element.charAt(1));
    }
}
