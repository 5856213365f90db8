package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Content that reports how much of it is read. */
public final class CountedContent extends FilterInputStream {

    private final LongConsumer listener;

    private CountedContent(InputStream in, LongConsumer listener) {
        super(in);
        this.listener = listener;
    }

    /**
     * The blob, whose content reports every read.
     *
     * @param listener hears how many more bytes were read, from whatever thread reads
     */
    public static Blob of(Blob blob, LongConsumer listener) {
        return new Blob(
                blob.descriptor(), () -> new CountedContent(blob.content().open(), listener));
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            listener.accept(1);
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            listener.accept(read);
        }
        return read;
    }
}
