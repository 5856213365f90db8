package io.github.registryorg.publish;

import io.github.registryorg.oci.Platform;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.source.LayerCompression;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an image is made of.
 *
 * @param name as the user writes it; null for what Jib left in the build directory
 * @param platforms that are wanted of an image for several; empty for all
 * @param withReferrers whether what is about an image in a registry comes along
 * @param compression of layers that are in no manifest yet
 * @param logins what opens registries
 */
public record SourceRequest(
        @Nullable String name,
        List<Platform> platforms,
        boolean withReferrers,
        LayerCompression compression,
        Logins logins) {

    public SourceRequest {
        platforms = List.copyOf(platforms);
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(logins, "logins");
    }

    /** All of something that does not require a login. */
    public static SourceRequest of(String name) {
        return new SourceRequest(name, List.of(), false, LayerCompression.NONE, Logins.NONE);
    }
}
