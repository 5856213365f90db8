package io.github.registryorg.tree;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Manifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    public static byte[] list(List<ObjectNode> descriptors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", 2);
            json.writeStringField("mediaType", MediaType.OCI_INDEX.value());
            json.writeArrayFieldStart("manifests");
            for (ObjectNode descriptor : descriptors) {
                json.writeRawValue(new String(Json.write(descriptor), StandardCharsets.UTF_8));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        return out.toByteArray();
    }

    /** Distribution specification, "Listing Referrers": the descriptor of one carries type and annotations of its manifest. */
    public static ObjectNode entry(RawManifest raw) {
        Descriptor descriptor = raw.descriptor();
        Manifest manifest = raw.manifest();
        ObjectNode node = Json.object();
        node.put("mediaType", descriptor.mediaType().value());
        node.put("digest", descriptor.digest().toString());
        node.put("size", descriptor.size());
        if (!manifest.annotations().isEmpty()) {
            ObjectNode annotations = node.putObject("annotations");
            manifest.annotations().forEach(annotations::put);
        }
        manifest.artifactType().ifPresent(type -> node.put("artifactType", type.value()));
        return node;
    }
}
