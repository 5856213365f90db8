package io.github.registryorg.git;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that one side has otherwise than the other: never a directory, but what is in it.
 *
 * @param path from the root of the repository, with {@code /}; as git has it, so not fit for a file system
 * @param before null if it is new
 * @param after null if it is gone
 * @param meanwhile what has become of it on the side that this is to be merged into
 */
public record ChangedPath(
        String path, @Nullable TreeEntry before, @Nullable TreeEntry after, Meanwhile meanwhile) {

    /** What the other side has done since both have gone apart. */
    public enum Meanwhile {
        UNCHANGED,
        /** It is a file there too, with other content. */
        CHANGED,
        REMOVED,
        /** It has a file where this side has a directory, or a directory where this side has a file. */
        BLOCKED
    }

    public ChangedPath {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(meanwhile, "meanwhile");
        if (before == null && after == null) {
            throw new IllegalArgumentException(path + " is on neither side");
        }
    }

    /** A change that no other side is compared with. */
    public ChangedPath(String path, @Nullable TreeEntry before, @Nullable TreeEntry after) {
        this(path, before, after, Meanwhile.UNCHANGED);
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
