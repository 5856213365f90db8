package io.github.registryorg.oci;

/** How clients read a layer, by its media type. */
public enum LayerFormat {
    /** A tar archive; a client that trusts the media type does not look whether it is compressed. */
    TAR,
    /** Compressed with gzip or zstd: clients find out by its first bytes with which of these, and whether at all. */
    COMPRESSED,
    /** Anything: it is not a layer of an image that containers run from. */
    OTHER;

    /**
     * How clients read one layer of a manifest.
     *
     * @param layer one of the manifest's
     */
    public static LayerFormat of(ImageManifest manifest, Descriptor layer) {
        String type = layer.mediaType().value();
        if (!manifest.canDescribeContainer() || !layer.mediaType().isImageLayer()) {
            return OTHER;
        }
        if (type.endsWith(".tar")) {
            // of Docker's type, which images had before there was one for each compression, clients look at the bytes
            return layer.mediaType().isOciLayer() ? TAR : COMPRESSED;
        }
        return type.endsWith("gzip") || type.endsWith("zstd") ? COMPRESSED : OTHER;
    }
}
