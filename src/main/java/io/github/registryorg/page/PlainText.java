package io.github.registryorg.page;

import org.jspecify.annotations.Nullable;

/**
 * Text of strangers, made safe to look at: characters that reorder what is around them, and those that HTML can't
 * hold, become U+FFFD, where a reader sees that something was there.
 */
final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /**
     * One line of at most {@code longest} characters, white space and line breaks joined; null where nothing is left of
     * it, or {@code text} is null.
     */
    static @Nullable String line(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        if (isLine(text, longest)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest + 1));
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                space = true;
                continue;
            }
            if (space && line.length() > 0) {
                line.append(' ');
            }
            space = false;
            if (line.length() >= longest) {
                return cut(line, longest);
            }
            line.append(visible(text, i));
        }
        return line.length() == 0 ? null : line.toString();
    }

    /** Whether it is what {@link #line} would make of it, as nearly all texts are: ASCII without needless white space. */
    private static boolean isLine(String text, int longest) {
        int length = text.length();
        if (length == 0 || length > longest) {
            return false;
        }
        boolean space = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == ' ' && space) {
                return false;
            }
            space = c == ' ';
        }
        return !space;
    }

    /** As {@link #line}, but tabs, line breaks and indentation stay. */
    static @Nullable String block(String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        StringBuilder block = new StringBuilder(Math.min(text.length(), longest + 1));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                boolean alone = i + 1 == text.length() || text.charAt(i + 1) != '\n';
                if (alone) {
                    block.append('\n');
                }
                continue;
            }
            if (block.length() >= longest) {
                return cut(block, longest);
            }
            block.append(visible(text, i));
        }
        return block.toString().stripTrailing();
    }

    /** All of {@code text}, with each harmful character replaced. */
    static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isReplaced(text, i)) {
                StringBuilder visible = new StringBuilder(text);
                for (int j = i; j < text.length(); j++) {
                    visible.setCharAt(j, isReplaced(text, j) ? REPLACEMENT : text.charAt(j));
                }
                return visible.toString();
            }
        }
        return text;
    }

    private static char visible(String text, int index) {
        return isReplaced(text, index) ? REPLACEMENT : text.charAt(index);
    }

    private static boolean isReplaced(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x7F) {
            return c < ' ' && c != '\n' && c != '\t' && c != '\r';
        }
        return isReordering(c)
                || c <= 0x9F
                || c == '\u2028'
                || c == '\u2029'
                || c == '\uFFFE'
                || c == '\uFFFF'
                || isLoneSurrogate(text, index);
    }

    /** Bidirectional embeddings, overrides and isolates: they can show a name as another one. */
    private static boolean isReordering(char c) {
        return c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }

    private static boolean isLoneSurrogate(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c == '\u0085' || c == '\u00A0' || c == '\u2028' || c == '\u2029';
    }

    private static String cut(StringBuilder text, int longest) {
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
