package io.github.registryorg.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the platforms of one index are called on a page, and where they are in it: each otherwise, whatever they claim. */
public final class PlatformNames {

    /** Characters of a name, before a number that tells it from equal ones. */
    private static final int MAX_LENGTH = 64;

    private static final String PREFIX = "platform-";

    private final Set<String> ids = new HashSet<>();

    /** How often equal names were numbered, so that many of them cost no more than others. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * A name that no other platform has.
     *
     * @param id of its place in the page, which is none of the page's own
     * @param text for people
     */
    public record Name(String id, String text) {}

    /** The next platform's. */
    public Name next(String claimed) {
        String text = Objects.requireNonNullElse(PlainText.line(claimed, MAX_LENGTH), "?");
        String base = id(text);
        String id = base;
        int number = 1;
        while (!ids.add(id)) {
            number = numbers.merge(base, 1, Integer::sum) + 1;
            id = base + "-" + number;
        }
        return new Name(id, number == 1 ? text : text + " (" + number + ")");
    }

    /** The prefix, and letters and digits with single hyphens between them. */
    private static String id(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder id = new StringBuilder(PREFIX);
        boolean separated = false;
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (!isOfId(c)) {
                separated = id.length() > PREFIX.length();
                continue;
            }
            if (separated) {
                id.append('-');
            }
            separated = false;
            id.append(c);
        }
        return id.length() == PREFIX.length() ? PREFIX + "x" : id.toString();
    }

    private static boolean isOfId(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** Whether it has the form of the ids here. */
    static boolean isId(String id) {
        return id.startsWith(PREFIX)
                && id.length() > PREFIX.length()
                && id.chars().allMatch(c -> isOfId((char) c) || c == '-');
    }
}
