package io.github.registryorg.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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
        if (element.equals("input")) {
            page.openTag(element, attributes.contains("checked") ? DONE : NOT_DONE);
        } else {
            page.openTag(isHeading(element) ? openHeading(element) : element, attributesOf(element, attributes));
        }
    }

    @Override
    public void closeTag(String element) {
        page.closeTag(isHeading(element) ? openHeadings.pop() : element);
        if (element.equals("table")) {
            page.closeTag("div");
        }
    }

    @Override
    public void text(String text) {
        page.text(PlainText.visible(text));
    }

    private List<String> attributesOf(String element, List<String> attributes) {
        List<String> changed = new ArrayList<>(attributes.size() + 6);
        boolean described = false;
        boolean identified = false;
        for (int i = 0; i < attributes.size(); i += 2) {
            String name = attributes.get(i);
            String value = PlainText.visible(attributes.get(i + 1));
            described |= name.equals("alt");
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
        switch (element) {
            case "pre" -> changed.addAll(List.of("tabindex", "0"));
            case "th" -> changed.addAll(List.of("scope", "col"));
            case "img" -> {
                if (!described) {
                    changed.addAll(List.of("alt", ""));
                }
                changed.addAll(List.of("loading", "lazy", "referrerpolicy", "no-referrer"));
            }
            default -> {}
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
