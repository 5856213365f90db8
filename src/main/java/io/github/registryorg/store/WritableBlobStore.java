package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;

/** A store that blobs can be put into. Several writers at once, in one process or many, lose nothing. */
public interface WritableBlobStore extends BlobStore {

    /** What became of a blob that was put. */
    enum Put {
        /** Its bytes were read, verified and stored. */
        WRITTEN,
        /** It was there already; its source was not read. */
        PRESENT
    }

    /**
     * Stores a blob unless it is there with the right size. The source is read once, and is stored only if size and
     * digest are those of the blob's descriptor; otherwise nothing is left behind.
     *
     * @param deep whether a blob that is there is read and hashed too, and written again where it is wrong
     * @throws io.github.registryorg.problem.RegistryException {@code DIGEST_INVALID} or {@code SIZE_INVALID} if the
     *     source does not match, {@code IO_FAILED} if reading or writing failed
     */
    Put put(Blob blob, boolean deep);
}
