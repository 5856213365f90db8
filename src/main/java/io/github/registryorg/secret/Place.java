package io.github.registryorg.secret;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where in an image a text is, as messages print it and as users allow it: {@code env:API_KEY}, {@code history:7}.
 *
 * @param kind what holds the text
 * @param name which one; empty where there is one only
 * @param number which one, by numbers alone: for a name that can't be printed, or is itself a secret
 */
record Place(Kind kind, String name, String number) {

    /** What can be printed, put on a command line and listed with commas as it is. */
    private static final Pattern SIMPLE = Pattern.compile("[\\w./:@+#~-]{1,200}");

    /** What holds a text. Those that only repeat another place come last. */
    enum Kind {
        ENV,
        LABEL,
        ANNOTATION,
        AUTHOR,
        COMMENT,
        ENTRYPOINT,
        CMD,
        HEALTHCHECK,
        SHELL,
        ONBUILD,
        HISTORY,
        CONFIG,
        MANIFEST;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether each place of this kind is reported by itself, even where two have the same value. */
        boolean isAlone() {
            return compareTo(ANNOTATION) <= 0;
        }
    }

    static Place of(Kind kind) {
        return new Place(kind, "", "");
    }

    static Place of(Kind kind, int index) {
        return of(kind, Integer.toString(index), index);
    }

    static Place of(Kind kind, String name, int index) {
        return new Place(kind, name, Integer.toString(index));
    }

    /** A field or element below this one. */
    Place below(String key, int index) {
        return new Place(kind, name + "/" + key, number + "/" + index);
    }

    @Override
    public String toString() {
        if (number.isEmpty()) {
            return kind.text();
        }
        boolean printable = SIMPLE.matcher(name).matches() && !TextSearch.hasToken(name);
        return kind.text() + ":" + (printable ? name : number);
    }
}
