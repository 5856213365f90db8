package io.github.registryorg.tree;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Reference;
import java.util.Objects;

/**
 * A manifest or index that a site serves under one of its names.
 *
 * @param reference a tag, a tag of the referrers tag schema, or its digest
 * @param mediaType exactly as it must be served
 * @param digest of its bytes
 */
public record ServedManifest(Reference reference, MediaType mediaType, Digest digest) {

    public ServedManifest {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(digest, "digest");
    }
}
