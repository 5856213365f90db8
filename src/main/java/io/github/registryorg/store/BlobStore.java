package io.github.registryorg.store;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Blobs by digest, under {@code <base>/<algorithm>/<hex>}. Safe for use by several threads. */
public interface BlobStore {

    /** The address that readers know this store by, without a slash at the end. */
    URI base();

    /**
     * How large the blob is there, in bytes; empty where the store reports that it does not have it.
     *
     * @throws io.github.registryorg.problem.RegistryException if the store can't be reached
     */
    OptionalLong stat(Digest digest);

    /**
     * The same as readers of the blob find it, where {@link #stat} doesn't find what is expected: it costs more, and
     * a service may describe a blob wrongly, or deny it, and still deliver it.
     *
     * @throws io.github.registryorg.problem.RegistryException if the store can't be reached
     */
    default OptionalLong statAgain(Digest digest) {
        return stat(digest);
    }

    /**
     * The blob's bytes, from its beginning, not yet verified; the caller closes the stream.
     *
     * @throws io.github.registryorg.problem.RegistryException {@code BLOB_UNKNOWN} if it is not there, or if the store
     *     can't be reached
     */
    InputStream open(Digest digest);

    /**
     * The file that holds the blob, all links resolved, its content not verified; empty where the store has no such
     * blob, or is not on this machine.
     *
     * @throws io.github.registryorg.problem.RegistryException if the store can't be reached
     */
    default Optional<Path> locate(Digest digest) {
        return Optional.empty();
    }

    /** Where readers find the blob. */
    default URI address(Digest digest) {
        return URI.create(base() + "/" + BlobAddress.path(digest));
    }
}
