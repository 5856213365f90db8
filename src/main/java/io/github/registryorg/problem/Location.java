package io.github.registryorg.problem;

import java.util.Objects;

/**
 * Where in the files a problem is.
 *
 * @param file the path as the user knows it, with {@code /}; for reading, not for opening: strangers may have named it
 * @param line counted from 1; 0 is the file as a whole
 */
public record Location(String file, int line) {

    public Location {
        file = PrintableText.of(Objects.requireNonNull(file, "file"));
        if (line < 0) {
            throw new IllegalArgumentException("line " + line);
        }
    }

    /** The file as a whole. */
    public static Location of(String file) {
        return new Location(file, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
