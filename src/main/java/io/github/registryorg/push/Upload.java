package io.github.registryorg.push;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.IncomingBlob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One blob that a client uploads, in one request or in many. What arrived before a connection broke stays, so that the
 * client can continue behind it. For several threads, one of which adds at a time.
 */
public final class Upload {

    private static final int BUFFER = 128 * 1024;

    private final String id = UUID.randomUUID().toString();
    private final RepositoryName repository;
    private final DigestAlgorithm algorithm;
    private final PushedBlobs blobs;

    /** Whether a thread has what follows for itself. Whoever discards it keeps it. */
    private boolean isBusy;

    /** All of it, as long as that may be held; otherwise empty. */
    private ByteArrayOutputStream small = new ByteArrayOutputStream(0);

    private @Nullable IncomingBlob large;

    private volatile boolean hasEnded;
    private volatile long size;
    private volatile long touched = System.nanoTime();

    /** What became of bytes that a client sends. */
    public enum Outcome {
        ADDED,
        /** They belong somewhere else: nothing was read. */
        OUT_OF_ORDER,
        /** Another request is adding: nothing was read. */
        BUSY
    }

    Upload(RepositoryName repository, DigestAlgorithm algorithm, PushedBlobs blobs) {
        this.repository = repository;
        this.algorithm = algorithm;
        this.blobs = blobs;
    }

    /** What names it; nobody can guess it. */
    public String id() {
        return id;
    }

    public RepositoryName repository() {
        return repository;
    }

    /** Bytes that have arrived. */
    public long size() {
        return size;
    }

    /** When it was last used, as {@link System#nanoTime} counts. */
    long touched() {
        return touched;
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /**
     * Adds what arrives.
     *
     * @throws IOException if the client's connection breaks: what has arrived stays
     * @throws RegistryException {@code SIZE_INVALID} if the chunk has another length than was declared: what has arrived
     *     stays; {@code IO_FAILED} of the store: the upload has ended then; {@code BLOB_UPLOAD_UNKNOWN} if it has ended
     */
    public Outcome add(Chunk chunk, InputStream in) throws IOException {
        return add(chunk, in, null);
    }

    /**
     * Adds what arrives, then makes all of it a blob. Once all has arrived, this ends the upload, whether it succeeds or
     * not.
     *
     * @throws IOException as {@link #add}
     * @throws RegistryException as {@link #add}; {@code DIGEST_INVALID} if it has another digest
     */
    public Outcome finish(Chunk last, InputStream in, Digest expected) throws IOException {
        return add(last, in, expected);
    }

    private Outcome add(Chunk chunk, InputStream in, @Nullable Digest expected) throws IOException {
        Outcome outcome = begin(chunk);
        if (outcome != Outcome.ADDED) {
            return outcome;
        }
        // what fails in any other way than the client's may have damaged it
        boolean canContinue = false;
        try {
            long before = size;
            try {
                addAll(in);
            } catch (IOException e) {
                canContinue = true;
                throw e;
            }
            if (!chunk.has(size - before)) {
                canContinue = true;
                throw wrongLength(chunk, size - before);
            }
            if (expected == null) {
                canContinue = true;
            } else {
                store(expected);
            }
            return outcome;
        } finally {
            release(canContinue);
        }
    }

    private synchronized Outcome begin(Chunk chunk) {
        requireOpen();
        if (isBusy) {
            return Outcome.BUSY;
        }
        if (!chunk.beginsAt(size)) {
            return Outcome.OUT_OF_ORDER;
        }
        isBusy = true;
        touched = System.nanoTime();
        return Outcome.ADDED;
    }

    private void requireOpen() {
        if (hasEnded) {
            throw unknown();
        }
    }

    /** @throws IOException only of the client */
    private void addAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            requireOpen();
            add(buffer, read);
            touched = System.nanoTime();
        }
    }

    private void add(byte[] buffer, int length) {
        if (large == null && small.size() + length > PushedBlobs.MAX_HELD) {
            large = blobs.receive(algorithm);
            byte[] start = small.toByteArray();
            small = new ByteArrayOutputStream(0);
            large.write(start, 0, start.length);
        }
        if (large == null) {
            small.write(buffer, 0, length);
        } else {
            large.write(buffer, 0, length);
        }
        size += length;
    }

    private RegistryException wrongLength(Chunk chunk, long arrived) {
        return new RegistryException(Problem.of(
                        ProblemCode.SIZE_INVALID,
                        "",
                        "the range has " + ByteCount.exact(chunk.length().orElse(arrived)) + ", and "
                                + ByteCount.exact(arrived) + " arrived")
                .hint("Ask for the status of the upload (GET), and continue there."));
    }

    private void store(Digest expected) {
        if (large == null) {
            blobs.add(repository, small.toByteArray(), expected);
        } else {
            large.finish(expected);
            blobs.added(repository, expected);
        }
    }

    private void release(boolean canContinue) {
        synchronized (this) {
            hasEnded = hasEnded || !canContinue;
            isBusy = hasEnded;
            if (!hasEnded) {
                return;
            }
        }
        discard();
    }

    /** Discards what has arrived: at once, or once the request that is adding sees it. Waits for no other request. */
    public void cancel() {
        synchronized (this) {
            hasEnded = true;
            if (isBusy) {
                return;
            }
            isBusy = true;
        }
        discard();
    }

    /** Outside of locks, since it may send requests to a store. */
    private void discard() {
        small = new ByteArrayOutputStream(0);
        if (large != null) {
            large.close();
            large = null;
        }
    }

    static RegistryException unknown() {
        return new RegistryException(Problem.of(
                        ProblemCode.BLOB_UPLOAD_UNKNOWN, "", "there is no such upload, or it has ended")
                .hint("Begin the upload of this blob again: the server was started anew, or the upload was canceled,"
                        + " failed, or was not used for an hour."));
    }
}
