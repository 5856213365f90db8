package io.github.registryorg.signature;

import io.github.registryorg.oci.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How many signatures are verified of what one tag names. Anybody may attach some: so the number for each manifest is small,
 * and one with many does not take the place of those of others. For one thread.
 */
public final class SignatureLimit {

    /** Signatures in one manifest that are looked at: that of cosign's tag has one for each that was made. */
    public static final int OF_MANIFEST = 16;

    /** Manifests that are looked at. */
    public static final int MANIFESTS = 1_000;

    private final Map<Digest, Integer> counts = new HashMap<>();

    /** Whether one more signature in a manifest is to be verified; it is counted. */
    public boolean allows(Digest manifest) {
        Objects.requireNonNull(manifest, "manifest");
        if (counts.size() >= MANIFESTS && !counts.containsKey(manifest)) {
            return false;
        }
        return counts.merge(manifest, 1, Integer::sum) <= OF_MANIFEST;
    }
}
