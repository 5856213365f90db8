package io.github.registryorg.contribute;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.RawManifest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a reader who has the one image must fetch for the other: layers, configs and other blobs.
 *
 * @param kept how many are in both
 * @param added how many are new
 * @param addedBytes of these
 * @param removed how many are gone
 * @param removedBytes of these
 */
record LayerDifference(int kept, int added, long addedBytes, int removed, long removedBytes) {

    /**
     * Compares two images.
     *
     * @param before null where there is none, or it is not known
     * @param after null where it is not known
     * @param lookup finds the manifests that indexes name
     */
    static LayerDifference of(
            @Nullable RawManifest before, @Nullable RawManifest after, Function<Digest, Optional<RawManifest>> lookup) {
        Map<Digest, Long> old = before == null ? Map.of() : blobs(before, lookup);
        Map<Digest, Long> young = after == null ? Map.of() : blobs(after, lookup);
        int kept = 0;
        long addedBytes = 0;
        long removedBytes = 0;
        for (Map.Entry<Digest, Long> blob : young.entrySet()) {
            if (old.containsKey(blob.getKey())) {
                kept++;
            } else {
                addedBytes += blob.getValue();
            }
        }
        for (Map.Entry<Digest, Long> blob : old.entrySet()) {
            removedBytes += young.containsKey(blob.getKey()) ? 0 : blob.getValue();
        }
        return new LayerDifference(kept, young.size() - kept, addedBytes, old.size() - kept, removedBytes);
    }

    private static Map<Digest, Long> blobs(RawManifest root, Function<Digest, Optional<RawManifest>> lookup) {
        Map<Digest, Long> blobs = new TreeMap<>();
        for (Descriptor blob : ImageGraph.of(root, lookup).blobs()) {
            blobs.put(blob.digest(), blob.size());
        }
        return blobs;
    }
}
