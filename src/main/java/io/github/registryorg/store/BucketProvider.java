package io.github.registryorg.store;

import java.net.URI;
import java.util.Optional;

/** The provider of a bucket, by the scheme of its address. */
public enum BucketProvider {
    /** AWS, or what {@link BucketSettings#endpoint} names. */
    S3("s3"),
    /** Google Storage, by its S3-compatible endpoint and HMAC keys. */
    GOOGLE("gs");

    private static final URI GOOGLE_ENDPOINT = URI.create("https://storage.googleapis.com");

    private final String scheme;

    BucketProvider(String scheme) {
        this.scheme = scheme;
    }

    String scheme() {
        return scheme;
    }

    /** Where requests go; empty for the SDK's own idea of it. */
    Optional<URI> endpoint(BucketSettings settings) {
        if (settings.endpoint() != null) {
            return Optional.of(settings.endpoint());
        }
        return this == GOOGLE ? Optional.of(GOOGLE_ENDPOINT) : Optional.empty();
    }

    boolean isCompatible(BucketSettings settings) {
        return this == GOOGLE || settings.compatible();
    }
}
