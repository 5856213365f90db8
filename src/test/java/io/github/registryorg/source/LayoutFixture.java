package io.github.registryorg.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.source.file.TarFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Builds OCI layouts, real images in them and broken ones, as a directory or a tar archive. */
public final class LayoutFixture {

    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();

    public LayoutFixture() {
        put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    /** The content of another, with no manifest listed yet. */
    public LayoutFixture(LayoutFixture content) {
        files.putAll(content.files);
    }

    /** Adds content under its digest. */
    public Descriptor blob(MediaType mediaType, byte[] content) {
        return blob(DigestAlgorithm.SHA256, mediaType, content);
    }

    public Descriptor blob(DigestAlgorithm algorithm, MediaType mediaType, byte[] content) {
        Digest digest = Digest.ofContent(algorithm, content);
        put(path(digest), content);
        return Descriptor.of(mediaType, digest, content.length);
    }

    /** An image that runs nowhere but is whole: one gzip layer with one file, and its config. */
    public Descriptor image(String content) {
        return image(content, new Platform("linux", "amd64", null, null));
    }

    public Descriptor image(String content, Platform platform) {
        byte[] tar = new TarFixture().file("content", content).bytes();
        Descriptor layer = blob(MediaType.OCI_LAYER_GZIP, gzip(tar));
        Descriptor config = blob(MediaType.OCI_CONFIG, config(platform, Digest.sha256(tar)));
        Descriptor made = manifest(image(config, layer));
        return new Descriptor(made.mediaType(), made.digest(), made.size(), Map.of(), List.of(), platform, null);
    }

    /** A manifest about another one, as signing tools write them. */
    public Descriptor referrer(String content, Descriptor subject) {
        Descriptor config = blob(MediaType.OCI_EMPTY, bytes("{}"));
        Descriptor layer = blob(MediaType.OCTET_STREAM, bytes(content));
        ObjectNode manifest = image(config, layer).put("artifactType", "application/vnd.example.signature");
        manifest.set("subject", json(subject));
        return manifest(manifest);
    }

    /** A manifest about nothing. */
    public Descriptor artifact(String content) {
        Descriptor config = blob(MediaType.OCI_EMPTY, bytes("{}"));
        return manifest(image(config, blob(MediaType.OCTET_STREAM, bytes(content))));
    }

    /** Adds an index of these. */
    public Descriptor index(Descriptor... children) {
        return manifest(indexJson(children));
    }

    public static ObjectNode indexJson(Descriptor... children) {
        ObjectNode index = Json.object().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
        ArrayNode manifests = index.putArray("manifests");
        for (Descriptor child : children) {
            manifests.add(json(child));
        }
        return index;
    }

    /** Adds a manifest or index with this JSON. */
    public Descriptor manifest(ObjectNode json) {
        return blob(new MediaType(json.get("mediaType").textValue()), Json.write(json));
    }

    public static ObjectNode image(Descriptor config, Descriptor... layers) {
        ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", MediaType.OCI_MANIFEST.value());
        manifest.set("config", json(config));
        ArrayNode list = manifest.putArray("layers");
        for (Descriptor layer : layers) {
            list.add(json(layer));
        }
        return manifest;
    }

    public static byte[] config(Platform platform, Digest... diffIds) {
        ObjectNode config = Json.object().put("os", platform.os()).put("architecture", platform.architecture());
        ArrayNode ids = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        for (Digest diffId : diffIds) {
            ids.add(diffId.toString());
        }
        return Json.write(config);
    }

    public static ObjectNode json(Descriptor descriptor) {
        ObjectNode json = Json.object()
                .put("mediaType", descriptor.mediaType().value())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.size());
        if (!descriptor.annotations().isEmpty()) {
            ObjectNode annotations = json.putObject("annotations");
            descriptor.annotations().forEach(annotations::put);
        }
        if (descriptor.platform() != null) {
            ObjectNode platform = json.putObject("platform")
                    .put("os", descriptor.platform().os())
                    .put("architecture", descriptor.platform().architecture());
            if (descriptor.platform().variant() != null) {
                platform.put("variant", descriptor.platform().variant());
            }
        }
        return json;
    }

    /** Lists a manifest in {@code index.json} under this name. */
    public LayoutFixture entry(Descriptor descriptor, String name) {
        return entry(descriptor.withAnnotations(Map.of(REF_NAME, name)));
    }

    /** Lists a manifest in {@code index.json} as it is. */
    public LayoutFixture entry(Descriptor descriptor) {
        entries.add(json(descriptor));
        return this;
    }

    /** Adds or replaces a file; {@code index.json} too, which then no longer follows the entries. */
    public LayoutFixture put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public LayoutFixture put(String path, String content) {
        return put(path, bytes(content));
    }

    public LayoutFixture remove(String path) {
        files.remove(path);
        return this;
    }

    public LayoutFixture remove(Descriptor descriptor) {
        return remove(path(descriptor.digest()));
    }

    public static String path(Digest digest) {
        return "blobs/" + digest.algorithm().id() + "/" + digest.hex();
    }

    /** What is stored under a digest. */
    public byte[] content(Digest digest) {
        return files.get(path(digest));
    }

    public Path writeDirectory(Path directory) {
        try {
            for (Map.Entry<String, byte[]> file : whole().entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path writeTar(Path file) {
        return tar("").writeTo(file);
    }

    /** As a tar archive whose names start with {@code prefix}. */
    public TarFixture tar(String prefix) {
        TarFixture tar = new TarFixture();
        whole().forEach((name, content) -> tar.file(prefix + name, content));
        return tar;
    }

    private Map<String, byte[]> whole() {
        Map<String, byte[]> whole = new LinkedHashMap<>(files);
        ObjectNode index = Json.object().put("schemaVersion", 2);
        index.set("manifests", entries);
        whole.putIfAbsent("index.json", Json.write(index));
        return whole;
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
