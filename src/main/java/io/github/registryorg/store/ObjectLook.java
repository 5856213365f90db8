package io.github.registryorg.store;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Looks at objects without reading them: one HEAD each. Errors of HEAD have no body, so a ranged GET is
 * sent to obtain the error code.
 */
final class ObjectLook {

    private static final int MAX_ASKED = 4;
    private static final Pattern WHOLE_CHECKSUM = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final BucketRequests requests;
    private final Map<String, Boolean> known;

    /** @param known whether buckets are there, by their names, as far as they were looked for */
    ObjectLook(BucketRequests requests, Map<String, Boolean> known) {
        this.requests = requests;
        this.known = known;
    }

    /** Empty where the bucket exists and the object does not. */
    Optional<ObjectStat> at(String path) {
        return requests.call("looking for an object", path, () -> {
            try {
                return Optional.of(stat(path));
            } catch (NoSuchKeyException e) {
                expectBucket();
                return Optional.empty();
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    expectBucket();
                    return Optional.empty();
                }
                throw hasReason(e) ? e : reason(path, e);
            }
        });
    }

    /**
     * The same, where one content is expected. Another one is only believed when the service reports it twice: a
     * response that ends within its headers looks like a whole one, with a shorter number.
     */
    Optional<ObjectStat> at(String path, Descriptor expected) {
        Optional<ObjectStat> found = at(path);
        return found.isEmpty() || found.get().fits(expected) ? found : at(path);
    }

    private ObjectStat stat(String path) {
        HeadObjectResponse head = head(path);
        for (int asked = 1; head.contentLength() == null; asked++) {
            // a response that broke off in the middle of its headers looks complete
            if (asked == MAX_ASKED) {
                throw new RegistryException(
                        Problem.of(ProblemCode.STORE_INVALID, requests.text(path), "is there without a size")
                                .hint("Check the service, and the proxies between it and this machine."));
            }
            head = head(path);
        }
        return new ObjectStat(head.contentLength(), sha256(head));
    }

    private HeadObjectResponse head(String path) {
        ChecksumMode mode = checksumMode();
        return requests.client()
                .headObject(request -> request.bucket(requests.bucket())
                        .key(requests.key(path))
                        .checksumMode(mode));
    }

    /** Null where none is requested, since the service may refuse that. */
    private @Nullable ChecksumMode checksumMode() {
        return requests.traits().compatible() ? null : ChecksumMode.ENABLED;
    }

    private static @Nullable String sha256(HeadObjectResponse head) {
        String checksum = head.checksumSHA256();
        // that of parts can't be compared with the whole
        if (checksum != null && WHOLE_CHECKSUM.matcher(checksum).matches()) {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(checksum));
        }
        String stored = head.metadata().get(ObjectTraits.SHA256);
        return stored != null && SHA256.matcher(stored).matches() ? stored : null;
    }

    /** An absent bucket has no objects either: one request for each bucket distinguishes the two. */
    private void expectBucket() {
        if (!known.computeIfAbsent(requests.bucket(), this::isThere)) {
            throw BucketFailures.noSuchBucket(requests.address().toString());
        }
    }

    private boolean isThere(String name) {
        try {
            requests.client().headBucket(request -> request.bucket(name));
            return true;
        } catch (S3Exception e) {
            // credentials that may not do this may still read and write
            return e.statusCode() != 404;
        }
    }

    private static boolean hasReason(S3Exception e) {
        return e.statusCode() != 400 && e.statusCode() != 403
                || e.awsErrorDetails() != null && e.awsErrorDetails().errorCode() != null;
    }

    /** The same request as a GET: if that is answered otherwise, HEAD was refused for a reason of its own. */
    private S3Exception reason(String path, S3Exception refused) {
        ChecksumMode mode = checksumMode();
        try {
            requests.client()
                    .getObject(request -> request.bucket(requests.bucket())
                            .key(requests.key(path))
                            .checksumMode(mode)
                            .range("bytes=0-0"))
                    .abort();
            return refused;
        } catch (S3Exception e) {
            return e.statusCode() == 404 ? refused : e;
        }
    }
}
