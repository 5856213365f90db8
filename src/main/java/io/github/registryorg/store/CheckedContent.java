package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A blob's content, hashed and counted while it is read. Never gives more bytes than in the descriptor, and reads at
 * most one more.
 */
public final class CheckedContent implements AutoCloseable {

    private static final int BUFFER = 128 * 1024;

    private final Blob blob;
    private final InputStream in;
    private final MessageDigest hash;
    private long count;
    private boolean longer;

    /** @throws RegistryException {@code IO_FAILED} if the content can't be opened */
    public CheckedContent(Blob blob) {
        this.blob = blob;
        this.hash = blob.digest().algorithm().newMessageDigest();
        try {
            this.in = blob.content().open();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads a blob from beginning to end, keeping none of it.
     *
     * @return what is wrong with it: {@code SIZE_INVALID} or {@code DIGEST_INVALID}; empty if it matches its
     *     descriptor
     * @throws RegistryException {@code IO_FAILED} if it can't be read
     */
    public static Optional<Problem> check(Blob blob) {
        byte[] buffer = new byte[BUFFER];
        try (CheckedContent content = new CheckedContent(blob)) {
            int read = content.read(buffer);
            while (read >= 0) {
                read = content.read(buffer);
            }
            return content.problem();
        }
    }

    /**
     * Writes a blob from beginning to end.
     *
     * @throws IOException if writing fails
     * @throws RegistryException {@code SIZE_INVALID} or {@code DIGEST_INVALID} if it does not match its descriptor:
     *     what was written is then worth nothing; {@code IO_FAILED} if it can't be read
     */
    public static void copy(Blob blob, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (CheckedContent content = new CheckedContent(blob)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                out.write(buffer, 0, read);
            }
            Optional<Problem> problem = content.problem();
            if (problem.isPresent()) {
                throw new RegistryException(problem.get());
            }
        }
    }

    /**
     * Fills the buffer from its beginning, as far as content is at hand.
     *
     * @return how many bytes; -1 at the end
     * @throws RegistryException {@code IO_FAILED}, or {@code INTERRUPTED}
     */
    public int read(byte[] buffer) {
        return read(buffer, 0);
    }

    /**
     * Fills the rest of the buffer, as far as content is at hand.
     *
     * @param offset where to continue
     * @return how many bytes; -1 at the end
     * @throws RegistryException {@code IO_FAILED}, or {@code INTERRUPTED}
     */
    int read(byte[] buffer, int offset) {
        long left = blob.size() - count;
        try {
            if (left == 0) {
                longer = longer || in.read() >= 0;
                return -1;
            }
            // in pieces that are still in the processor's cache when they are hashed
            int most = Math.min(buffer.length - offset, BUFFER);
            int read = in.read(buffer, offset, (int) Math.min(most, left));
            if (read > 0) {
                hash.update(buffer, offset, read);
                count += read;
            }
            return read;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** To be called once, when all is read: how the content differs from its descriptor. */
    public Optional<Problem> problem() {
        if (longer || count != blob.size()) {
            String found = longer ? "more than that" : ByteCount.exact(count);
            return Optional.of(
                    about(ProblemCode.SIZE_INVALID, "should be " + ByteCount.exact(blob.size()) + ", but is " + found));
        }
        Digest found = Digest.of(blob.digest().algorithm(), hash.digest());
        if (!found.equals(blob.digest())) {
            return Optional.of(about(ProblemCode.DIGEST_INVALID, "does not match its digest")
                    .because("its content is " + found));
        }
        return Optional.empty();
    }

    private Problem about(ProblemCode code, String what) {
        return Problem.of(code, blob.digest().toString(), what)
                .hint("It is damaged or was changed. Make it again, or fetch it from where it came from.");
    }

    private RegistryException unreadable(IOException e) {
        String cause = Causes.message(e);
        return Failures.of(
                Problem.of(ProblemCode.IO_FAILED, blob.digest().toString(), "can't be read")
                        .because(cause)
                        .hint("Run the same command again; if it happens again, check where the blob comes from."),
                e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // all that was read has been checked: nothing can be lost any more
        }
    }
}
