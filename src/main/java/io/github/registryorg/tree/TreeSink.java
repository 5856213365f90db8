package io.github.registryorg.tree;

import io.github.registryorg.oci.MediaType;

/** Takes the files of a site one by one, so that no site needs to fit into memory. */
public interface TreeSink {

    /**
     * A file.
     *
     * @param path relative to the site, with {@code /}
     * @param mediaType that it must be served as
     * @param content not to be changed
     */
    void file(String path, MediaType mediaType, byte[] content);

    /** A file with the same content and media type as one that was given before. */
    void sameFile(String path, String earlier);
}
