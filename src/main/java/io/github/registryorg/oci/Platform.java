package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on (image specification, "Image Index", {@code platform}).
 *
 * @param os as Go's {@code GOOS}
 * @param architecture as Go's {@code GOARCH}
 * @param variant of the architecture; null where there is none
 * @param osVersion null where there is none
 */
public record Platform(
        String os,
        String architecture,
        @Nullable String variant,
        @Nullable String osVersion) {

    private static final Pattern GRAMMAR =
            Pattern.compile("([A-Za-z0-9._-]{1,64})/([A-Za-z0-9._-]{1,64})(?:/([A-Za-z0-9._-]{1,64}))?");

    public Platform {
        Objects.requireNonNull(os, "os");
        Objects.requireNonNull(architecture, "architecture");
    }

    /**
     * Reads {@code os/architecture} or {@code os/architecture/variant}.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is neither
     */
    public static Platform parse(String text) {
        Matcher parts = GRAMMAR.matcher(text.strip());
        if (!parts.matches()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "\"" + text + "\"", "is not a platform")
                            .hint("Write linux/amd64, or linux/arm/v7."));
        }
        return new Platform(parts.group(1), parts.group(2), parts.group(3), null);
    }

    /** Whether a request for this platform may get the other: without a variant, any. */
    public boolean covers(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant == null || variant.equals(other.variant == null ? impliedVariant() : other.variant));
    }

    /** The variant that is left out because it is the only one. */
    private String impliedVariant() {
        return architecture.equals("arm64") ? "v8" : "";
    }

    /** Whether it is known: attestations are in an index as {@code unknown/unknown}. */
    public boolean isKnown() {
        return !os.equals("unknown") && !os.isEmpty();
    }

    /** {@code os/architecture} or {@code os/architecture/variant}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant == null || variant.isEmpty() ? "" : "/" + variant);
    }
}
