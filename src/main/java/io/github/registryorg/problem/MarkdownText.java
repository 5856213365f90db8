package io.github.registryorg.problem;

import java.util.Optional;
import java.util.regex.Pattern;

/** Text of strangers in Markdown that reviewers read: it shows as it is, links nowhere and mentions no user. */
public final class MarkdownText {

    private static final int MAX_NAME = 120;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}`|]+");
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+(/[^\\s<>\\\\]*)?");

    private MarkdownText() {}

    /** A name as code, on one line. Only the backtick has a meaning in it, and in tables the bar. */
    public static String code(String name) {
        return code(name, MAX_NAME);
    }

    /** A sentence as code, as long as anything that is {@link PrintableText printed}. */
    public static String sentence(String text) {
        return code(text, PrintableText.MAX_LENGTH);
    }

    private static String code(String text, int maxLength) {
        String shown = UNSEEN.matcher(text).replaceAll(" ").strip();
        if (shown.length() > maxLength) {
            // half a character could not be written
            boolean isHalf = Character.isHighSurrogate(shown.charAt(maxLength - 1));
            shown = shown.substring(0, isHalf ? maxLength - 1 : maxLength) + "…";
        }
        return shown.isEmpty() ? "` `" : "`" + shown + "`";
    }

    /** A link with words of ours; empty where the target is not a web address that is valid there. */
    public static Optional<String> link(String words, String target) {
        boolean fits = target.length() <= 1000
                && LINK.matcher(target).matches()
                && !UNSEEN.matcher(target).find();
        return fits ? Optional.of("[" + words + "](<" + target + ">)") : Optional.empty();
    }
}
