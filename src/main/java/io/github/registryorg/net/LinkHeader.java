package io.github.registryorg.net;

import java.util.Arrays;
import java.util.Optional;

/**
 * The header {@code Link} (RFC 8288, section 3), read in one pass. What follows a syntax error is ignored.
 */
public final class LinkHeader {

    private final String text;
    private int at;

    private LinkHeader(String text) {
        this.text = text;
    }

    /** Where the next page of a list is, as the server writes it; empty where there is none. */
    public static Optional<String> next(String header) {
        return new LinkHeader(header).target("next");
    }

    private Optional<String> target(String relation) {
        while (skipTo('<')) {
            int end = text.indexOf('>', at);
            if (end < 0) {
                return Optional.empty();
            }
            String target = text.substring(at, end);
            at = end + 1;
            if (hasRelation(relation) && !target.isBlank()) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /** Reads the parameters of a link. The first {@code rel} counts (RFC 8288, section 3.3). */
    private boolean hasRelation(String relation) {
        String relations = null;
        while (skipTo(';')) {
            String name = token();
            String value = skipTo('=') ? value() : "";
            if (relations == null && name.equalsIgnoreCase("rel")) {
                relations = value;
            }
        }
        return relations != null && Arrays.stream(relations.split(" ")).anyMatch(relation::equalsIgnoreCase);
    }

    /** Passes whitespace, for a link commas too, and then the character; false where another one is there. */
    private boolean skipTo(char wanted) {
        while (at < text.length() && (isSpace(text.charAt(at)) || wanted == '<' && text.charAt(at) == ',')) {
            at++;
        }
        if (at == text.length() || text.charAt(at) != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private String value() {
        return skipTo('"') ? quoted() : token();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at = Math.min(at + 1, text.length());
        return value.toString();
    }

    private String token() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        int start = at;
        while (at < text.length() && ";,=".indexOf(text.charAt(at)) < 0 && !isSpace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t';
    }
}
