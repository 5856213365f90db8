package io.github.registryorg.git;

import java.util.Objects;

/**
 * A commit on top of another: a merge into a branch, or what was committed to it directly.
 *
 * @param parent what it was made on
 * @param commit the commit
 * @param title the first line of its message, as it was written
 */
public record FirstParent(Revision parent, Revision commit, String title) {

    public FirstParent {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(title, "title");
    }
}
