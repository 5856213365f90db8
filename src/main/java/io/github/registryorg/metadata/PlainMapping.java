package io.github.registryorg.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * YAML as plain as that of most tags: lines of {@code key: value}, each value a text without quotes that ends with its line.
 * Whatever could mean anything else is left to {@link YamlReader}, which reads the same, but takes many times as long.
 */
final class PlainMapping {

    private static final int MAX_KEY = 64;

    /** Besides letters and digits, in a value behind its first character. */
    private static final String IN_VALUES = " ._/+@,=-:";

    private PlainMapping() {}

    /**
     * The keys, with the line of each value.
     *
     * @param firstLine the line of the file at which the text begins, counted from 1
     * @return empty where the text is not as plain, or wrong
     */
    static Optional<YamlValue.Mapping> read(String text, int firstLine) {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        int line = firstLine;
        for (int start = 0; start < text.length(); line++) {
            int end = text.indexOf('\n', start);
            int colon = endOfKey(text, start);
            if (end < 0 || colon < 0 || !isValue(text, colon + 2, end)) {
                return Optional.empty();
            }
            YamlValue value = new YamlValue.Scalar(text.substring(colon + 2, end), true, line);
            if (entries.put(text.substring(start, colon), value) != null) {
                return Optional.empty();
            }
            start = end + 1;
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new YamlValue.Mapping(Collections.unmodifiableMap(entries), firstLine));
    }

    /** Where the colon behind a key is; negative where it is no plain key. */
    private static int endOfKey(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < MAX_KEY && isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        boolean isKey = end > start && text.startsWith(": ", end) && !isDigit(text.charAt(start));
        return isKey ? end : -1;
    }

    private static boolean isValue(String text, int start, int end) {
        if (start >= end || !isLetterOrDigit(text.charAt(start)) || text.charAt(end - 1) == ' ') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean isColonOfMapping = c == ':' && (i + 1 == end || text.charAt(i + 1) == ' ');
            if (isColonOfMapping || !isLetterOrDigit(c) && IN_VALUES.indexOf(c) < 0) {
                return false;
            }
        }
        // that is no value
        return end - start != 4 || !text.regionMatches(true, start, "null", 0, 4);
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
