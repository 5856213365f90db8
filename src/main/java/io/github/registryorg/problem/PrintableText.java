package io.github.registryorg.problem;

/**
 * Text of strangers, as it may be in a log: on one line, visible as it is, and not long. Control characters would let
 * a hostile name write lines of its own into the log of a CI, and format characters would let it show what it isn't.
 * Two number signs begin a command wherever in a line they are: {@code ##[error]} for the runner of GitHub Actions,
 * {@code ##vso[…]} for Azure Pipelines.
 */
public final class PrintableText {

    /** Longest text that is printed of anything, in characters. */
    static final int MAX_LENGTH = 600;

    private static final String COMMAND = "##";

    private PrintableText() {}

    /** The text with what is harmful written as its code point; the end of a long one is cut off. */
    public static String of(String text) {
        if (text.length() <= MAX_LENGTH
                && !text.contains(COMMAND)
                && text.codePoints().noneMatch(PrintableText::isHarmful)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            boolean isHarmful = isHarmful(codePoint) || text.startsWith(COMMAND, i - 1);
            i += Character.charCount(codePoint);
            String next = isHarmful ? escape(codePoint) : Character.toString(codePoint);
            int room = i < text.length() ? MAX_LENGTH - 1 : MAX_LENGTH;
            if (shown.length() + next.length() > room) {
                return shown.append('…').toString();
            }
            shown.append(next);
        }
        return shown.toString();
    }

    private static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escape(int codePoint) {
        return String.format(codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint);
    }
}
