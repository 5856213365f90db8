package io.github.registryorg.store;

import java.util.Objects;

/**
 * An access key, or a key of Google's HMAC kind. Never printed.
 *
 * @param accessKey its public half
 * @param secretKey its secret half
 */
public record BucketCredentials(String accessKey, String secretKey) {

    public BucketCredentials {
        Objects.requireNonNull(accessKey, "accessKey");
        Objects.requireNonNull(secretKey, "secretKey");
    }

    @Override
    public String toString() {
        return "(credentials)";
    }
}
