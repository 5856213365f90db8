package io.github.registryorg.tree;

import io.github.registryorg.oci.MediaType;

/** Takes the files of a site one by one, so that no site needs to fit into memory. */
public interface TreeSink {

    /**
     * A file.
     *
     * @param path relative to the site, with {@code /}
     * @param stage when it comes
     * @param mediaType that it must be served as
     * @param content not to be changed
     */
    void file(String path, Stage stage, MediaType mediaType, byte[] content);

    /**
     * A file with the same content as one that was given before.
     *
     * @param path relative to the site, with {@code /}
     * @param stage when it comes
     * @param mediaType that it must be served as
     * @param earlier the path of the other file
     */
    void sameFile(String path, Stage stage, MediaType mediaType, String earlier);
}
