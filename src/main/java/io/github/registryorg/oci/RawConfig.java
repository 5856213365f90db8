package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The exact bytes of one JSON object that is not a manifest, such as an image's config, and the image that it describes. */
public final class RawConfig {

    private final byte[] bytes;
    private final @Nullable ImageConfig image;
    private final @Nullable Problem problem;

    RawConfig(byte[] bytes, JsonNode json) {
        this.bytes = bytes.clone();
        ImageConfig read = null;
        Problem found = null;
        try {
            read = ImageConfig.of(json);
        } catch (RegistryException e) {
            found = e.problem();
        }
        this.image = read;
        this.problem = found;
    }

    /** A copy of the exact bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /**
     * Its content as an image's config.
     *
     * @throws RegistryException as {@link ImageConfig#read} does
     */
    public ImageConfig image() {
        if (problem != null) {
            throw new RegistryException(problem);
        }
        return Objects.requireNonNull(image);
    }
}
