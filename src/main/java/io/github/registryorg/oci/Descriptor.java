package io.github.registryorg.oci;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to content (image specification, "OCI Content Descriptors").
 *
 * @param mediaType of the content
 * @param digest of the content
 * @param size of the content, in bytes
 * @param annotations sorted by key; empty where there are none
 * @param urls from which the content may be fetched; empty where there are none. Not checked: strangers write them
 * @param platform null where there is none
 * @param artifactType null where there is none
 */
public record Descriptor(
        MediaType mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        List<String> urls,
        @Nullable Platform platform,
        @Nullable MediaType artifactType) {

    public Descriptor {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(digest, "digest");
        if (size < 0) {
            throw new IllegalArgumentException("size " + size);
        }
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        urls = List.copyOf(urls);
    }

    public static Descriptor of(MediaType mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Map.of(), List.of(), null, null);
    }

    /** Whether this is a layer that may not be passed on, and whose {@code urls} say where it is instead. */
    public boolean isForeign() {
        return !urls.isEmpty() && mediaType.isNondistributable();
    }

    public Descriptor withAnnotations(Map<String, String> newAnnotations) {
        return new Descriptor(mediaType, digest, size, newAnnotations, urls, platform, artifactType);
    }
}
