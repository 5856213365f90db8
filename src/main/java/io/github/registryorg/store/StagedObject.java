package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way into a bucket, whose digest is not known yet: sent in parts to a temporary name as it arrives, then
 * copied by the service to its digest's name. What is no larger than a part is put there at once.
 */
final class StagedObject implements IncomingBlob.Staged {

    /** Where temporary names are. */
    static final String PARTIAL = ".partial/";

    private static final int PART = 8 * 1024 * 1024;

    /** As services have it. */
    private static final int MAX_PARTS = 10_000;

    private final int part;
    private final Bucket bucket;
    private final BucketRequests requests;
    private final PartBuffers buffers;
    private final String path = PARTIAL + UUID.randomUUID();
    private final PartFile waiting;

    private int sent;
    private long sentBytes;
    private @Nullable PartUpload upload;
    private boolean isComplete;

    /**
     * Of which nothing was written yet.
     *
     * @param temporary the directory for what waits to be sent: memory is taken only while a part is sent, however slowly
     *     a client delivers it
     * @throws RegistryException {@code IO_FAILED}
     */
    StagedObject(Bucket bucket, Path temporary) {
        this(bucket, temporary, PART);
    }

    /** @param part bytes of a part */
    StagedObject(Bucket bucket, Path temporary, int part) {
        this.part = part;
        this.bucket = bucket;
        this.requests = bucket.requests();
        this.buffers = bucket.buffers();
        this.waiting = new PartFile(temporary);
    }

    @Override
    public long limit() {
        return (long) MAX_PARTS * part;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; ) {
            if (waiting.size() == part) {
                sendPart();
            }
            int count = Math.min(length - done, part - waiting.size());
            waiting.add(bytes, offset + done, count);
            done += count;
        }
    }

    private void sendPart() {
        byte[] buffer = buffers.take(part);
        try {
            waiting.read(buffer);
            send(buffer, waiting.size());
        } finally {
            buffers.give(buffer);
        }
        sentBytes += waiting.size();
        waiting.clear();
    }

    private void send(byte[] buffer, int length) {
        sent++;
        try {
            started().put(sent, buffer, length);
        } catch (PartUpload.GoneException e) {
            if (sent > 1) {
                throw gone(e);
            }
            // as a rule, this request has found out that the service takes no checksums: then once more without
            upload = null;
            try {
                started().put(sent, buffer, length);
            } catch (PartUpload.GoneException again) {
                throw gone(again);
            }
        }
    }

    private PartUpload started() {
        if (upload == null) {
            upload = new PartUploads(requests, path, ObjectKind.BLOB, null).start();
        }
        return upload;
    }

    private RegistryException gone(PartUpload.GoneException cause) {
        return new RegistryException(
                Problem.of(ProblemCode.IO_FAILED, requests.text(path), "was removed while it was uploaded")
                        .hint("Push it again. If that happens again, look for a rule of the bucket, or another program,"
                                + " that aborts unfinished uploads."),
                cause);
    }

    private void complete(PartUpload parts) {
        if (isComplete) {
            return;
        }
        if (waiting.size() > 0) {
            sendPart();
        }
        try {
            parts.complete();
        } catch (PartUpload.GoneException e) {
            // the response to an earlier request may have been lost
            if (bucket.stat(path).filter(found -> found.size() == sentBytes).isEmpty()) {
                throw gone(e);
            }
        }
        isComplete = true;
    }

    @Override
    public InputStream open() {
        if (upload == null) {
            return waiting.open();
        }
        complete(upload);
        return staged();
    }

    private InputStream staged() {
        return bucket.open(path)
                .orElseThrow(() ->
                        new RegistryException(Problem.of(ProblemCode.IO_FAILED, requests.text(path), "no longer exists")
                                .hint("Push it again.")));
    }

    @Override
    public void keep(Descriptor blob) {
        String target = BlobAddress.path(blob.digest());
        if (isThere(blob, target)) {
            return;
        }
        boolean isConfirmed = false;
        if (upload == null) {
            isConfirmed = put(blob, target);
        } else {
            complete(upload);
            copy(blob, target);
        }
        if (!isConfirmed) {
            bucket.requireStored(blob, target);
        }
    }

    private boolean isThere(Descriptor blob, String target) {
        return bucket.stat(target, blob).filter(found -> found.fits(blob)).isPresent();
    }

    /** Whether the service has confirmed that it has stored this. */
    private boolean put(Descriptor blob, String target) {
        byte[] content = buffers.take(waiting.size());
        try {
            waiting.read(content);
            Digest sha256 = blob.digest().algorithm() == DigestAlgorithm.SHA256 ? blob.digest() : null;
            return requests.put(target, ObjectKind.BLOB, content, sha256);
        } finally {
            buffers.give(content);
        }
    }

    private void copy(Descriptor blob, String target) {
        try {
            bucket.copyWithin(path, target, blob);
        } catch (PartUpload.GoneException e) {
            if (!isThere(blob, target)) {
                throw gone(e);
            }
        } catch (RegistryException e) {
            if (e.problem().code() != ProblemCode.UNSUPPORTED) {
                throw e;
            }
            // a service that does not copy: through this machine
            bucket.put(target, ObjectKind.BLOB, new Blob(blob, this::staged));
        }
    }

    @Override
    public void close() {
        try (waiting) {
            if (upload != null && !isComplete) {
                upload.abort();
            } else if (upload != null) {
                bucket.remove(path);
            }
        } catch (IOException | RegistryException e) {
            // nothing reads it, and it is swept after a day
        }
    }
}
