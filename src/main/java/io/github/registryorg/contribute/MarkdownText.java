package io.github.registryorg.contribute;

import java.util.Optional;
import java.util.regex.Pattern;

/** Text of strangers in Markdown that reviewers read: it shows as it is, links nowhere and mentions no user. */
final class MarkdownText {

    private static final int MAX_LENGTH = 120;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}`|]+");
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+(/[^\\s<>\\\\]*)?");

    private MarkdownText() {}

    /** Text as code, on one line. Only the backtick has a meaning in it, and in tables the bar. */
    static String code(String text) {
        String shown = UNSEEN.matcher(text).replaceAll(" ").strip();
        shown = shown.length() > MAX_LENGTH ? shown.substring(0, MAX_LENGTH) + "…" : shown;
        return shown.isEmpty() ? "` `" : "`" + shown + "`";
    }

    /** A link with words of ours; empty where the target is not a web address that is valid there. */
    static Optional<String> link(String words, String target) {
        boolean fits = target.length() <= 1000
                && LINK.matcher(target).matches()
                && !UNSEEN.matcher(target).find();
        return fits ? Optional.of("[" + words + "](<" + target + ">)") : Optional.empty();
    }
}
