package io.github.registryorg.file;

import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Paths that follow each other in order, each without what it begins with as the one before does. */
public final class FrontCoding {

    /** Bytes of the longest path, in UTF-8. */
    private static final int MAX_PATH = 0xffff;

    private FrontCoding() {}

    /** Writes paths of less than 65,536 bytes. */
    public static final class Writer {

        private final DataOutput out;
        private byte[] last = {};

        public Writer(DataOutput out) {
            this.out = out;
        }

        /** @throws IOException if the path is too long, or {@code out} fails */
        public void write(String path) throws IOException {
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MAX_PATH) {
                throw new IOException("a path has " + bytes.length + " bytes");
            }
            int mismatch = Arrays.mismatch(last, bytes);
            int same = mismatch < 0 ? bytes.length : mismatch;
            out.writeShort(same);
            out.writeShort(bytes.length - same);
            out.write(bytes, same, bytes.length - same);
            last = bytes;
        }
    }

    /** Reads what was written. */
    public static final class Reader {

        private final ByteBuffer in;
        private byte[] last = new byte[256];
        private int length;

        public Reader(ByteBuffer in) {
            this.in = in;
        }

        /**
         * Reads the next path.
         *
         * @throws IOException if it is damaged
         * @throws java.nio.BufferUnderflowException likewise
         */
        public String read() throws IOException {
            int same = Short.toUnsignedInt(in.getShort());
            int rest = Short.toUnsignedInt(in.getShort());
            if (same > length || same + rest > MAX_PATH) {
                throw new StreamCorruptedException("a path begins as no path before it");
            }
            length = same + rest;
            if (length > last.length) {
                last = Arrays.copyOf(last, 2 * length);
            }
            in.get(last, same, rest);
            return new String(last, 0, length, StandardCharsets.UTF_8);
        }
    }
}
