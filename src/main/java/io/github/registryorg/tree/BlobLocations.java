package io.github.registryorg.tree;

import io.github.registryorg.oci.Digest;
import java.util.List;

/** Where readers can fetch blobs from. */
@FunctionalInterface
public interface BlobLocations {

    /** Unknown. */
    BlobLocations NOWHERE = (manifest, blob) -> List.of();

    /** Public URLs of a blob of the given manifest, in order of preference; empty where there is none. */
    List<String> urls(Digest manifest, Digest blob);
}
