package io.github.registryorg.metadata;

import java.util.Objects;

/**
 * A text in which each {@code *} stands for any characters, or none.
 *
 * @param text as it is written
 */
public record Wildcard(String text) {

    public Wildcard {
        Objects.requireNonNull(text, "text");
    }

    /** Whether it stands for all of another text. Takes time in proportion to the product of both lengths at most. */
    public boolean matches(String other) {
        int star = -1;
        int resume = 0;
        int at = 0;
        int i = 0;
        while (i < other.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < text.length() && text.charAt(at) == other.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /** Characters that are not {@code *}: of two that match, the one with more says more. */
    int literals() {
        return (int) text.chars().filter(character -> character != '*').count();
    }

    boolean isLiteral() {
        return text.indexOf('*') < 0;
    }
}
