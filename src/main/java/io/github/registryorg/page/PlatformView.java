package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tag names for one platform: an image, or an artifact, which has none. All texts may come from strangers.
 *
 * @param id its place in the page, such as {@code platform-linux-arm64} ({@link PlatformNames})
 * @param name such as {@code linux/arm64}
 * @param digest of its manifest
 * @param size bytes that a pull moves; null where the manifest is not known
 * @param layers in the order in which they are applied; empty where details are left out or unknown
 * @param layerCount how many layers there are, without steps that made none; 0 where details are left out or unknown
 * @param config null where it is not known, or is none of an image
 */
public record PlatformView(
        String id,
        String name,
        Digest digest,
        @Nullable Long size,
        Shown<LayerView> layers,
        int layerCount,
        @Nullable ConfigView config) {

    public PlatformView {
        if (!PlatformNames.isId(id)) {
            throw new IllegalArgumentException("no id of a platform: " + id);
        }
        name = Objects.requireNonNullElse(PlainText.line(name, 100), "?");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(layers, "layers");
    }

    /** Whether more is known of it than its size. */
    public boolean isDetailed() {
        return !layers.isEmpty() || config != null;
    }

    /** Percent of the largest layer that is shown. */
    public int share(LayerView layer) {
        long largest = layers.items().stream().mapToLong(LayerView::size).max().orElse(0);
        return largest <= 0 ? 0 : (int) Math.max(1, Math.round(100.0 * layer.size() / largest));
    }
}
