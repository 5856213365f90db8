package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Blobs in a bucket, each an object whose key is its digest. */
final class BucketBlobStore implements ReceivingBlobStore {

    /** Where this process may have files. */
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final URI base;
    private final Bucket bucket;
    private final AtomicBoolean swept = new AtomicBoolean();

    /**
     * A store to which no request was sent yet.
     *
     * @param base the address that readers know it by; null for the bucket's own on the web
     */
    BucketBlobStore(@Nullable URI base, Bucket bucket) {
        this.base = base == null ? bucket.webAddress() : base;
        this.bucket = bucket;
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public OptionalLong stat(Digest digest) {
        return bucket.stat(BlobAddress.path(digest))
                .map(found -> OptionalLong.of(found.size()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public InputStream open(Digest digest) {
        return bucket.open(BlobAddress.path(digest))
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.BLOB_UNKNOWN, digest.toString(), "is not in " + bucket.address())
                                .hint("Publish it again (registry:publish).")));
    }

    @Override
    public Put put(Blob blob, boolean deep) {
        if (isThere(blob, deep)) {
            return Put.PRESENT;
        }
        bucket.put(BlobAddress.path(blob.digest()), ObjectKind.BLOB, blob);
        return Put.WRITTEN;
    }

    @Override
    public IncomingBlob receive(DigestAlgorithm algorithm) {
        if (swept.compareAndSet(false, true)) {
            bucket.sweep(StagedObject.PARTIAL);
        }
        return new IncomingBlob(algorithm, new StagedObject(bucket, TEMPORARY));
    }

    private boolean isThere(Blob blob, boolean deep) {
        Optional<ObjectStat> found = bucket.stat(BlobAddress.path(blob.digest()), blob.descriptor());
        if (found.filter(stat -> stat.fits(blob.descriptor())).isEmpty()) {
            return false;
        }
        return !deep
                || CheckedContent.check(new Blob(blob.descriptor(), () -> open(blob.digest())))
                        .isEmpty();
    }

    /** The bucket, and so what it can copy from without us. */
    public Bucket bucket() {
        return bucket;
    }
}
