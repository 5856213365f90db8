package io.github.registryorg.git;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that one side has otherwise than the other: never a folder, but what is in it.
 *
 * @param path from the root of the repository, with {@code /}; as git has it, so not fit for a file system
 * @param before null if it is new
 * @param after null if it is gone
 */
public record ChangedPath(String path, TreeEntry before, TreeEntry after) {

    public ChangedPath {
        Objects.requireNonNull(path, "path");
        if (before == null && after == null) {
            throw new IllegalArgumentException(path + " is on neither side");
        }
    }

    /** Whether it was there, and is now something else or nothing. */
    public boolean replaces() {
        return before != null;
    }

    /** What it is now; empty if it is gone. */
    public Optional<TreeEntry.Kind> kind() {
        return Optional.ofNullable(after).map(TreeEntry::kind);
    }
}
