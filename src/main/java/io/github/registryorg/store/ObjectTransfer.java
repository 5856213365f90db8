package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.work.WorkerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way into a bucket. What is small is sent in one piece, once it was read and verified; what is large in
 * parts, and an upload whose content turns out wrong is given up before it is complete.
 */
final class ObjectTransfer {

    private static final int MEBIBYTE = 1024 * 1024;

    /** Parts have five mebibytes at least, and there are ten thousand at most. */
    private static final int PART = 8 * MEBIBYTE;

    private static final int MAX_PARTS = 9_000;
    private static final int ATTEMPTS = 3;

    private final BucketRequests requests;
    private final ObjectLook look;
    private final PartBuffers buffers;
    private final int part;

    ObjectTransfer(BucketRequests requests, ObjectLook look, PartBuffers buffers) {
        this(requests, look, buffers, PART);
    }

    /** @param part bytes of the smallest part; content of no more is sent whole */
    ObjectTransfer(BucketRequests requests, ObjectLook look, PartBuffers buffers, int part) {
        this.requests = requests;
        this.look = look;
        this.buffers = buffers;
        this.part = part;
    }

    void put(Blob blob, String path, ObjectKind kind) {
        boolean isConfirmed = false;
        if (blob.size() <= part) {
            isConfirmed = putWhole(blob, path, kind);
        } else {
            putInParts(blob, path, kind);
        }
        // services that keep objects as files have nothing in those that are named like directories
        if (!isConfirmed && !path.endsWith("/")) {
            verify(blob.descriptor(), path);
        }
    }

    private boolean isThere(Blob blob, String path) {
        return look.at(path, blob.descriptor())
                .filter(found -> found.fits(blob.descriptor()))
                .isPresent();
    }

    /** Null where the blob is named by another hash. */
    private static @Nullable Digest sha256(Blob blob) {
        return blob.digest().algorithm() == DigestAlgorithm.SHA256 ? blob.digest() : null;
    }

    /** Whether the service has confirmed that it has stored this. */
    private boolean putWhole(Blob blob, String path, ObjectKind kind) {
        byte[] content = buffers.take((int) blob.size());
        try (CheckedContent in = new CheckedContent(blob)) {
            fill(in, content);
            orThrow(in);
            return requests.put(path, kind, content, sha256(blob));
        } finally {
            buffers.give(content);
        }
    }

    /** Reads as many bytes as there are, up to the length of the buffer. */
    private static int fill(CheckedContent in, byte[] buffer) {
        int length = 0;
        while (length < buffer.length) {
            int read = in.read(buffer, length);
            if (read < 0) {
                return length;
            }
            length += read;
        }
        return length;
    }

    private static void orThrow(CheckedContent read) {
        // one read more sees that nothing follows
        read.read(new byte[1]);
        Optional<Problem> problem = read.problem();
        if (problem.isPresent()) {
            throw new RegistryException(problem.get());
        }
    }

    private void putInParts(Blob blob, String path, ObjectKind kind) {
        PartUploads uploads = new PartUploads(requests, path, kind, sha256(blob));
        for (int attempt = 1; ; attempt++) {
            PartUpload upload = uploads.open();
            try {
                send(blob, upload);
                upload.complete();
                // others that were started at the same time, or that a killed run left
                uploads.abortAll();
                return;
            } catch (PartUpload.GoneException e) {
                if (isThere(blob, path)) {
                    return;
                }
                if (attempt == ATTEMPTS) {
                    throw new RegistryException(
                            Problem.of(
                                            ProblemCode.IO_FAILED,
                                            blob.digest().toString(),
                                            "was aborted by another process while it was written")
                                    .hint("Run the same command again."),
                            e);
                }
            } catch (RuntimeException | Error e) {
                upload.giveUp();
                throw e;
            }
        }
    }

    private int partSize(long size) {
        long least = (size + MAX_PARTS - 1) / MAX_PARTS;
        return least <= part ? part : (int) ((least + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE);
    }

    /** Reads once from beginning to end, and sends each part as soon as it is read. */
    private void send(Blob blob, PartUpload upload) {
        int partSize = partSize(blob.size());
        List<Future<Void>> sent = new ArrayList<>();
        // closed first: a part that comes after an upload was given up would stay, and cost, forever
        try (CheckedContent in = new CheckedContent(blob);
                WorkerThreads threads = WorkerThreads.unbounded("registry-part")) {
            for (long left = blob.size(); left > 0; left -= partSize) {
                byte[] buffer = buffers.take(partSize);
                int length;
                try {
                    length = fill(in, buffer);
                } catch (RuntimeException | Error e) {
                    buffers.give(buffer);
                    throw e;
                }
                int number = sent.size() + 1;
                sent.add(threads.submit(() -> {
                    try {
                        upload.put(number, buffer, length);
                        return null;
                    } finally {
                        buffers.give(buffer);
                    }
                }));
                failFast(sent);
            }
            orThrow(in);
            for (Future<Void> part : sent) {
                WorkerThreads.await(part);
            }
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the upload was stopped", e);
        }
    }

    private static void failFast(List<Future<Void>> sent) throws InterruptedException {
        for (Future<Void> part : sent) {
            if (part.isDone()) {
                WorkerThreads.await(part);
            }
        }
    }

    /**
     * Looks whether the service reports the object that was sent. Another one that is named by the digest of what was sent is
     * removed: readers would take it for that, and nobody would send the right one. Under any other name, it may be what
     * somebody else has put there in the meantime.
     *
     * @throws RegistryException {@code DIGEST_INVALID} or {@code SIZE_INVALID} if it is another one
     */
    void verify(Descriptor blob, String path) {
        Optional<ObjectStat> found = look.at(path, blob);
        if (found.filter(stat -> stat.fits(blob)).isEmpty()) {
            throw new RegistryException(found.map(stat -> removed(blob, path, wrong(blob, stat)))
                    .orElseGet(() -> wrong(blob)
                            .because("it is not there")
                            .hint("Publish again. If it happens again, the service loses data.")));
        }
    }

    private static Problem wrong(Descriptor blob) {
        return Problem.of(ProblemCode.DIGEST_INVALID, blob.digest().toString(), "is not in the bucket as it was sent");
    }

    private Problem wrong(Descriptor blob, ObjectStat found) {
        return wrong(blob)
                .because("it has " + ByteCount.exact(found.size())
                        + (found.sha256() == null ? "" : " and sha256 " + found.sha256()))
                .hint("Publish again. If it happens again, the service loses data.");
    }

    private Problem removed(Descriptor blob, String path, Problem wrong) {
        if (!path.endsWith(blob.digest().hex())) {
            return wrong;
        }
        try {
            requests.remove(path);
            return wrong;
        } catch (RegistryException e) {
            return wrong.hint(wrong.hint() + " Remove " + requests.text(path) + ", which this key may not.");
        }
    }
}
