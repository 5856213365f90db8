package io.github.registryorg.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The content of a manifest, read from its bytes: an image (or artifact), or an index of others. */
public sealed interface Manifest permits ImageManifest, ImageIndex {

    MediaType mediaType();

    /** Sorted by key. */
    Map<String, String> annotations();

    /** The manifest that this one is about (image specification, {@code subject}). */
    Optional<Descriptor> subject();

    /**
     * What kind of artifact this is for the referrers list: its {@code artifactType}, else for an image the media type
     * of its config (distribution specification, "Listing Referrers").
     */
    Optional<MediaType> artifactType();

    /** Everything that this manifest points at and cannot do without, in its own order. */
    List<Descriptor> references();

    /** Those of {@link #references} that are not manifests: config and layers, and of an index as a rule nothing. */
    default List<Descriptor> blobs() {
        return references();
    }

    /** The {@code urls} of every descriptor in it, as written; some clients fetch from there before all else. */
    default List<String> urls() {
        return Stream.concat(references().stream(), subject().stream())
                .flatMap(descriptor -> descriptor.urls().stream())
                .toList();
    }
}
