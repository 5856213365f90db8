package io.github.registryorg.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** A stream whose first bytes are handed over as they are read. */
final class ObservedStart extends FilterInputStream {

    private final byte[] start;
    private final Consumer<byte[]> observer;
    private int count;

    /**
     * @param length of what is handed over
     * @param observer gets it once, and not where the content is shorter
     */
    ObservedStart(InputStream in, int length, Consumer<byte[]> observer) {
        super(in);
        this.start = new byte[length];
        this.observer = observer;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            observe(new byte[] {(byte) one}, 0, 1);
        }
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        observe(buffer, offset, read);
        return read;
    }

    private void observe(byte[] buffer, int offset, int read) {
        if (read <= 0 || count == start.length) {
            return;
        }
        int more = Math.min(read, start.length - count);
        System.arraycopy(buffer, offset, start, count, more);
        count += more;
        if (count == start.length) {
            observer.accept(Arrays.copyOf(start, count));
        }
    }
}
