package io.github.registryorg.store;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Content on its way into a store, hashed as it passes. It is under no digest's name before it was found to have that
 * digest. For one thread at a time.
 */
public final class IncomingBlob implements AutoCloseable {

    private static final int BUFFER = 128 * 1024;

    private final DigestAlgorithm algorithm;
    private final MessageDigest hash;
    private final Staged staged;
    private long size;
    private boolean isBroken;

    /** Where the content is until its digest is known. */
    interface Staged extends AutoCloseable {

        /** Bytes that there can be. */
        default long limit() {
            return Long.MAX_VALUE;
        }

        /** Adds bytes. */
        void write(byte[] buffer, int offset, int length);

        /** All that was written, to be read once; the caller closes the stream. */
        InputStream open();

        /** Moves it to where this blob is stored, safe there when this returns. */
        void keep(Descriptor blob);

        /** Discards it, unless it is kept. */
        @Override
        void close();
    }

    IncomingBlob(DigestAlgorithm algorithm, Staged staged) {
        this.algorithm = algorithm;
        this.hash = algorithm.newMessageDigest();
        this.staged = staged;
    }

    /**
     * Adds bytes.
     *
     * @throws RegistryException {@code SIZE_INVALID} if it is larger than the store can receive, {@code IO_FAILED}: then it
     *     can only be closed
     */
    public void write(byte[] buffer, int offset, int length) {
        requireSound();
        // until all of it is known to be there: some of it may be, and what was hashed is then not what is stored
        isBroken = true;
        requireRoom(length);
        ServerFailures.of(() -> {
            staged.write(buffer, offset, length);
            return null;
        });
        hash.update(buffer, offset, length);
        size += length;
        isBroken = false;
    }

    private void requireRoom(int length) {
        if (size + length > staged.limit()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.SIZE_INVALID,
                            "",
                            "the blob is larger than " + ByteCount.binary(staged.limit())
                                    + ", the most that the store can receive")
                    .hint("Push it to a store in a directory, or publish it (registry:publish)."));
        }
    }

    private void requireSound() {
        if (isBroken) {
            throw new IllegalStateException("a write to this blob has failed");
        }
    }

    /**
     * Stores what was written under its digest. To be called once.
     *
     * @param expected of any algorithm: of another than was expected, what was written is read once more
     * @throws RegistryException {@code DIGEST_INVALID} if it has another, {@code IO_FAILED}: then nothing is stored
     */
    public void finish(Digest expected) {
        requireSound();
        Digest actual = expected.algorithm() == algorithm
                ? Digest.of(algorithm, hash.digest())
                : ServerFailures.of(() -> hashAgain(expected.algorithm()));
        requireSame(expected, actual);
        ServerFailures.of(() -> {
            staged.keep(Descriptor.of(MediaType.OCTET_STREAM, expected, size));
            return null;
        });
    }

    /**
     * Refuses content that is not what a client named.
     *
     * @throws RegistryException {@code DIGEST_INVALID}
     */
    public static void requireSame(Digest expected, Digest actual) {
        if (!actual.equals(expected)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.DIGEST_INVALID, expected.toString(), "does not match what was sent")
                            .because("its content is " + actual)
                            .hint("Nothing was stored. Send it again; if it happens again, the file was changed"
                                    + " after its digest was computed."));
        }
    }

    private Digest hashAgain(DigestAlgorithm other) {
        MessageDigest again = other.newMessageDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = staged.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                again.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw Failures.io("reading", Path.of("a blob on its way"), e);
        }
        return Digest.of(other, again.digest());
    }

    /** Discards it, unless it was stored. */
    @Override
    public void close() {
        staged.close();
    }
}
