package io.github.registryorg.file;

import java.util.List;
import java.util.Optional;

/**
 * The files that metadata is read from, wherever they are. Paths are relative, with {@code /}; the root is the empty
 * path. Implementations never follow a link.
 */
public interface FileTree {

    /** No files. */
    FileTree EMPTY = new FileTree() {
        @Override
        public List<Entry> list(String directory) {
            return List.of();
        }

        @Override
        public Optional<byte[]> read(String file, int limit) {
            return Optional.empty();
        }
    };

    /** What an entry is, links not followed. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /**
     * One name in a directory.
     *
     * @param name without any directory
     * @param kind what it is
     * @param size of a file in bytes; 0 of anything else
     */
    record Entry(String name, Kind kind, long size) implements Comparable<Entry> {

        public boolean isFile() {
            return kind == Kind.FILE;
        }

        public boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }

        @Override
        public int compareTo(Entry other) {
            return name.compareTo(other.name);
        }
    }

    /**
     * The entries of a directory, sorted by name; empty if the directory does not exist.
     *
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}
     */
    List<Entry> list(String directory);

    /**
     * The content of a file; empty where there is none.
     *
     * @param limit bytes that it may have at most
     * @throws io.github.registryorg.problem.RegistryException {@code FILE_TOO_LARGE} beyond the limit,
     *     {@code FILE_KIND_INVALID} if it is not an ordinary file, {@code IO_FAILED}
     */
    Optional<byte[]> read(String file, int limit);
}
