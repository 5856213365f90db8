package io.github.registryorg.page;

import java.util.regex.Pattern;

/** Points in time as the metadata writes them, RFC 3339 or a date alone; shown as they are, in no time zone of ours. */
public final class Moment {

    private static final Pattern GRAMMAR =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2}))?");
    private static final int DATE = "2026-11-20".length();

    private Moment() {}

    /** Whether programs can read it, too. */
    public static boolean isValid(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /** The date in a valid text; any other text as it is. */
    public static String date(String text) {
        return isValid(text) ? text.substring(0, DATE) : text;
    }
}
