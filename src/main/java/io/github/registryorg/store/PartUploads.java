package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * The uploads in parts of one object: those that were started and neither finished nor given up, and new ones.
 *
 * @param sha256 of the content; null where only another hash is known
 */
record PartUploads(
        BucketRequests requests,
        String path,
        ObjectKind kind,
        @Nullable Digest sha256) {

    /** Starts an upload, or continues one that another process has started. */
    PartUpload open() {
        List<String> started = unfinished();
        return requests.call("starting an upload", path, () -> started.isEmpty() ? begin() : resume(started.get(0)));
    }

    /** Starts an upload. */
    PartUpload start() {
        return requests.call("starting an upload", path, this::begin);
    }

    private PartUpload begin() {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(requests.bucket())
                .key(requests.key(path))
                .contentType(kind.mediaType())
                .cacheControl(kind.cacheControl())
                .contentEncoding(kind.contentEncoding())
                .metadata(ObjectTraits.metadata(sha256 == null ? null : sha256.hex()));
        if (!requests.traits().compatible()) {
            request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
        }
        requests.traits().acl(request::acl);
        requests.traits().storageClass(request::storageClass);
        requests.traits().encryption(request::serverSideEncryption, request::ssekmsKeyId);
        String id = requests.client().createMultipartUpload(request.build()).uploadId();
        return upload(id, true, Map.of());
    }

    private PartUpload resume(String id) {
        Map<Integer, Part> there = new TreeMap<>();
        requests.client()
                .listPartsPaginator(request -> request.bucket(requests.bucket())
                        .key(requests.key(path))
                        .uploadId(id))
                .parts()
                .forEach(part -> there.put(part.partNumber(), part));
        return upload(id, false, there);
    }

    /** The ids of those that are neither completed nor aborted. */
    List<String> unfinished() {
        String key = requests.key(path);
        return requests.call(
                "looking for unfinished uploads",
                path,
                () -> requests
                        .client()
                        .listMultipartUploads(
                                request -> request.bucket(requests.bucket()).prefix(key))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().equals(key))
                        .map(MultipartUpload::uploadId)
                        .toList());
    }

    /** Gives up all of them. */
    void abortAll() {
        unfinished().forEach(id -> upload(id, false, Map.of()).abort());
    }

    private PartUpload upload(String id, boolean ours, Map<Integer, Part> there) {
        return new PartUpload(requests, path, id, ours, there);
    }
}
