package io.github.registryorg.store;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all objects that we put have in common.
 *
 * @param settings of the operator
 * @param compatible whether the service takes no checksum of ours, so that it is kept as metadata only
 */
record ObjectTraits(BucketSettings settings, boolean compatible) {

    /** Metadata in which our own hash is, since not every service keeps one. */
    static final String SHA256 = "sha256";

    private static final String KMS = "aws:kms";

    void acl(Consumer<String> sink) {
        Optional.ofNullable(settings.acl()).ifPresent(sink);
    }

    void storageClass(Consumer<String> sink) {
        Optional.ofNullable(settings.storageClass())
                .map(name -> name.toUpperCase(Locale.ROOT))
                .ifPresent(sink);
    }

    void encryption(Consumer<String> algorithm, Consumer<String> key) {
        if (settings.encryption() == null) {
            return;
        }
        boolean named = settings.encryption().startsWith(KMS + ":");
        algorithm.accept(named ? KMS : settings.encryption());
        if (named) {
            key.accept(settings.encryption().substring(KMS.length() + 1));
        }
    }

    static Map<String, String> metadata(@Nullable String sha256Hex) {
        return sha256Hex == null ? Map.of() : Map.of(SHA256, sha256Hex);
    }
}
