package io.github.registryorg.oci;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * What is in a zstd file, of one frame or many (RFC 8878). The library's stream knows neither skippable frames, which
 * layers in the form {@code zstd:chunked} have, nor frames that may refer back to more than {@link #MAX_WINDOW}, as these do
 * for each file, however small: this leaves the ones out, and reads the others as far as they don't really refer so far back.
 */
public final class ZstdContent extends InputStream {

    /** What a frame may refer back to, in bytes: as much as each decoder should support. */
    public static final int MAX_WINDOW = 8 * 1024 * 1024;

    private final Frames frames;
    private final ZstdInputStream content;
    private boolean isBegun;

    /** It can't be read here: it needs a larger window, a dictionary, or what this version of Java has no more. */
    public static final class UnsupportedZstdException extends IOException {

        private UnsupportedZstdException(String message) {
            super(message);
        }
    }

    /**
     * Reads nothing so far.
     *
     * @param compressed of a zstd file; closed with this
     * @throws UnsupportedZstdException if the decoder can't be used with this version of Java
     */
    public ZstdContent(InputStream compressed) throws UnsupportedZstdException {
        this.frames = new Frames(compressed);
        try {
            this.content = new ZstdInputStream(frames);
        } catch (LinkageError e) {
            // the decoder uses sun.misc.Unsafe, which a later JDK may not have
            throw new UnsupportedZstdException("this version of Java can't do it: " + e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads as any stream does.
     *
     * @throws UnsupportedZstdException if it can't be read here
     * @throws ZipException if it is not zstd
     * @throws EOFException if it ends too early
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!isBegun && !frames.hasMore()) {
            // which the library takes for cut
            return -1;
        }
        isBegun = true;
        try {
            return content.read(bytes, offset, length);
        } catch (RuntimeException e) {
            // the decoder has exceptions of its own, which are not checked
            if (frames.isLowered) {
                throw new UnsupportedZstdException("its window is larger than " + (MAX_WINDOW >> 20) + " MiB");
            }
            throw new ZipException(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /** The frames that have content, byte for byte. */
    private static final class Frames extends InputStream {

        private static final int MAGIC = 0xFD2FB528;
        private static final int SKIPPABLE = 0x184D2A50;
        private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
        private static final int MAX_BLOCK = 128 * 1024;

        /** Bits of the descriptor of a frame. */
        private static final int DICTIONARY = 0x03;

        private static final int CHECKSUM = 0x04;
        private static final int SINGLE_SEGMENT = 0x20;

        /** How a header says {@link #MAX_WINDOW}. */
        private static final byte LARGEST_WINDOW = 0x68;

        /** Bytes of a frame's size, by the two bits that say so. */
        private static final int[] SIZES = {0, 2, 4, 8};

        private enum Next {
            FRAME,
            BLOCK,
            CHECKSUM
        }

        private final InputStream in;

        /** What was read to find out what follows, and has to be passed on; the largest header has 14 bytes. */
        private final byte[] header = new byte[14];

        private int passed;
        private int end;
        private long left;
        private Next next = Next.FRAME;
        private boolean hasChecksum;
        private boolean isPaused;

        /** Whether the frame says that it may need a larger window than it has here. */
        private boolean isLowered;

        private Frames(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /**
         * One header, or the content of one block, and then -1, as if that were the end. The decoder asks for these alone, and
         * has them at the beginning of its buffer then; where the buffer is filled beyond, the header of a block may come to be
         * at its very end, of which the decoder reads four bytes in place of three.
         */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (isPaused) {
                isPaused = false;
                return -1;
            }
            if (!hasMore()) {
                return -1;
            }
            int count;
            if (passed < end) {
                count = Math.min(length, end - passed);
                System.arraycopy(header, passed, bytes, offset, count);
                passed += count;
                isPaused = passed == end;
            } else {
                count = in.read(bytes, offset, (int) Math.min(length, left));
                if (count < 0) {
                    throw early();
                }
                left -= count;
                isPaused = left == 0;
            }
            // nobody asks whether there is more where the buffer is full
            isPaused &= count < length;
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private boolean hasMore() throws IOException {
            while (passed == end && left == 0) {
                if (!advance()) {
                    return false;
                }
            }
            return true;
        }

        /** Reads the next header; false at the end. */
        private boolean advance() throws IOException {
            passed = 0;
            end = 0;
            switch (next) {
                case FRAME -> {
                    return frame();
                }
                case BLOCK -> block();
                case CHECKSUM -> {
                    left = Integer.BYTES;
                    next = Next.FRAME;
                }
            }
            return true;
        }

        private boolean frame() throws IOException {
            int first = in.read();
            if (first < 0) {
                return false;
            }
            header[end++] = (byte) first;
            int magic = first | (int) number(Integer.BYTES - 1) << Byte.SIZE;
            if ((magic & SKIPPABLE_MASK) == SKIPPABLE) {
                leaveOut(number(Integer.BYTES));
                end = 0;
                return true;
            }
            if (magic != MAGIC) {
                throw new ZipException("there is something else than a frame of zstd");
            }
            int at = end;
            int descriptor = (int) number(1);
            if ((descriptor & DICTIONARY) != 0) {
                throw new UnsupportedZstdException("it needs a dictionary");
            }
            boolean isSingle = (descriptor & SINGLE_SEGMENT) != 0;
            hasChecksum = (descriptor & CHECKSUM) != 0;
            long window = isSingle ? 0 : window((int) number(1));
            int size = end;
            int sizeBytes = isSingle && descriptor >> 6 == 0 ? 1 : SIZES[descriptor >> 6];
            // a size of two bytes begins at 256, which makes no difference here
            long content = number(sizeBytes);
            isLowered = isSingle ? content < 0 || content > MAX_WINDOW : window > MAX_WINDOW;
            if (isLowered && isSingle) {
                // the same header with a window
                System.arraycopy(header, size, header, size + 1, sizeBytes);
                end++;
                header[at] = (byte) (descriptor & ~SINGLE_SEGMENT);
            }
            if (isLowered) {
                header[at + 1] = LARGEST_WINDOW;
            }
            next = Next.BLOCK;
            return true;
        }

        private static long window(int descriptor) {
            long base = 1L << 10 + (descriptor >> 3);
            return base + base / 8 * (descriptor & 7);
        }

        private void block() throws IOException {
            int block = (int) number(3);
            boolean isLast = (block & 1) != 0;
            int type = block >> 1 & 3;
            int size = block >> 3;
            if (type == 3 || size > MAX_BLOCK) {
                throw new ZipException("it has a block of an unknown type or of more than 128 KiB");
            }
            // a byte that is repeated, or as many as the block has
            left = type == 1 ? 1 : size;
            if (isLast) {
                next = hasChecksum ? Next.CHECKSUM : Next.FRAME;
            }
        }

        /** Reads so many bytes of a header: a number, the lowest byte first. */
        private long number(int bytes) throws IOException {
            long number = 0;
            for (int i = 0; i < bytes; i++) {
                int one = in.read();
                if (one < 0) {
                    throw early();
                }
                header[end++] = (byte) one;
                number |= (long) one << Byte.SIZE * i;
            }
            return number;
        }

        private void leaveOut(long count) throws IOException {
            try {
                in.skipNBytes(count);
            } catch (EOFException e) {
                throw early();
            }
        }

        private static EOFException early() {
            return new EOFException("it ends too early");
        }
    }
}
