package io.github.registryorg.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * Content that comes over a network, and is asked for again from where it broke off: a layer of many gigabytes is not
 * begun anew for one lost connection. Whoever reads it checks its digest.
 */
final class ResumedContent extends InputStream {

    /** Times that it may break off without giving a byte. */
    private static final int MOST_FRUITLESS = 3;

    private final long size;
    private final Opening opening;
    private InputStream in;
    private long offset;
    private int fruitless;

    /** Opens the content from an offset on. */
    @FunctionalInterface
    interface Opening {
        InputStream open(long offset) throws IOException;
    }

    /** @param size that it should have, in bytes: an end before it is an accident */
    ResumedContent(long size, Opening opening) throws IOException {
        this.size = size;
        this.opening = opening;
        this.in = opening.open(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            IOException failure = null;
            try {
                int count = in.read(buffer, from, length);
                if (count > 0) {
                    offset += count;
                    fruitless = 0;
                    return count;
                }
                if (offset >= size) {
                    return -1;
                }
            } catch (IOException e) {
                failure = e;
            }
            if (++fruitless > MOST_FRUITLESS || Thread.currentThread().isInterrupted()) {
                if (failure == null) {
                    return -1;
                }
                throw failure;
            }
            in.close();
            in = opening.open(offset);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
