package io.github.registryorg.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is compared of what a tag names for one platform.
 *
 * @param size bytes that a pull moves; null where the manifest is not known
 * @param layers each of them; null where they are not known, or there are none
 * @param settings null where no config is known
 */
public record PlatformContent(
        @Nullable Long size,
        @Nullable List<LayerView> layers,
        @Nullable RunSettings settings) {

    /** Of what is not here. */
    public static final PlatformContent UNKNOWN = new PlatformContent(null, null, null);

    public PlatformContent {
        layers = layers == null ? null : List.copyOf(layers);
    }
}
