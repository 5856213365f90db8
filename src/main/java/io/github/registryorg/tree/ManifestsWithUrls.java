package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.RawManifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository's manifests with {@code urls} (image specification, "OCI Content Descriptors") added for the blobs that
 * the site doesn't serve, and its indexes with the digests that those have then. The same input, the same bytes.
 */
final class ManifestsWithUrls {

    private final Repository repository;
    private final BlobLocations elsewhere;
    private final Map<Digest, RawManifest> made = new HashMap<>();

    /**
     * @param elsewhere where the blobs are that need {@code urls}; empty for all others
     */
    ManifestsWithUrls(Repository repository, BlobLocations elsewhere) {
        this.repository = repository;
        this.elsewhere = elsewhere;
    }

    /** What is served in place of a manifest; the very same where nothing is to be added. */
    RawManifest of(RawManifest manifest) {
        if (elsewhere == BlobLocations.NOWHERE) {
            return manifest;
        }
        RawManifest known = made.get(manifest.digest());
        if (known == null) {
            known = make(manifest);
            made.put(manifest.digest(), known);
        }
        return known;
    }

    private RawManifest make(RawManifest manifest) {
        ObjectNode json = manifest.json();
        boolean changed = false;
        if (json.get("config") instanceof ObjectNode config) {
            changed = addUrls(manifest.digest(), config);
        }
        for (JsonNode layer : json.path("layers")) {
            changed |= addUrls(manifest.digest(), (ObjectNode) layer);
        }
        for (JsonNode child : json.path("manifests")) {
            changed |= replace(manifest.digest(), (ObjectNode) child);
        }
        if (!changed) {
            return manifest;
        }
        byte[] bytes = Json.write(json);
        return RawManifest.of(bytes, Digest.ofContent(manifest.digest().algorithm(), bytes));
    }

    /** Existing URLs are kept. */
    private boolean addUrls(Digest manifest, ObjectNode descriptor) {
        List<String> urls = descriptor.path("urls").isEmpty()
                ? elsewhere.urls(
                        manifest, Digest.parse(descriptor.path("digest").asText()))
                : List.of();
        if (!urls.isEmpty()) {
            ArrayNode list = descriptor.putArray("urls");
            urls.forEach(list::add);
        }
        return !urls.isEmpty();
    }

    private boolean replace(Digest index, ObjectNode entry) {
        Digest digest = Digest.parse(entry.path("digest").asText());
        Optional<RawManifest> child = repository.manifest(digest);
        if (child.isEmpty()) {
            return addUrls(index, entry);
        }
        RawManifest served = of(child.get());
        if (served == child.get()) {
            return false;
        }
        entry.put("digest", served.digest().toString());
        entry.put("size", served.descriptor().size());
        // the old bytes, where they are embedded
        entry.remove("data");
        return true;
    }
}
