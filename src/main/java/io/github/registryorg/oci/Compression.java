package io.github.registryorg.oci;

import java.util.Arrays;
import java.util.Optional;

/** How a file is compressed, by its first bytes. */
public enum Compression {
    GZIP("gzip", "gzip -dc", 0x1f, 0x8b),
    ZSTD("zstd", "zstd -dc --long=31", 0x28, 0xb5, 0x2f, 0xfd),
    XZ("xz", "xz -dc", 0xfd, '7', 'z', 'X', 'Z', 0),
    BZIP2("bzip2", "bzip2 -dc", 'B', 'Z', 'h');

    /** Bytes that are enough to recognise it by. */
    public static final int MAGIC_LENGTH = 6;

    private final String label;
    private final String decompress;
    private final byte[] magic;

    Compression(String label, String decompress, int... magic) {
        this.label = label;
        this.decompress = decompress;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /** Empty where the bytes are of no compression that is known here. */
    public static Optional<Compression> of(byte[] start) {
        return Arrays.stream(values())
                .filter(one -> start.length >= one.magic.length
                        && Arrays.equals(start, 0, one.magic.length, one.magic, 0, one.magic.length))
                .findFirst();
    }

    /** The command that writes the plain bytes of a file to its output. */
    public String decompress() {
        return decompress;
    }

    @Override
    public String toString() {
        return label;
    }
}
