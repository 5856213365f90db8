package io.github.registryorg.work;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The last bytes of a stream, read without waiting for more. */
final class RecentBytes {

    /** More than a pipe holds, so that what an ended program has printed is read at once, and an endless one is left. */
    private static final int MAX_AT_ONCE = 2 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer;
    private int size;
    private boolean cut;

    /** @param largest how many bytes are kept */
    RecentBytes(InputStream in, int largest) {
        this.in = in;
        this.buffer = new byte[2 * largest];
    }

    /** Reads what is there now. */
    void take() throws IOException {
        for (int taken = 0; taken < MAX_AT_ONCE && in.available() > 0; ) {
            if (size == buffer.length) {
                int kept = buffer.length / 2;
                System.arraycopy(buffer, kept, buffer, 0, kept);
                size = kept;
                cut = true;
            }
            int read = in.read(buffer, size, Math.min(in.available(), buffer.length - size));
            if (read <= 0) {
                return;
            }
            size += read;
            taken += read;
        }
    }

    /** Whether there were more than are kept. */
    boolean isCut() {
        return cut || size > buffer.length / 2;
    }

    byte[] bytes() {
        return Arrays.copyOfRange(buffer, Math.max(0, size - buffer.length / 2), size);
    }
}
