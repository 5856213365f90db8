package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ResumingBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The objects below one prefix of a bucket. For several threads. Failures are reported as {@link RegistryException}, with
 * what to change; the SDK has tried again before, with growing pauses.
 */
public final class Bucket {

    /** Bytes that a service copies in one step. */
    private static final long MAX_COPY_SIZE = 5L * 1024 * 1024 * 1024;

    /** Bytes of a part that it copies of what is larger. */
    private static final long COPY_STEP = 1024L * 1024 * 1024;

    /** What is older under a temporary name was left by a run that was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final BucketRequests requests;
    private final PartBuffers buffers;
    private final ObjectLook look;

    /** @param known whether buckets are there, by their names; shared by all that are opened */
    Bucket(BucketRequests requests, PartBuffers buffers, Map<String, Boolean> known) {
        this.requests = requests;
        this.buffers = buffers;
        this.look = new ObjectLook(requests, known);
    }

    public StoreAddress.Cloud address() {
        return requests.address();
    }

    /** Its public URL, if the bucket is public; without a trailing slash. */
    URI webAddress() {
        // an object's address, from which its name is taken again: a bucket as such has none
        String url = requests.client()
                .utilities()
                .getUrl(request -> request.bucket(requests.bucket()).key(requests.key("x")))
                .toString();
        return URI.create(url.substring(0, url.length() - "/x".length()));
    }

    /** Empty where the object does not exist. */
    Optional<ObjectStat> stat(String path) {
        return look.at(path);
    }

    /** The same, where one content is expected. */
    Optional<ObjectStat> stat(String path, Descriptor expected) {
        return look.at(path, expected);
    }

