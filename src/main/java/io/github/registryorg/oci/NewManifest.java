package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Manifests that we make, for content that has none. The same content always gives the same bytes. */
public final class NewManifest {

    private static final String EMPTY_OBJECT_IN_BASE64 = "e30=";

    private NewManifest() {}

    /** An image, or an artifact whose kind is that of its config. */
    public static RawManifest of(Descriptor config, List<Descriptor> layers) {
        return write(start(), descriptor(config), layers);
    }

    /**
     * An artifact without a config (image specification, "Guidelines for Artifact Usage").
     *
     * @param emptyConfig of the two bytes that stand for none; they are in the manifest too, so clients do not have
     *     to fetch them
     */
    static RawManifest artifact(MediaType artifactType, Descriptor emptyConfig, List<Descriptor> layers) {
        ObjectNode config = descriptor(emptyConfig).put("data", EMPTY_OBJECT_IN_BASE64);
        return write(start().put("artifactType", artifactType.value()), config, layers);
    }

    private static ObjectNode start() {
        return Json.object().put("schemaVersion", 2).put("mediaType", MediaType.OCI_MANIFEST.value());
    }

    private static RawManifest write(ObjectNode manifest, ObjectNode config, List<Descriptor> layers) {
        manifest.set("config", config);
        manifest.putArray("layers")
                .addAll(layers.stream().map(NewManifest::descriptor).toList());
        return RawManifest.of(Json.write(manifest));
    }

    private static ObjectNode descriptor(Descriptor descriptor) {
        ObjectNode json = Json.object()
                .put("mediaType", descriptor.mediaType().value())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.size());
        if (!descriptor.annotations().isEmpty()) {
            ObjectNode annotations = json.putObject("annotations");
            descriptor.annotations().forEach(annotations::put);
        }
        return json;
    }
}
