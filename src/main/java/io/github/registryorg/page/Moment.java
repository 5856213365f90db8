package io.github.registryorg.page;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as the metadata writes them, RFC 3339 or a date alone; shown as they are, in no time zone of ours. */
public final class Moment {

    private static final Pattern GRAMMAR =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2}))?");

    /** A fraction of a second that is finer than HTML has it. */
    private static final Pattern TOO_FINE = Pattern.compile("(\\.\\d{9})\\d+");

    private static final int MAX_LENGTH = 200;
    private static final int MAX_LINE_LENGTH = 40;
    private static final int DATE = "2026-11-20".length();

    private Moment() {}

    /**
     * What a page keeps of a text: a time as programs read it, without digits beyond nanoseconds; of any other text, one
     * short line. Null for null, or where nothing is left.
     */
    static @Nullable String line(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return PlainText.line(text, MAX_LINE_LENGTH);
        }
        // RFC 3339, section 5.6, allows small letters and a space
        String upper = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
        String time = TOO_FINE.matcher(upper).replaceFirst("$1");
        return PlainText.line(isValid(time) ? time : text, MAX_LINE_LENGTH);
    }

    /** Whether programs can read it, too. */
    public static boolean isValid(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /** A valid text with its time and zone; where it has none, so it says. */
    public static String exact(String text) {
        if (text.length() == DATE) {
            return text + ", time not stated";
        }
        return text.endsWith("Z")
                ? text.substring(0, text.length() - 1).replace('T', ' ') + " UTC"
                : text.replace('T', ' ');
    }

    /** The date in a valid text; any other text as it is. */
    public static String date(String text) {
        return isValid(text) ? text.substring(0, DATE) : text;
    }
}
