package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * One object that is put in parts. Its parts may be put by several threads, and by several processes that put the same
 * content: each part is then the same, whoever put it. It appears once it is complete.
 */
final class PartUpload {

    private final S3Client client;
    private final Bucket bucket;
    private final ObjectTraits traits;
    private final String path;
    private final String uploadId;
    private final boolean ours;
    private final Map<Integer, Part> there;
    private final Map<Integer, CompletedPart> done = new TreeMap<>();

    private PartUpload(
            S3Client client,
            Bucket bucket,
            ObjectTraits traits,
            String path,
            String uploadId,
            boolean ours,
            Map<Integer, Part> there) {
        this.client = client;
        this.bucket = bucket;
        this.traits = traits;
        this.path = path;
        this.uploadId = uploadId;
        this.ours = ours;
        this.there = there;
    }

    static PartUpload begin(
            S3Client client, Bucket bucket, ObjectTraits traits, String path, ObjectKind kind, Digest sha256) {
        StoreAddress.Cloud address = bucket.address();
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(address.name())
                .key(address.key(path))
                .contentType(kind.mediaType())
                .cacheControl(kind.cacheControl())
                .metadata(ObjectTraits.metadata(sha256 == null ? null : sha256.hex()));
        if (!traits.compatible()) {
            request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
        }
        traits.acl(request::acl);
        traits.storageClass(request::storageClass);
        traits.encryption(request::serverSideEncryption, request::ssekmsKeyId);
        String uploadId = client.createMultipartUpload(request.build()).uploadId();
        return new PartUpload(client, bucket, traits, path, uploadId, true, Map.of());
    }

    static PartUpload goOn(S3Client client, Bucket bucket, ObjectTraits traits, String path, String uploadId) {
        Map<Integer, Part> there = new TreeMap<>();
        StoreAddress.Cloud address = bucket.address();
        client.listPartsPaginator(request ->
                        request.bucket(address.name()).key(address.key(path)).uploadId(uploadId))
                .parts()
                .forEach(part -> there.put(part.partNumber(), part));
        return new PartUpload(client, bucket, traits, path, uploadId, false, there);
    }

    /**
     * Puts a part, unless one with the same hash is there.
     *
     * @param number counted from 1
     * @throws GoneException if somebody else has finished the upload, or given it up
     */
    void put(int number, byte[] content, int length) {
        String sha256 = Checksums.sha256Base64(content, length);
        Part known = there.get(number);
        // an ETag proves nothing, so without a hash the part is sent again
        boolean same = known != null && known.size() == length && sha256.equals(known.checksumSHA256());
        String etag = same ? known.eTag() : send(number, content, length, sha256);
        CompletedPart.Builder part = CompletedPart.builder().partNumber(number).eTag(etag);
        if (!traits.compatible()) {
            part.checksumSHA256(sha256);
        }
        synchronized (done) {
            done.put(number, part.build());
        }
    }

    private String send(int number, byte[] content, int length, String sha256) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(bucket.address().name())
                .key(bucket.address().key(path))
                .uploadId(uploadId)
                .partNumber(number);
        if (traits.compatible()) {
            request.contentMD5(Checksums.md5Base64(content, length));
        } else {
            request.checksumSHA256(sha256);
        }
        RequestBody body = RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, length), length, ObjectKind.BLOB.mediaType());
        return unlessGone("writing", () -> client.uploadPart(request.build(), body))
                .eTag();
    }

    /**
     * Makes an object of the parts.
     *
     * @throws RegistryException {@code DIGEST_INVALID} if the service has put something else together
     * @throws GoneException if somebody else has finished the upload, or given it up
     */
    void complete() {
        List<CompletedPart> parts;
        synchronized (done) {
            parts = new ArrayList<>(done.values());
        }
        CompleteMultipartUploadResponse answer = unlessGone(
                "finishing to write",
                () -> client.completeMultipartUpload(
                        request -> request.bucket(bucket.address().name())
                                .key(bucket.address().key(path))
                                .uploadId(uploadId)
                                .multipartUpload(list -> list.parts(parts))));
        if (!traits.compatible() && answer.checksumSHA256() != null) {
            String expected = Checksums.composite(
                    parts.stream().map(CompletedPart::checksumSHA256).toList());
            // some services leave the number of parts out
            if (!expected.startsWith(answer.checksumSHA256())) {
                throw new RegistryException(Problem.of(
                                ProblemCode.DIGEST_INVALID,
                                bucket.address() + "/" + path,
                                "the service has stored something else than was sent")
                        .because("its checksum is " + answer.checksumSHA256() + " and should be " + expected)
                        .hint("Publish again with -Dregistry.deep."));
            }
        }
    }

    /** Gives it up, unless somebody else began it. */
    void giveUp() {
        if (ours) {
            bucket.abort(path, uploadId);
        }
    }

    /** The upload is no more: somebody else has finished it, or given it up. */
    static final class GoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GoneException(Throwable cause) {
            super(cause);
        }
    }

    private <T> T unlessGone(String doing, Supplier<T> request) {
        return bucket.call(doing, path, () -> {
            try {
                return request.get();
            } catch (S3Exception e) {
                if (e.statusCode() == 404
                        && e.awsErrorDetails() != null
                        && "NoSuchUpload".equals(e.awsErrorDetails().errorCode())) {
                    throw new GoneException(e);
                }
                throw e;
            }
        });
    }
}
