package io.github.registryorg.source.file;

/**
 * One entry of a tar archive.
 *
 * @param name normalised
 * @param kind what it is
 * @param offset of its first byte of content in the archive
 * @param size of its content, in bytes
 * @param target what a link points at, as written; empty for anything else
 */
record TarEntry(String name, Kind kind, long offset, long size, String target) {

    enum Kind {
        FILE("a file"),
        DIRECTORY("a directory"),
        SYMBOLIC_LINK("a symbolic link"),
        HARD_LINK("a hard link"),
        OTHER("a device or something else that has no content");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
