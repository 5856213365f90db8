package io.github.registryorg.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Content that can be read from its beginning, as often as needed.
 *
 * @param descriptor what it should be; readers check that it is
 * @param content where it comes from
 */
public record Blob(Descriptor descriptor, Content content) {

    public Blob {
        Objects.requireNonNull(descriptor, "descriptor");
        Objects.requireNonNull(content, "content");
    }

    public Digest digest() {
        return descriptor.digest();
    }

    /** In bytes. */
    public long size() {
        return descriptor.size();
    }

    /** Opens the bytes of a blob; the caller closes them. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
