package io.github.registryorg.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.source.LayoutFixture;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Images without layers, of which the config and the annotations matter. */
final class ConfigImage {

    private ConfigImage() {}

    /** An image with this config. */
    static Image of(JsonNode config) {
        return of(MediaType.OCI_CONFIG, Json.write(config), Map.of());
    }

    static Image of(MediaType type, byte[] config, Map<String, String> annotations) {
        Descriptor descriptor = Descriptor.of(type, Digest.sha256(config), config.length);
        ObjectNode json = LayoutFixture.image(descriptor);
        annotations.forEach(json.withObject("annotations")::put);
        RawManifest manifest = RawManifest.of(Json.write(json));
        return new Image(
                manifest, List.of(manifest), List.of(new Blob(descriptor, () -> new ByteArrayInputStream(config))));
    }

    static Image annotated(String key, String value) {
        return of(MediaType.OCI_CONFIG, "{}".getBytes(StandardCharsets.UTF_8), Map.of(key, value));
    }

    /** A config with these variables, {@code NAME=value}. */
    static ObjectNode env(String... variables) {
        ObjectNode config = Json.object().put("os", "linux").put("architecture", "amd64");
        List.of(variables).forEach(config.withObject("config").withArray("Env")::add);
        return config;
    }

    static ObjectNode label(String key, String value) {
        ObjectNode config = env();
        config.withObject("config").withObject("Labels").put(key, value);
        return config;
    }

    static ObjectNode history(String... lines) {
        ObjectNode config = env();
        List.of(lines).forEach(line -> config.withArray("history").addObject().put("created_by", line));
        return config;
    }

    /** A config with this list, such as {@code Cmd}. */
    static ObjectNode list(String field, String... elements) {
        ObjectNode config = env();
        List.of(elements).forEach(config.withObject("config").withArray(field)::add);
        return config;
    }
}
