package io.github.registryorg.git;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One name in a directory, as git has it.
 *
 * @param name without any directory, as it is written: not fit for a file system unless it was looked at
 * @param mode git's, such as 0100644
 * @param id of the object; empty where it is not known, as in a working tree
 */
public record TreeEntry(String name, int mode, String id) {

    static final int MODE_FILE = 0100644;
    static final int MODE_LINK = 0120000;
    static final int MODE_DIRECTORY = 0040000;
    static final int MODE_SUBMODULE = 0160000;

    private static final int EXECUTABLE = 0111;
    private static final int MODE_TYPE = 0170000;
    private static final int TYPE_FILE = 0100000;

    /** What an entry is, links not followed. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        /** A commit of another repository. */
        SUBMODULE,
        OTHER
    }

    public TreeEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
    }

    public Kind kind() {
        return switch (mode & MODE_TYPE) {
            case TYPE_FILE -> Kind.FILE;
            case MODE_DIRECTORY -> Kind.DIRECTORY;
            case MODE_LINK -> Kind.LINK;
            case MODE_SUBMODULE -> Kind.SUBMODULE;
            default -> Kind.OTHER;
        };
    }

    /** Whether both are the same content, whatever permissions they have; null is nothing. */
    static boolean isSame(@Nullable TreeEntry one, @Nullable TreeEntry other) {
        return one == null || other == null
                ? one == other
                : one.kind() == other.kind() && one.id().equals(other.id());
    }

    /** Whether it is a file that may be run. */
    public boolean isExecutable() {
        return kind() == Kind.FILE && (mode & EXECUTABLE) != 0;
    }

    boolean isDirectory() {
        return kind() == Kind.DIRECTORY;
    }
}
