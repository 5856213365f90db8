package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The manifests of the legacy API: with URLs, so that a script with curl can fetch what they name. */
final class LegacyManifests {

    private LegacyManifests() {}

    /** Values verbatim, as its site serves them. */
    static ObjectNode of(LegacyTag tag) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schemaVersion", 2);
        node.put("mediaType", "application/vnd.singularity.distribution.manifest.v2+json");
        ObjectNode config = node.putObject("config");
        config.put("mediaType", "application/vnd.singularity.container.image.v1+json");
        tag.size().accept(number -> config.put("size", number), text -> config.put("size", text));
        config.put("digest", tag.digest());
        ArrayNode layers = node.putArray("layers");
        for (LegacyTag.Layer layer : tag.layers()) {
            ObjectNode entry = layers.addObject();
            entry.put("mediaType", "application/vnd.singularity.image.squashfs");
            layer.size().accept(number -> entry.put("size", number), text -> entry.put("size", text));
            entry.put("digest", layer.digest());
            entry.putArray("urls").add(layer.url());
        }
        return node;
    }

    /** An OCI manifest with {@code urls} added to its config and layers; an index as it is. */
    static ObjectNode of(RawManifest manifest, BlobLocations locations) {
        ObjectNode node = manifest.json();
        if (node.get("config") instanceof ObjectNode config) {
            addUrls(config, manifest.digest(), locations);
        }
        if (node.get("layers") instanceof ArrayNode layers) {
            for (JsonNode layer : layers) {
                addUrls((ObjectNode) layer, manifest.digest(), locations);
            }
        }
        return node;
    }

    private static void addUrls(ObjectNode descriptor, Digest manifest, BlobLocations locations) {
        Digest blob = Digest.parse(descriptor.path("digest").asText());
        List<String> ours = locations.urls(manifest, blob);
        if (ours.isEmpty()) {
            return;
        }
        Set<String> urls = new LinkedHashSet<>(ours);
        descriptor.path("urls").forEach(url -> urls.add(url.asText()));
        ArrayNode list = descriptor.putArray("urls");
        urls.forEach(list::add);
    }
}
