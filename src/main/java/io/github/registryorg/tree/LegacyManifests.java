package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.RawManifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The manifests of the legacy API: with URLs, so that a script with curl can fetch what they name. */
final class LegacyManifests {

    private LegacyManifests() {}

    /** Values verbatim, as its site serves them. */
    static byte[] of(LegacyTag tag) {
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
        return Json.write(node);
    }

    /** An OCI manifest with {@code urls} added to its config and layers; an index as it is. */
    static byte[] of(RawManifest manifest, BlobLocations locations) {
        return manifest.withUrls(blob -> {
            List<String> ours = locations.urls(manifest.digest(), blob.digest());
            if (ours.isEmpty()) {
                return ours;
            }
            Set<String> urls = new LinkedHashSet<>(ours);
            urls.addAll(blob.urls());
            return List.copyOf(urls);
        });
    }
}
