package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The uploads in parts of one object: those that were begun and neither finished nor given up, and new ones.
 *
 * @param sha256 of the content; null where only another hash is known
 */
record PartUploads(S3Client client, Bucket bucket, ObjectTraits traits, String path, ObjectKind kind, Digest sha256) {

    /** Begins an upload, or goes on with one that somebody else has begun. */
    PartUpload open() {
        List<String> begun = unfinished();
        return bucket.call("beginning to write", path, () -> begun.isEmpty() ? begin() : goOn(begun.get(0)));
    }

    private PartUpload begin() {
        StoreAddress.Cloud address = bucket.address();
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(address.name())
                .key(address.key(path))
                .contentType(kind.mediaType())
                .cacheControl(kind.cacheControl())
                .contentEncoding(kind.contentEncoding())
                .metadata(ObjectTraits.metadata(sha256 == null ? null : sha256.hex()));
        if (!traits.compatible()) {
            request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
        }
        traits.acl(request::acl);
        traits.storageClass(request::storageClass);
        traits.encryption(request::serverSideEncryption, request::ssekmsKeyId);
        String id = client.createMultipartUpload(request.build()).uploadId();
        return new PartUpload(client, this, id, true, Map.of());
    }

    private PartUpload goOn(String id) {
        Map<Integer, Part> there = new TreeMap<>();
        StoreAddress.Cloud address = bucket.address();
        client.listPartsPaginator(request ->
                        request.bucket(address.name()).key(address.key(path)).uploadId(id))
                .parts()
                .forEach(part -> there.put(part.partNumber(), part));
        return new PartUpload(client, this, id, false, there);
    }

    /** The ids of those that nobody has finished or given up. */
    List<String> unfinished() {
        String key = bucket.address().key(path);
        return bucket.call(
                "looking for unfinished uploads",
                path,
                () ->
                        client
                                .listMultipartUploads(request ->
                                        request.bucket(bucket.address().name()).prefix(key))
                                .uploads()
                                .stream()
                                .filter(upload -> upload.key().equals(key))
                                .map(MultipartUpload::uploadId)
                                .toList());
    }

    /** Gives up all of them. */
    void abortAll() {
        unfinished().forEach(this::abort);
    }

    /** Gives one up; that it is gone already is fine. */
    void abort(String id) {
        StoreAddress.Cloud address = bucket.address();
        bucket.call("giving up an unfinished upload", path, () -> {
            try {
                client.abortMultipartUpload(request ->
                        request.bucket(address.name()).key(address.key(path)).uploadId(id));
            } catch (S3Exception e) {
                if (e.statusCode() != 404) {
                    throw e;
                }
            }
            return null;
        });
    }
}
