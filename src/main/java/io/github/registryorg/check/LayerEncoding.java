package io.github.registryorg.check;

import io.github.registryorg.oci.Compression;
import io.github.registryorg.oci.GzipContent;
import io.github.registryorg.oci.ZstdContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the bytes of a layer are, whatever its media type says. */
enum LayerEncoding {
    TAR,
    GZIP,
    ZSTD,

    /** Compressed with something else, or neither compressed nor a tar archive of our time. */
    UNREADABLE;

    private static final int BUFFER = 16 * 1024;

    private static final int TAR_MAGIC_AT = 257;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    /** By the first bytes, which are not consumed. */
    static LayerEncoding of(BufferedInputStream layer) throws IOException {
        layer.mark(BUFFER);
        byte[] start = layer.readNBytes(TAR_MAGIC_AT + TAR_MAGIC.length);
        layer.reset();
        Optional<Compression> compression = Compression.of(start);
        if (compression.isEmpty()) {
            boolean isTar = start.length == TAR_MAGIC_AT + TAR_MAGIC.length
                    && Arrays.equals(start, TAR_MAGIC_AT, start.length, TAR_MAGIC, 0, TAR_MAGIC.length);
            return isTar ? TAR : UNREADABLE;
        }
        return switch (compression.get()) {
            case GZIP -> GZIP;
            case ZSTD -> ZSTD;
            case XZ, BZIP2 -> UNREADABLE;
        };
    }

    /**
     * The layer, uncompressed.
     *
     * @throws IOException if it is not so encoded; {@link ZstdContent.UnsupportedZstdException} if it can't be read here
     */
    InputStream decode(InputStream layer) throws IOException {
        return switch (this) {
            case GZIP -> new GzipContent(layer, BUFFER);
            case ZSTD -> new ZstdContent(layer);
            case TAR -> layer;
            case UNREADABLE -> throw new IllegalStateException("it is not known how");
        };
    }
}
