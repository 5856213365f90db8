package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An index of which every entry is read on its own, so that a broken one does not hide the others.
 *
 * @param index with the entries that can be read; the exact bytes, if that is all of them
 * @param broken what is wrong with each of the others, without a subject
 */
public record ReadableIndex(RawManifest index, List<Problem> broken) {

    public ReadableIndex {
        Objects.requireNonNull(index, "index");
        broken = List.copyOf(broken);
    }

    /**
     * Reads an index.
     *
     * @throws RegistryException {@code MANIFEST_INVALID} if none of its entries can be read, or something else is wrong
     *     with it
     */
    public static ReadableIndex read(byte[] bytes) {
        try {
            return new ReadableIndex(RawManifest.of(bytes), List.of());
        } catch (RegistryException e) {
            List<JsonNode> kept = new ArrayList<>();
            List<Problem> broken = new ArrayList<>();
            JsonNode json = InvalidContent.object(bytes);
            JsonNode entries = json.path("manifests");
            for (int i = 0; i < entries.size(); i++) {
                try {
                    ManifestReader.descriptor(entries.path(i), "manifests[" + i + "]");
                    kept.add(entries.path(i));
                } catch (RegistryException one) {
                    broken.add(one.problem());
                }
            }
            if (kept.isEmpty() || broken.isEmpty()) {
                throw e;
            }
            ((ObjectNode) json).putArray("manifests").addAll(kept);
            return new ReadableIndex(RawManifest.of(Json.write(json)), broken);
        }
    }
}
