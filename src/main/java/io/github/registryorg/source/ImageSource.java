package io.github.registryorg.source;

import io.github.registryorg.oci.Image;
import io.github.registryorg.problem.RegistryException;

/** Something that an image can be made of. Its text is what a user writes to name it. */
public interface ImageSource {

    /**
     * Reads and verifies all manifests, and finds all blobs. A blob's content is opened and read only by whoever
     * stores it, and as often as they like, by several threads at once; it is not verified here.
     *
     * @throws RegistryException {@code SOURCE_UNKNOWN} if several images are there and none was chosen,
     *     {@code MANIFEST_UNKNOWN} or {@code UNAUTHORIZED} if a registry has it not, or not for us,
     *     {@code MANIFEST_BLOB_UNKNOWN} if something that a manifest names is not there, {@code SOURCE_INVALID},
     *     {@code MANIFEST_INVALID}, {@code DIGEST_INVALID}, {@code SIZE_INVALID} or {@code FILE_TOO_LARGE} if it is not
     *     what it claims to be, {@code IO_FAILED} if it can't be read
     */
    Image read();
}
