package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.RegistryException;
import java.util.Optional;

/**
 * One JSON object that is kept under its digest, parsed once.
 *
 * @param manifest a manifest or index; empty if it is not one
 * @param config any other object; empty if it is a manifest
 */
public record RawContent(Optional<RawManifest> manifest, Optional<RawConfig> config) {

    public RawContent {
        if (manifest.isPresent() == config.isPresent()) {
            throw new IllegalArgumentException("is either a manifest or a config");
        }
    }

    /**
     * Reads content that must have this digest.
     *
     * @throws RegistryException {@code DIGEST_INVALID} if the bytes have another, {@code MANIFEST_INVALID} if they are
     *     not a JSON object, an invalid manifest or more than {@link RawManifest#MAX_SIZE}
     */
    public static RawContent read(byte[] bytes, Digest expected) {
        JsonNode json = RawManifest.verified(bytes, expected);
        return RawManifest.isManifest(json)
                ? new RawContent(Optional.of(new RawManifest(bytes, json, expected)), Optional.empty())
                : new RawContent(Optional.empty(), Optional.of(new RawConfig(bytes, json)));
    }

    /** Whether these bytes are a JSON object that is not taken for a manifest, as what is kept beside manifests must be. */
    public static boolean isNoManifest(byte[] bytes) {
        try {
            return !RawManifest.isManifest(Json.readObject(bytes));
        } catch (JsonFault e) {
            return false;
        }
    }

    /** Bytes of memory that it takes, at most: of a config, a short list entry becomes an object. */
    public long weight() {
        return manifest.map(content -> content.descriptor().size())
                .orElseGet(() -> 16L * config.orElseThrow().size());
    }
}
