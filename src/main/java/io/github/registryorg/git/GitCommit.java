package io.github.registryorg.git;

import java.util.List;
import java.util.Objects;

/**
 * The fields of a commit.
 *
 * @param id its object's name
 * @param tree the object's name of its root directory
 * @param parents the commits that it follows, whether they were fetched or not
 * @param message as it is
 */
public record GitCommit(String id, String tree, List<String> parents, String message) {

    public GitCommit {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(message, "message");
        parents = List.copyOf(parents);
    }

    /** The first of its parents; empty for a first commit. */
    public String parent() {
        return parents.isEmpty() ? "" : parents.get(0);
    }
}
