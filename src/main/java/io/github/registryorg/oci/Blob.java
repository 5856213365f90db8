package io.github.registryorg.oci;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

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

    /**
     * Reads all of it into memory: for small content only.
     *
     * @throws RegistryException {@code DIGEST_INVALID} if the bytes have another digest, {@code IO_FAILED} if they can't
     *     be read
     */
    public byte[] read() {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readNBytes(Math.toIntExact(size()));
            if (!digest().matches(bytes)) {
                throw new RegistryException(
                        Problem.of(ProblemCode.DIGEST_INVALID, digest().toString(), "the content has another digest")
                                .hint("It was damaged, or changed while it was read: build the image again."));
            }
            return bytes;
        } catch (IOException e) {
            throw Failures.io("reading", Path.of(digest().hex()), e);
        }
    }

    /**
     * The same content, whose beginning is looked at whenever it is read.
     *
     * @param observer gets the first {@link Compression#MAGIC_LENGTH} bytes; not called where there are less
     */
    public Blob observed(Consumer<byte[]> observer) {
        return new Blob(descriptor, () -> new ObservedStart(content.open(), Compression.MAGIC_LENGTH, observer));
    }

    /** Opens the bytes of a blob; the caller closes them. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
