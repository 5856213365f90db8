package io.github.registryorg.verdict;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A commit, by its full id: nothing else that git would make a commit of, such as a branch, which could mean another one
 * later.
 *
 * @param value 40 hexadecimal digits, or 64 of a repository with SHA-256
 */
public record CommitId(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final int SHORT = 10;

    /** @throws IllegalArgumentException if it is not an id */
    public CommitId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a commit");
        }
    }

    /** Empty if it is not an id. */
    public static Optional<CommitId> tryParse(String value) {
        return GRAMMAR.matcher(value).matches() ? Optional.of(new CommitId(value)) : Optional.empty();
    }

    /** The beginning, for people. */
    public String shortId() {
        return value.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return value;
    }
}
