package io.github.registryorg.store;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Reads from what stays open when its reader is done. */
final class UnclosedInput extends FilterInputStream {

    UnclosedInput(InputStream in) {
        super(in);
    }

    @Override
    public void close() {
        // its owner does
    }
}
