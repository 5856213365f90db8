package io.github.registryorg.store;

import io.github.registryorg.net.ProxySettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How buckets are reached, and what objects in them are like. Every text is null where it is not set.
 *
 * @param region of the buckets; the SDK looks for it where it is not set
 * @param endpoint of a service that is compatible with S3; the provider's own where it is not set
 * @param pathStyle whether the bucket's name is in the path and not in the host name
 * @param compatible whether the service refuses what not all have: checksums that it verifies
 * @param profile of the AWS configuration files
 * @param credentials those of a server in Maven's settings; null for the SDK's own chain
 * @param acl canned, such as {@code public-read}; none is sent where it is not set
 * @param storageClass such as {@code STANDARD_IA}
 * @param encryption {@code AES256}, {@code aws:kms}, or {@code aws:kms:} and the key's id
 * @param proxy null for none
 */
public record BucketSettings(
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        boolean compatible,
        @Nullable String profile,
        @Nullable BucketCredentials credentials,
        @Nullable String acl,
        @Nullable String storageClass,
        @Nullable String encryption,
        @Nullable ProxySettings proxy) {

    /** Nothing is set. */
    public static final BucketSettings NONE =
            new BucketSettings(null, null, false, false, null, null, null, null, null, null);
}
