package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import java.util.List;
import java.util.Objects;

/**
 * The referrers of one type, as a registry lists them that filters by {@code artifactType}.
 *
 * @param subject what they refer to
 * @param artifactType what all of them are
 * @param index the list; not to be changed
 */
public record ServedReferrers(Digest subject, MediaType artifactType, byte[] index) {

    public ServedReferrers {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(artifactType, "artifactType");
        Objects.requireNonNull(index, "index");
    }

    /** The list for a manifest that nothing refers to. */
    public static byte[] none() {
        return list(List.of());
    }

    /** A list of referrers (distribution specification, "Listing Referrers"), in compact JSON. */
    static byte[] list(List<ObjectNode> descriptors) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schemaVersion", 2);
        node.put("mediaType", MediaType.OCI_INDEX.value());
        node.putArray("manifests").addAll(descriptors);
        return Json.write(node);
    }
}
