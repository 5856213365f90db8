package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.store.BlobStore;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/** The bytes of a response, written once, then closed; of a HEAD request, closed without being written. */
sealed interface Body extends Closeable {

    Body EMPTY = new Bytes(new byte[0]);

    /** In bytes. */
    long length();

    void writeTo(OutputStream out) throws IOException;

    @Override
    void close() throws IOException;

    /** Bytes in memory. */
    record Bytes(byte[] content) implements Body {

        @Override
        public long length() {
            return content.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(content);
        }

        @Override
        public void close() {}
    }

    /** A part of an open file, streamed: its size takes no memory. */
    record FilePart(FileChannel channel, long position, long length) implements Body {

        private static final int BUFFER = 64 * 1024;

        /** The whole of a regular file, whatever becomes of its name while it is sent. */
        static FilePart of(Path file) throws IOException {
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            try {
                return new FilePart(channel, 0, channel.size());
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length));
            long end = position + length;
            for (long at = position; at < end; ) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                out.write(buffer.array(), 0, count);
                at += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A part of a blob in a store, which is opened only when it is sent. */
    record Stored(BlobStore store, Digest digest, long position, long length) implements Body {

        private static final int BUFFER = 64 * 1024;

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = store.open(digest)) {
                in.skipNBytes(position);
                for (long left = length; left > 0; ) {
                    int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (count < 0) {
                        throw new EOFException("the blob in the store is shorter than the store reported");
                    }
                    out.write(buffer, 0, count);
                    left -= count;
                }
            }
        }

        @Override
        public void close() {}
    }

    /**
     * A file with the address that the reader used, streamed.
     *
     * @param length with that address
     * @param hash of all of it, in hexadecimal
     */
    record AddressedFile(FilePart file, Authority address, long length, String hash) implements Body {

        /** Reads the file once, to measure what is sent. */
        static AddressedFile of(FilePart file, Authority address) throws IOException {
            MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
            long[] length = new long[1];
            OutputStream measure = new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] buffer, int offset, int count) {
                    hash.update(buffer, offset, count);
                    length[0] += count;
                }
            };
            write(file, address, measure);
            return new AddressedFile(file, address, length[0], HexFormat.of().formatHex(hash.digest()));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            write(file, address, out);
        }

        private static void write(FilePart file, Authority address, OutputStream out) throws IOException {
            AddressedOutput addressed = new AddressedOutput(out, address);
            file.writeTo(addressed);
            addressed.finish();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
