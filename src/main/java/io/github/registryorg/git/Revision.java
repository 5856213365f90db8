package io.github.registryorg.git;

import java.util.Objects;

/**
 * A commit.
 *
 * @param name its name as given: a branch, a tag, an id
 * @param id of the commit, in full
 */
public record Revision(String name, String id) {

    private static final int SHORT = 10;

    public Revision {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
    }

    /** The beginning of the id, for people. */
    public String shortId() {
        return id.substring(0, SHORT);
    }
}
