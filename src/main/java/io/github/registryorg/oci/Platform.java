package io.github.registryorg.oci;

import java.util.Objects;

/**
 * What an image runs on (image specification, "Image Index", {@code platform}).
 *
 * @param os as Go's {@code GOOS}
 * @param architecture as Go's {@code GOARCH}
 * @param variant of the architecture; null where there is none
 * @param osVersion null where there is none
 */
public record Platform(String os, String architecture, String variant, String osVersion) {

    public Platform {
        Objects.requireNonNull(os, "os");
        Objects.requireNonNull(architecture, "architecture");
    }

    /** Whether it says anything: attestations stand in an index as {@code unknown/unknown}. */
    public boolean isKnown() {
        return !os.equals("unknown") && !os.isEmpty();
    }

    /** {@code os/architecture} or {@code os/architecture/variant}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant == null || variant.isEmpty() ? "" : "/" + variant);
    }
}
