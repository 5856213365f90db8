package io.github.registryorg.page;

import java.util.Locale;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * The color of links, made darker on light ground and lighter on dark ground until it can be read there: at least 4.5 to
 * 1, as WCAG 2 measures contrast.
 *
 * @param color {@code #rrggbb}
 */
public record Accent(String color) {

    private static final Pattern GRAMMAR = Pattern.compile("#[0-9A-Fa-f]{6}");

    /** More than 4.5, since text is on raised ground too, and colors are rounded. */
    private static final double CONTRAST = 4.6;

    /** The grounds of the style sheet that give the least contrast. */
    private static final int LIGHT_GROUND = 0xeef2f0;

    private static final int DARK_GROUND = 0x1e2523;

    private static final int STEPS = 64;

    public Accent {
        Objects.requireNonNull(color, "color");
        if (!GRAMMAR.matcher(color).matches()) {
            throw new IllegalArgumentException("not a color: " + color);
        }
    }

    /** A color as style sheets have it: with three digits, each stands for two. */
    public static Accent parse(String text) {
        return new Accent(text.length() == 4 ? text.replaceAll("[0-9A-Fa-f]", "$0$0") : text);
    }

    /** The rule for it, which follows those of the style sheet. */
    String css() {
        return ":root { --accent: light-dark(" + onLight() + ", " + onDark() + "); }\n";
    }

    /** As {@code #rrggbb}. */
    String onLight() {
        return readable(LIGHT_GROUND, 0x00);
    }

    /** As {@code #rrggbb}. */
    String onDark() {
        return readable(DARK_GROUND, 0xff);
    }

    /** @param end the value that each part of the color moves to */
    private String readable(int ground, int end) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        int mixed = rgb;
        for (int step = 1; step <= STEPS && contrast(mixed, ground) < CONTRAST; step++) {
            int share = step;
            mixed = each(rgb, part -> part + (end - part) * share / STEPS);
        }
        return String.format(Locale.ROOT, "#%06x", mixed);
    }

    private static int each(int rgb, IntUnaryOperator change) {
        return change.applyAsInt(rgb >> 16 & 0xff) << 16
                | change.applyAsInt(rgb >> 8 & 0xff) << 8
                | change.applyAsInt(rgb & 0xff);
    }

    static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }
}