    /**
     * Its bytes, not verified; the caller closes the stream. Where the connection breaks, reading continues behind what has
     * arrived. Empty where the object does not exist.
     */
    Optional<InputStream> open(String path) {
        return requests.call("reading", path, () -> {
            try {
                ObjectBody whole = new ObjectBody(
                        requests,
                        path,
                        requests.client()
                                .getObject(request ->
                                        request.bucket(requests.bucket()).key(requests.key(path))));
                return Optional.of(new ResumingBody(whole, whole.size(), whole::rest));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Puts an object, of any size and in little memory, and looks whether it is there as it was sent.
     *
     * @throws RegistryException {@code DIGEST_INVALID} or {@code SIZE_INVALID} if the content does not match, or
     *     the service does not store it: then nothing else is there under a name that ends in the content's digest
     */
    public void put(String path, ObjectKind kind, Blob content) {
        new ObjectTransfer(requests, look, buffers).put(content, path, kind);
    }

    BucketRequests requests() {
        return requests;
    }

    /** The memory of all buckets that are open. */
    PartBuffers buffers() {
        return buffers;
    }

    /**
     * Removes what killed runs have left under temporary names a day ago, as far as the credentials allow that.
     *
     * @param partial what temporary names begin with
     */
    void sweep(String partial) {
        String above = requests.key(partial);
        Instant limit = Instant.now().minus(ABANDONED);
        try {
            requests.call("listing", partial, () -> {
                requests
                        .client()
                        .listObjectsV2Paginator(
                                request -> request.bucket(requests.bucket()).prefix(above))
                        .contents()
                        .stream()
                        .filter(object -> isBefore(limit, object.lastModified()))
                        .forEach(object -> remove(partial + object.key().substring(above.length())));
                requests
                        .client()
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(requests.bucket()).prefix(above))
                        .uploads()
                        .stream()
                        .filter(upload -> isBefore(limit, upload.initiated()))
                        .forEach(upload -> requests.client()
                                .abortMultipartUpload(request -> request.bucket(requests.bucket())
                                        .key(upload.key())
                                        .uploadId(upload.uploadId())));
                return null;
            });
        } catch (RegistryException e) {
            // whoever may not list has nothing to sweep, and what is wrong else is reported by what comes next
        }
    }

    private static boolean isBefore(Instant limit, @Nullable Instant time) {
        return time != null && time.isBefore(limit);
    }

    /**
     * Copies an object of this bucket, in steps where it is too large for one. Whether the copy is right is not verified.
     *
     * @param content what it should be
     */
    void copyWithin(String source, String path, Descriptor content) {
        copyWithin(source, path, content, MAX_COPY_SIZE, COPY_STEP);
    }

    /**
     * @param once bytes that the service copies in one step
     * @param step bytes of a step of more than that
     */
    void copyWithin(String source, String path, Descriptor content, long once, long step) {
        if (content.size() <= once) {
            copyAtOnce(this, source, path, ObjectKind.BLOB, content);
        } else {
            new PartUploads(requests, path, ObjectKind.BLOB, sha256(content))
                    .start()
                    .copy(source, content.size(), step);
        }
    }

    /**
     * Removes what is there if it is something else.
     *
     * @throws RegistryException {@code DIGEST_INVALID} or {@code SIZE_INVALID} if the service has not stored this there
     */
    void requireStored(Descriptor content, String path) {
        new ObjectTransfer(requests, look, buffers).verify(content, path);
    }

    private static @Nullable Digest sha256(Descriptor content) {
        return content.digest().algorithm() == DigestAlgorithm.SHA256 ? content.digest() : null;
    }

    /**
     * Puts what another bucket has, without its bytes coming here, where one service has both.
     *
     * @param content what is copied
     * @return whether that was possible, and the other bucket has it as it should be; otherwise nothing was done
     */
    public boolean copy(Bucket source, String sourcePath, String path, ObjectKind kind, Descriptor content) {
        boolean possible = source.requests.service() == requests.service()
                && content.size() <= MAX_COPY_SIZE
                && source.stat(sourcePath, content)
                        .filter(found -> found.fits(content))
                        .isPresent();
        if (possible) {
            copyAtOnce(source, sourcePath, path, kind, content);
        }
        return possible;
    }

    private void copyAtOnce(Bucket source, String sourcePath, String path, ObjectKind kind, Descriptor content) {
        requests.call("copying", path, () -> {
            CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                    .sourceBucket(source.requests.bucket())
                    .sourceKey(source.requests.key(sourcePath))
                    .destinationBucket(requests.bucket())
                    .destinationKey(requests.key(path))
                    .metadataDirective(MetadataDirective.REPLACE)
                    .contentType(kind.mediaType())
                    .cacheControl(kind.cacheControl())
                    .contentEncoding(kind.contentEncoding())
                    .metadata(ObjectTraits.metadata(
                            sha256(content) == null ? null : content.digest().hex()));
            requests.traits().acl(request::acl);
            requests.traits().storageClass(request::storageClass);
            requests.traits().encryption(request::serverSideEncryption, request::ssekmsKeyId);
            return requests.client().copyObject(request.build());
        });
    }

    /**
     * Lists all objects below the prefix, one page at a time; no page is kept. In the order of the service, which need not
     * be that of their names.
     *
     * @param objects takes the path of each, and its size in bytes
     */
    public void list(ObjLongConsumer<String> objects) {
        String above = address().prefix().isEmpty() ? "" : address().prefix() + "/";
        requests.call("listing", "", () -> {
            requests.client()
                    .listObjectsV2Paginator(
                            request -> request.bucket(requests.bucket()).prefix(above))
                    .contents()
                    .forEach(object -> objects.accept(object.key().substring(above.length()), object.size()));
            return null;
        });
    }

    /** Removes an object; one that is gone already is fine. */
    public void remove(String path) {
        requests.remove(path);
    }

    /**
     * A small object as text; empty where there is none.
     *
     * @throws RegistryException {@code FILE_TOO_LARGE} if it has more bytes than that
     */
    public Optional<String> text(String path, int limit) {
        return open(path).map(in -> {
            try (in) {
                byte[] content = in.readNBytes(limit);
                if (in.read() >= 0) {
                    throw new RegistryException(Problem.of(
                            ProblemCode.FILE_TOO_LARGE, requests.text(path), "has more than " + limit + " bytes"));
                }
                return new String(content, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw Failures.of(
                        Problem.of(ProblemCode.IO_FAILED, requests.text(path), "reading failed")
                                .because(e.getMessage())
                                .hint("Run the same command again."),
                        e);
            }
        });
    }
}
