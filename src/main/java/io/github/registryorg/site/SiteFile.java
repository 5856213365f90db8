package io.github.registryorg.site;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;

/**
 * A file of a site.
 *
 * @param path relative to the site, with {@code /}
 * @param stage when it comes
 * @param mediaType that it must be served as
 * @param size bytes
 */
record SiteFile(String path, Stage stage, MediaType mediaType, long size) implements Comparable<SiteFile> {

    /** By path. */
    @Override
    public int compareTo(SiteFile other) {
        return path.compareTo(other.path);
    }
}
