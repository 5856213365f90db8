package io.github.registryorg.catalog;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of a repository as a badge: an image, and what shields.io's endpoint badge reads.
 *
 * @param label left
 * @param message right
 * @param color behind the message, with a contrast to white that is readable
 */
record Badge(String label, String message, String color) {

    private static final MediaType SVG = new MediaType("image/svg+xml");

    private static final String GOOD = "#0b6557";
    private static final String WARNING = "#8f5400";
    private static final String NOTHING = "#606060";

    private static final int PADDING = 6;
    private static final String NARROW = " !'(),./:;I[]fijlrt|";
    private static final String WIDE = "%@MWmw";

    static Badge of(ListedRepository repository) {
        String label = label(repository.kind());
        if (repository.deprecated() != null) {
            return new Badge(label, "deprecated", WARNING);
        }
        if (repository.yanked()) {
            return new Badge(label, "yanked", WARNING);
        }
        return repository.newest() == null
                ? new Badge(label, "no tags", NOTHING)
                : new Badge(label, repository.newest().tag(), GOOD);
    }

    private static String label(Content.@Nullable Kind kind) {
        if (kind == null) {
            return "image";
        }
        return switch (kind) {
            case IMAGE, MULTI_PLATFORM_IMAGE -> "image";
            case SIF, LEGACY -> "SIF";
            case CHART -> "chart";
            case ARTIFACT -> "artifact";
        };
    }

    /** @param directory with a slash at the end */
    void emit(String directory, TreeSink sink) {
        sink.file(directory + "badge.svg", Stage.PAGES, SVG, svg().getBytes(StandardCharsets.UTF_8));
        sink.file(directory + "badge.json", Stage.PAGES, CatalogJson.TYPE, CatalogJson.json(json -> {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", 1);
            json.writeStringField("label", label);
            json.writeStringField("message", message);
            json.writeStringField("color", color);
            json.writeEndObject();
        }));
    }

    private String svg() {
        int left = width(label) + 2 * PADDING;
        int right = width(message) + 2 * PADDING;
        String name = Xml.escaped(label + ": " + message);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + (left + right)
                + "\" height=\"20\" role=\"img\" aria-label=\"" + name + "\">\n<title>" + name + "</title>\n"
                + "<rect width=\"" + (left + right) + "\" height=\"20\" rx=\"3\" fill=\"#444\"/>\n"
                + "<path fill=\"" + color + "\" d=\"M" + left + " 0h" + (right - 3)
                + "a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-" + (right - 3) + "z\"/>\n"
                + "<g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\">\n"
                + text(label, PADDING) + text(message, left + PADDING) + "</g>\n</svg>\n";
    }

    /** It is as wide as we take it for, whatever font shows it. */
    private static String text(String text, int x) {
        return "<text x=\"" + x + "\" y=\"14\" textLength=\"" + width(text) + "\" lengthAdjust=\"spacingAndGlyphs\">"
                + Xml.escaped(text) + "</text>\n";
    }

    /** Pixels, about those of Verdana. */
    private static int width(String text) {
        return (int) Math.ceil(text.codePoints().mapToDouble(Badge::width).sum());
    }

    private static double width(int c) {
        if (NARROW.indexOf(c) >= 0) {
            return 4.3;
        }
        if (WIDE.indexOf(c) >= 0) {
            return 10.2;
        }
        if (c >= 0x2E80) {
            return 11;
        }
        return Character.isUpperCase(c) ? 7.7 : 6.9;
    }
}
