package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import java.io.InputStream;
import java.util.OptionalLong;

/** Blobs by digest, under {@code <base>/<algorithm>/<hex>}. Safe for use by several threads. */
public interface BlobStore {

    /** The address that readers know this store by, without a slash at the end. */
    String base();

    /**
     * How large the blob is there, in bytes; empty where the store says that it has no such blob.
     *
     * @throws io.github.registryorg.problem.RegistryException if the store can't be asked
     */
    OptionalLong stat(Digest digest);

    /**
     * The blob's bytes, from its beginning, not yet verified; the caller closes the stream.
     *
     * @throws io.github.registryorg.problem.RegistryException {@code BLOB_UNKNOWN} if it is not there, or if the store
     *     can't be asked
     */
    InputStream open(Digest digest);
}
