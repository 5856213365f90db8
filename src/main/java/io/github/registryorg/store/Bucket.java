package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The objects below one prefix of a bucket. For several threads. Failures are told as {@link RegistryException}, with
 * what to change; the SDK has tried again before, with growing pauses.
 */
public final class Bucket {

    /** Bytes that a service copies in one step. */
    private static final long LARGEST_COPY = 5L * 1024 * 1024 * 1024;

    private final S3Client client;
    private final StoreAddress.Cloud address;
    private final ObjectTraits traits;
    private final PartBuffers buffers;
    private final ObjectLook look;

    /** @param known whether buckets are there, by their names; shared by all that are opened */
    Bucket(
            S3Client client,
            StoreAddress.Cloud address,
            ObjectTraits traits,
            PartBuffers buffers,
            Map<String, Boolean> known) {
        this.client = client;
        this.address = address;
        this.traits = traits;
        this.buffers = buffers;
        this.look = new ObjectLook(client, this, traits, known);
    }

    public StoreAddress.Cloud address() {
        return address;
    }

    /** Where anybody would read it over HTTP, if the bucket lets them; without a slash at the end. */
    URI webAddress() {
        // an object's address, from which its name is taken again: a bucket as such has none
        String url = client.utilities()
                .getUrl(request -> request.bucket(address.name()).key(address.key("x")))
                .toString();
        return URI.create(url.substring(0, url.length() - "/x".length()));
    }

    /** Empty where there is no such object. */
    Optional<ObjectStat> stat(String path) {
        return look.at(path);
    }

    /**
     * The same, where one content is expected. Another one is only believed when the service says so twice: a response
     * that ends within its headers looks like a whole one, with a shorter number.
     */
    Optional<ObjectStat> stat(String path, Descriptor expected) {
        Optional<ObjectStat> found = stat(path);
        return found.isEmpty() || found.get().fits(expected) ? found : stat(path);
    }

    /** Its bytes, not verified; the caller closes the stream. Empty where there is no such object. */
    Optional<InputStream> open(String path) {
        return call("reading", path, () -> {
            try {
                return Optional.of(client.getObject(
                        request -> request.bucket(address.name()).key(address.key(path))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Puts an object, of any size and in little memory, and looks whether it is there as it was sent.
     *
     * @throws RegistryException {@code DIGEST_INVALID} or {@code SIZE_INVALID} if the content is not what it says, or
     *     the service does not store it
     */
    public void put(String path, ObjectKind kind, Blob content) {
        new ObjectTransfer(this, buffers).put(content, path, kind);
    }

    /**
     * Puts what another bucket has, without its bytes coming here, where one service has both.
     *
     * @param content what is copied
     * @return whether that was possible, and the other bucket has it as it should be; otherwise nothing was done
     */
    public boolean copy(Bucket source, String sourcePath, String path, ObjectKind kind, Descriptor content) {
        boolean possible = source.client == client
                && content.size() <= LARGEST_COPY
                && source.stat(sourcePath, content)
                        .filter(found -> found.fits(content))
                        .isPresent();
        if (!possible) {
            return false;
        }
        call("copying", path, () -> {
            CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                    .sourceBucket(source.address.name())
                    .sourceKey(source.address.key(sourcePath))
                    .destinationBucket(address.name())
                    .destinationKey(address.key(path))
                    .metadataDirective(MetadataDirective.REPLACE)
                    .contentType(kind.mediaType())
                    .cacheControl(kind.cacheControl())
                    .contentEncoding(kind.contentEncoding())
                    .metadata(ObjectTraits.metadata(
                            content.digest().algorithm() == DigestAlgorithm.SHA256
                                    ? content.digest().hex()
                                    : null));
            traits.acl(request::acl);
            traits.storageClass(request::storageClass);
            traits.encryption(request::serverSideEncryption, request::ssekmsKeyId);
            return client.copyObject(request.build());
        });
        return true;
    }

    /** The size of every object below the prefix, in bytes, by its path. */
    public Map<String, Long> sizes() {
        String above = address.prefix().isEmpty() ? "" : address.prefix() + "/";
        return call("listing", "", () -> {
            Map<String, Long> sizes = new HashMap<>();
            client.listObjectsV2Paginator(
                            request -> request.bucket(address.name()).prefix(above))
                    .contents()
                    .forEach(object -> sizes.put(object.key().substring(above.length()), object.size()));
            return sizes;
        });
    }

    /** Removes an object; one that is gone already is fine. */
    public void remove(String path) {
        call(
                "removing",
                path,
                () -> client.deleteObject(
                        request -> request.bucket(address.name()).key(address.key(path))));
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
                            ProblemCode.FILE_TOO_LARGE, address + "/" + path, "has more than " + limit + " bytes"));
                }
                return new String(content, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new RegistryException(
                        Problem.of(ProblemCode.IO_FAILED, address + "/" + path, "reading failed")
                                .because(e.getMessage())
                                .hint("Run the same command again."),
                        e);
            }
        });
    }

    /**
     * Puts an object whose content is in memory.
     *
     * @param sha256 of the content; null where only another hash is known
     */
    void put(String path, ObjectKind kind, byte[] content, Digest sha256) {
        call("writing", path, () -> {
            PutObjectRequest.Builder request = PutObjectRequest.builder()
                    .bucket(address.name())
                    .key(address.key(path))
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
            return client.putObject(
                    request.build(),
                    RequestBody.fromContentProvider(
                            () -> new ByteArrayInputStream(content), content.length, kind.mediaType()));
        });
    }

    /** The uploads of one object in parts. */
    PartUploads uploads(String path, ObjectKind kind, Digest sha256) {
        return new PartUploads(client, this, traits, path, kind, sha256);
    }

    <T> T call(String doing, String path, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw BucketFailures.of(doing, address + "/" + path, e);
        }
    }
}
