package io.github.registryorg.store;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * One object that is put in parts. Its parts may be put by several threads, and by several processes that put the same
 * content: each part is then the same, whoever put it. It appears once it is complete.
 */
final class PartUpload {

    /** What services call an upload that no longer exists, or that another request has just completed. */
    private static final Set<String> GONE = Set.of("NoSuchUpload", "NoSuchKey");

    private final BucketRequests requests;
    private final String path;
    private final String id;
    private final boolean ours;
    private final boolean compatible;
    private final Map<Integer, Part> there;
    private final Map<Integer, CompletedPart> done = new TreeMap<>();

    /**
     * @param ours whether this run has started it
     * @param there the parts that were put before, by their numbers
     */
    PartUpload(BucketRequests requests, String path, String id, boolean ours, Map<Integer, Part> there) {
        this.requests = requests;
        this.path = path;
        this.id = id;
        this.ours = ours;
        this.compatible = requests.traits().compatible();
        this.there = there;
    }

    /**
     * Puts a part, unless one with the same hash is there.
     *
     * @param number counted from 1
     * @throws GoneException if the upload no longer exists, or can't be continued
     */
    void put(int number, byte[] content, int length) {
        String sha256 = Checksums.sha256Base64(content, length);
        Part known = there.get(number);
        String etag = known != null && known.size() == length && isSame(known, sha256, content, length)
                ? known.eTag()
                : send(number, content, length, sha256);
        CompletedPart part = CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumSHA256(sha256)
                .build();
        synchronized (done) {
            done.put(number, part);
        }
    }

    /** By the hash that the service keeps; by the ETag where it keeps none, which then is the MD5 as a rule. */
    private static boolean isSame(Part known, String sha256, byte[] content, int length) {
        return known.checksumSHA256() == null
                ? Checksums.isMd5(known.eTag(), content, length)
                : known.checksumSHA256().equals(sha256);
    }

    /**
     * Fills all parts from another object of the bucket, without its bytes coming here, and completes it.
     *
     * @param step bytes of a part
     */
    void copy(String source, long size, long step) {
        try {
            for (long first = 0; first < size; first += step) {
                String range = "bytes=" + first + "-" + (Math.min(size, first + step) - 1);
                int number = done.size() + 1;
                CopyPartResult result = requests.call(
                                "copying",
                                path,
                                () -> requests.client()
                                        .uploadPartCopy(request -> request.sourceBucket(requests.bucket())
                                                .sourceKey(requests.key(source))
                                                .copySourceRange(range)
                                                .destinationBucket(requests.bucket())
                                                .destinationKey(requests.key(path))
                                                .uploadId(id)
                                                .partNumber(number)))
                        .copyPartResult();
                synchronized (done) {
                    done.put(
                            number,
                            CompletedPart.builder()
                                    .partNumber(number)
                                    .eTag(result.eTag())
                                    .checksumSHA256(result.checksumSHA256())
                                    .build());
                }
            }
            complete();
        } catch (RuntimeException | Error e) {
            abort();
            throw e;
        }
    }

    private String send(int number, byte[] content, int length, String sha256) {
        RequestBody body = RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, length), length, ObjectKind.BLOB.mediaType());
        return unlessGone("writing", () -> {
                    UploadPartRequest.Builder request = UploadPartRequest.builder()
                            .bucket(requests.bucket())
                            .key(requests.key(path))
                            .uploadId(id)
                            .partNumber(number);
                    if (requests.traits().compatible()) {
                        request.contentMD5(Checksums.md5Base64(content, length));
                    } else {
                        request.checksumSHA256(sha256);
                    }
                    return requests.client().uploadPart(request.build(), body);
                })
                .eTag();
    }

    /**
     * Makes an object of the parts.
     *
     * @throws RegistryException {@code DIGEST_INVALID} if the service has put something else together: then it is removed
     * @throws GoneException if the upload no longer exists, or can't be continued
     */
    void complete() {
        List<CompletedPart> parts;
        synchronized (done) {
            parts = new ArrayList<>(done.values());
        }
        CompleteMultipartUploadResponse response = unlessGone(
                "completing the upload of",
                () -> requests.client()
                        .completeMultipartUpload(request -> request.bucket(requests.bucket())
                                .key(requests.key(path))
                                .uploadId(id)
                                .multipartUpload(list -> list.parts(known(parts)))));
        if (!requests.traits().compatible()
                && response.checksumSHA256() != null
                && parts.stream().allMatch(part -> part.checksumSHA256() != null)) {
            String expected = Checksums.composite(
                    parts.stream().map(CompletedPart::checksumSHA256).toList());
            // some services leave the number of parts out
            if (!expected.startsWith(response.checksumSHA256())) {
                requests.remove(path);
                throw new RegistryException(Problem.of(
                                ProblemCode.DIGEST_INVALID,
                                requests.text(path),
                                "the service has stored something else than was sent")
                        .because("its checksum is " + response.checksumSHA256() + " and should be " + expected)
                        .hint("Publish again. If it happens again, the service loses data."));
            }
        }
    }

    /** The parts as the service takes them. */
    private List<CompletedPart> known(List<CompletedPart> parts) {
        return requests.traits().compatible()
                ? parts.stream()
                        .map(part -> part.toBuilder().checksumSHA256(null).build())
                        .toList()
                : parts;
    }

    /** Aborts it, unless another process started it. */
    void giveUp() {
        if (ours) {
            abort();
        }
    }

    /** Gives one up; that it is gone already is fine. */
    void abort() {
        requests.call("aborting an unfinished upload", path, () -> {
            try {
                requests.client()
                        .abortMultipartUpload(request -> request.bucket(requests.bucket())
                                .key(requests.key(path))
                                .uploadId(id));
            } catch (S3Exception e) {
                if (e.statusCode() != 404) {
                    throw e;
                }
            }
            return null;
        });
    }

    /** The upload no longer exists: it was completed or aborted by another process, or its parts can't be used. */
    static final class GoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GoneException(Throwable cause) {
            super(cause);
        }
    }

    private <T> T unlessGone(String doing, Supplier<T> request) {
        return requests.call(doing, path, () -> {
            try {
                return request.get();
            } catch (S3Exception e) {
                if (e.statusCode() == 404
                        && e.awsErrorDetails() != null
                        && GONE.contains(e.awsErrorDetails().errorCode())) {
                    throw new GoneException(e);
                }
                boolean isOther = !ours || compatible != requests.traits().compatible();
                if (isOther && e.statusCode() == 400) {
                    // begun with other settings, by another version, or with other parts: then anew
                    abort();
                    throw new GoneException(e);
                }
                throw e;
            }
        });
    }
}
