package io.github.registryorg.oci;

import java.util.List;
import java.util.Objects;

/**
 * Everything that a reference leads to: the graph of one image, multi-platform image or artifact, with its referrers.
 *
 * @param root what a tag would name
 * @param manifests all manifests and indexes, what is pointed at before what points at it, the root and its referrers
 *     included; each once
 * @param blobs all configs and layers, each once
 */
public record Image(RawManifest root, List<RawManifest> manifests, List<Blob> blobs) {

    public Image {
        Objects.requireNonNull(root, "root");
        manifests = List.copyOf(manifests);
        blobs = List.copyOf(blobs);
    }
}
