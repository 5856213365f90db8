package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests as text, so that a test has exactly the bytes that it means, and can break them anywhere. */
public final class ManifestText {

    public static final String INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private ManifestText() {}

    public static Digest digest(String content) {
        return Digest.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    public static long size(String content) {
        return content.getBytes(StandardCharsets.UTF_8).length;
    }

    public static String descriptor(String mediaType, String content) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest(content) + "\",\"size\":" + size(content)
                + "}";
    }

    /** A descriptor with one more key. */
    public static String with(String json, String key, String value) {
        return json.substring(0, json.length() - 1) + ",\"" + key + "\":" + value + "}";
    }

    public static String platform(String os, String architecture) {
        return "{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}";
    }

    /** A config with one diff_id a layer. */
    public static String config(String architecture, int layers) {
        List<String> diffIds = java.util.stream.IntStream.range(0, layers)
                .mapToObj(i -> "\"" + digest(architecture + " diff " + i) + "\"")
                .toList();
        return "{\"created\":\"2026-11-20T10:11:12Z\",\"architecture\":\"" + architecture
                + "\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + String.join(",", diffIds)
                + "]}}";
    }

    /** An image manifest; its config and layers by their content. */
    public static String image(String config, String... layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":" + descriptor(CONFIG, config)
                + ",\"layers\":["
                + String.join(
                        ",",
                        List.of(layers).stream()
                                .map(layer -> descriptor(LAYER, layer))
                                .toList())
                + "]}";
    }

    /** An index of these descriptors. */
    public static String index(String... descriptors) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + String.join(",", descriptors)
                + "]}";
    }
}
