package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Optional;

/** A registry's list of what refers to a manifest, as registries really send it. */
public final class ReferrersList {

    private ReferrersList() {}

    /**
     * The entries; empty where the content is not an index, but a page, a message or an image.
     *
     * @throws RegistryException {@code MANIFEST_INVALID} if it is an index that breaks the specification
     */
    public static Optional<List<Descriptor>> read(byte[] content) {
        JsonNode manifests;
        try {
            manifests = Json.readObject(content).path("manifests");
        } catch (JsonFault e) {
            return Optional.empty();
        }
        if (manifests.isNull()) {
            // what programs in Go make of a list without entries
            return Optional.of(List.of());
        }
        return !manifests.isMissingNode() && RawManifest.of(content).manifest() instanceof ImageIndex index
                ? Optional.of(index.manifests())
                : Optional.empty();
    }
}
