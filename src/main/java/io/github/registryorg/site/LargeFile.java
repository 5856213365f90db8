package io.github.registryorg.site;

import java.util.Comparator;

/**
 * A file that is larger than a host takes.
 *
 * @param path in the site
 * @param bytes its size
 */
record LargeFile(String path, long bytes) implements Comparable<LargeFile> {

    private static final Comparator<LargeFile> ORDER =
            Comparator.comparing(LargeFile::bytes).reversed().thenComparing(LargeFile::path);

    /** The largest first. */
    @Override
    public int compareTo(LargeFile other) {
        return ORDER.compare(this, other);
    }
}
