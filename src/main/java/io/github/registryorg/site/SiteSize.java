package io.github.registryorg.site;

import java.util.ArrayList;
import java.util.List;

/**
 * How much there is of a site, or of a part of it.
 *
 * @param files how many
 * @param bytes of all files, of small content under several paths once
 * @param indexed bytes that the index of the site's files has for them
 * @param large files that are larger than the host takes, the largest first
 */
record SiteSize(long files, long bytes, long indexed, List<LargeFile> large) {

    static final SiteSize NOTHING = new SiteSize(0, 0, 0, List.of());

    SiteSize {
        large = large.stream().sorted().toList();
    }

    SiteSize plus(SiteSize other) {
        List<LargeFile> all = large;
        if (!other.large.isEmpty()) {
            all = new ArrayList<>(large);
            all.addAll(other.large);
        }
        return new SiteSize(files + other.files, bytes + other.bytes, indexed + other.indexed, all);
    }

    /** The same with one more file, which the index doesn't have. */
    SiteSize plusFile(long size) {
        return new SiteSize(files + 1, bytes + size, indexed, large);
    }
}
