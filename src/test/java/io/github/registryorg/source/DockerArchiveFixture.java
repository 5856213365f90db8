package io.github.registryorg.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.source.file.TarFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds docker archives: images with their configs, and layers in whatever way a tool puts them there. */
public final class DockerArchiveFixture {

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final ArrayNode images = JsonNodeFactory.instance.arrayNode();

    /** The plain bytes of a layer with one file. */
    public static byte[] layer(String content) {
        return new TarFixture().file("content", content).bytes();
    }

    /** A config for layers whose plain bytes are these. */
    public static byte[] config(byte[]... plainLayers) {
        Digest[] diffIds = new Digest[plainLayers.length];
        for (int i = 0; i < diffIds.length; i++) {
            diffIds[i] = Digest.sha256(plainLayers[i]);
        }
        return LayoutFixture.config(new Platform("linux", "amd64", null, null), diffIds);
    }

    /** As skopeo writes it: plain layers called by their diff IDs. */
    public DockerArchiveFixture image(String tag, String... contents) {
        byte[][] layers = new byte[contents.length][];
        String[] names = new String[contents.length];
        for (int i = 0; i < contents.length; i++) {
            layers[i] = layer(contents[i]);
            names[i] = Digest.sha256(layers[i]).hex() + ".tar";
            put(names[i], layers[i]);
        }
        byte[] config = config(layers);
        String configName = Digest.sha256(config).hex() + ".json";
        return put(configName, config).list(configName, tag == null ? List.of() : List.of(tag), names);
    }

    public DockerArchiveFixture put(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public DockerArchiveFixture put(String name, String content) {
        return put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public DockerArchiveFixture link(String name, String target) {
        links.put(name, target);
        return this;
    }

    public DockerArchiveFixture remove(String name) {
        files.remove(name);
        return this;
    }

    /** Lists an image in {@code manifest.json}. */
    public DockerArchiveFixture list(String config, List<String> tags, String... layers) {
        ObjectNode image = images.addObject().put("Config", config);
        if (tags.isEmpty()) {
            image.putNull("RepoTags");
        } else {
            ArrayNode list = image.putArray("RepoTags");
            tags.forEach(list::add);
        }
        ArrayNode list = image.putArray("Layers");
        for (String layer : layers) {
            list.add(layer);
        }
        return this;
    }

    public TarFixture tar() {
        TarFixture tar = new TarFixture();
        links.forEach(tar::symbolicLink);
        files.forEach(tar::file);
        if (!files.containsKey("manifest.json")) {
            tar.file("manifest.json", Json.write(images));
        }
        return tar;
    }

    public Path writeTo(Path file) {
        return tar().writeTo(file);
    }
}
