package io.github.registryorg.oci;

import java.util.List;
import java.util.Objects;

/**
 * Everything that a reference leads to: the graph of one image, multi-platform image or artifact, with its referrers.
 *
 * @param root what a tag would name
 * @param manifests all manifests and indexes, what is pointed at before what points at it, the root and its referrers
 *     included; each once
 * @param blobs all configs and layers, each once
 * @param companions what is about some of the manifests by the names of their tags alone
 */
public record Image(RawManifest root, List<RawManifest> manifests, List<Blob> blobs, List<Companion> companions) {

    /**
     * What is about a manifest, says so nowhere, and is found by its tag, such as a signature of cosign 1 or 2.
     *
     * @param subject that it is about
     * @param tag that must name it wherever the subject is
     * @param manifest one of the image's
     */
    public record Companion(Digest subject, Tag tag, Digest manifest) {

        public Companion {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(tag, "tag");
            Objects.requireNonNull(manifest, "manifest");
        }
    }

    public Image {
        Objects.requireNonNull(root, "root");
        manifests = List.copyOf(manifests);
        blobs = List.copyOf(blobs);
        companions = List.copyOf(companions);
    }

    /** An image without companions. */
    public Image(RawManifest root, List<RawManifest> manifests, List<Blob> blobs) {
        this(root, manifests, blobs, List.of());
    }
}
