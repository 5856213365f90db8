package io.github.registryorg.remote;

import java.io.IOException;
import java.io.InputStream;

/** A body that is read in blocks; a single byte is a block of one. */
public abstract class BlockwiseBody extends InputStream {

    private static final int BLOCK = 64 * 1024;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    /** In larger blocks than those of {@link InputStream}: each may be a read under the watchdog. */
    @Override
    public final long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(count, BLOCK))];
        long left = Math.max(0, count);
        while (left > 0) {
            int read = read(skipped, 0, (int) Math.min(skipped.length, left));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return Math.max(0, count) - left;
    }
}
