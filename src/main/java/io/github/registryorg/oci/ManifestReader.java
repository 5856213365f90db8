package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON → {@link Manifest}, clause by clause of the image specification, with the place of what is wrong. */
final class ManifestReader {

    /** Entries of one list: what fits into 4 MiB of descriptors, and no more objects than that. */
    private static final int MAX_ENTRIES = 50_000;

    private ManifestReader() {}

    static Manifest read(JsonNode json) {
        KnownKeys.MANIFEST.check(json, "");
        JsonNode version = json.get("schemaVersion");
        if (version == null || !version.isInt() || version.intValue() != 2) {
            boolean other = version != null && version.isFloatingPointNumber();
            throw InvalidContent.of(
                    "schemaVersion must be 2, and is "
                            + (version == null ? "missing" : other ? "not a whole number" : version),
                    "Docker's schema 1 is obsolete: build or convert the image again.");
        }
        MediaType mediaType = mediaType(json);
        if (mediaType.isIndex()) {
            return index(mediaType, json);
        }
        if (mediaType.isImageManifest()) {
            return image(mediaType, json);
        }
        throw InvalidContent.of(
                "mediaType " + mediaType + " is neither a manifest's nor an index's",
                "OCI image manifests and indexes and Docker's schema 2 are understood.");
    }

    /** The body's {@code mediaType}; without one, an index if it has manifests, an image if it has layers. */
    private static MediaType mediaType(JsonNode json) {
        JsonNode declared = json.get("mediaType");
        boolean hasManifests = json.has("manifests");
        boolean hasLayers = json.has("layers") || json.has("config");
        if (hasManifests && hasLayers) {
            // CVE-2021-41190: readers that disagree about the type disagree about the content
            throw InvalidContent.of("has both manifests and layers");
        }
        if (declared != null) {
            return mediaType(declared, "mediaType");
        }
        if (hasManifests) {
            return MediaType.OCI_INDEX;
        }
        if (hasLayers) {
            return MediaType.OCI_MANIFEST;
        }
        throw InvalidContent.of("has no mediaType, no manifests and no layers");
    }

    private static ImageManifest image(MediaType mediaType, JsonNode json) {
        JsonNode config = json.get("config");
        if (config == null) {
            throw InvalidContent.of("has no config");
        }
        return new ImageManifest(
                mediaType,
                optionalMediaType(json, "artifactType"),
                descriptor(config, "config"),
                // builders that leave empty lists out write an artifact of a config alone so
                json.hasNonNull("layers") ? descriptors(json, "layers") : List.of(),
                optionalDescriptor(json, "subject"),
                annotations(json, ""));
    }

    private static ImageIndex index(MediaType mediaType, JsonNode json) {
        return new ImageIndex(
                mediaType,
                optionalMediaType(json, "artifactType"),
                descriptors(json, "manifests"),
                optionalDescriptor(json, "subject"),
                annotations(json, ""));
    }

    private static List<Descriptor> descriptors(JsonNode json, String field) {
        JsonNode list = json.get(field);
        if (list == null || !list.isArray()) {
            throw InvalidContent.of(field + " must be a list");
        }
        if (list.size() > MAX_ENTRIES) {
            throw InvalidContent.of(field + " has " + list.size() + " entries, more than " + MAX_ENTRIES);
        }
        List<Descriptor> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(descriptor(list.get(i), field + "[" + i + "]"));
        }
        return all;
    }

    private static @Nullable Descriptor optionalDescriptor(JsonNode json, String field) {
        JsonNode node = json.get(field);
        return node == null || node.isNull() ? null : descriptor(node, field);
    }

    static Descriptor descriptor(JsonNode node, String place) {
        if (!node.isObject()) {
            throw InvalidContent.of(place + " must be an object");
        }
        KnownKeys.DESCRIPTOR.check(node, place + ".");
        JsonNode size = node.get("size");
        if (size == null || !size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw InvalidContent.of(place + ".size must be a whole number of bytes, and is "
                    + (size == null ? "missing" : size.isFloatingPointNumber() ? "not one" : size));
        }
        Digest digest = digest(node.get("digest"), place + ".digest");
        EmbeddedData.check(node.get("data"), digest, size.longValue(), place + ".data");
        return new Descriptor(
                mediaType(node.get("mediaType"), place + ".mediaType"),
                digest,
                size.longValue(),
                annotations(node, place + "."),
                urls(node.get("urls"), place + ".urls"),
                platform(node.get("platform"), place + ".platform"),
                optionalMediaType(node, "artifactType"));
    }

    private static Digest digest(JsonNode node, String place) {
        String text = text(node, place);
        return Digest.tryParse(text)
                .orElseThrow(() -> InvalidContent.of(
                        place + " \"" + text + "\" is not a digest",
                        "sha256 and sha512 are the registered algorithms."));
    }

    private static MediaType mediaType(JsonNode node, String place) {
        String text = text(node, place);
        return MediaType.tryParse(text)
                .orElseThrow(() -> InvalidContent.of(place + " \"" + text + "\" is not a media type"));
    }

    private static @Nullable MediaType optionalMediaType(JsonNode json, String field) {
        JsonNode node = json.get(field);
        // an empty string is what some builders write for "none"
        boolean none = node == null
                || node.isNull()
                || node.isTextual() && node.textValue().isEmpty();
        return none ? null : mediaType(node, field);
    }

    private static List<String> urls(JsonNode node, String place) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw InvalidContent.of(place + " must be a list");
        }
        List<String> all = new ArrayList<>(node.size());
        node.forEach(url -> all.add(text(url, place)));
        return all;
    }

    private static @Nullable Platform platform(JsonNode node, String place) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            throw InvalidContent.of(place + " must be an object");
        }
        KnownKeys.PLATFORM.check(node, place + ".");
        JsonNode features = node.path("os.features");
        if (!features.isMissingNode() && !features.isNull() && !isListOfTexts(features)) {
            throw InvalidContent.of(place + ".os.features must be a list of strings");
        }
        String os = optionalText(node, "os", place);
        String architecture = optionalText(node, "architecture", place);
        return new Platform(
                os == null ? "" : os,
                architecture == null ? "" : architecture,
                optionalText(node, "variant", place),
                optionalText(node, "os.version", place));
    }

    private static boolean isListOfTexts(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
    }

    /** Clients in Go refuse the whole manifest for a value of another type, and ignore null. */
    private static @Nullable String optionalText(JsonNode json, String field, String place) {
        JsonNode node = json.get(field);
        return node == null || node.isNull() ? null : text(node, place + "." + field);
    }

    private static Map<String, String> annotations(JsonNode json, String place) {
        JsonNode node = json.get("annotations");
        if (node == null || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw InvalidContent.of(place + "annotations must be an object");
        }
        Map<String, String> all = new TreeMap<>();
        node.forEachEntry((key, value) -> all.put(key, text(value, place + "annotations." + key)));
        return all;
    }

    private static String text(JsonNode node, String place) {
        if (node == null || !node.isTextual()) {
            throw InvalidContent.of(place + " must be a string, and is " + (node == null ? "missing" : "not"));
        }
        return node.textValue();
    }
}
