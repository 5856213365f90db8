package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Single requests for the objects below one prefix of a bucket. For several threads. Failures are reported as {@link
 * RegistryException}, with what to change; the SDK has tried again before, with growing pauses.
 */
record BucketRequests(BucketService service, StoreAddress.Cloud address) {

    /** The client of the service. */
    S3Client client() {
        return service.client();
    }

    /** What suits the service: to be asked for by each request, since it may change. */
    ObjectTraits traits() {
        return service.traits();
    }

    /** The bucket's name. */
    String bucket() {
        return address.name();
    }

    /** The whole name of an object. */
    String key(String path) {
        return address.key(path);
    }

    /** An object in messages. */
    String text(String path) {
        return address + "/" + path;
    }

    /**
     * Sends requests. Where the service refuses what not all have that are compatible with S3, they are sent once more
     * without that; if this helps, so are all later ones.
     *
     * @param doing what they are for, such as {@code reading}
     * @param request asks for the client and the traits each time
     */
    <T> T call(String doing, String path, Supplier<T> request) {
        boolean wasCompatible = traits().compatible();
        try {
            return request.get();
        } catch (SdkException e) {
            if (!wasCompatible && service.mayBeCompatible() && BucketFailures.mayBeOfChecksums(e)) {
                return callPlainly(doing, path, request, e);
            }
            throw BucketFailures.of(doing, text(path), e);
        }
    }

    /** @param refusal of the same request; if it is not about what is left out now, it is what is reported */
    private <T> T callPlainly(String doing, String path, Supplier<T> request, SdkException refusal) {
        service.setCompatible(true);
        try {
            return request.get();
        } catch (SdkException e) {
            service.setCompatible(false);
            refusal.addSuppressed(e);
            throw BucketFailures.of(doing, text(path), refusal);
        }
    }

    /** Removes an object; one that is gone already is fine. */
    void remove(String path) {
        call(
                "removing",
                path,
                () -> client().deleteObject(request -> request.bucket(bucket()).key(key(path))));
    }

    /**
     * Puts an object whose content is in memory.
     *
     * @param sha256 of the content; null where only another hash is known
     * @return whether the response has the content's hash, as that of what is stored: then it need not be looked at
     */
    boolean put(String path, ObjectKind kind, byte[] content, @Nullable Digest sha256) {
        PutObjectResponse stored = call("writing", path, () -> {
            ObjectTraits traits = traits();
            PutObjectRequest.Builder request = PutObjectRequest.builder()
                    .bucket(bucket())
                    .key(key(path))
                    .contentType(kind.mediaType())
                    .cacheControl(kind.cacheControl())
                    .contentEncoding(kind.contentEncoding())
                    .metadata(ObjectTraits.metadata(sha256 == null ? null : sha256.hex()));
            if (sha256 != null && !traits.compatible()) {
                request.checksumSHA256(Checksums.base64(sha256));
            } else {
                request.contentMD5(Checksums.md5Base64(content, content.length));
            }
            traits.acl(request::acl);
            traits.storageClass(request::storageClass);
            traits.encryption(request::serverSideEncryption, request::ssekmsKeyId);
            return client().putObject(
                            request.build(),
                            RequestBody.fromContentProvider(
                                    () -> new ByteArrayInputStream(content), content.length, kind.mediaType()));
        });
        return stored.checksumSHA256() == null
                ? Checksums.isMd5(stored.eTag(), content, content.length)
                : sha256 != null && stored.checksumSHA256().equals(Checksums.base64(sha256));
    }
}
