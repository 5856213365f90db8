package io.github.registryorg.store;

import io.github.registryorg.oci.DigestAlgorithm;

/** A store that takes content whose digest is named only at its end, as clients of a registry send it. */
public interface ReceivingBlobStore extends WritableBlobStore {

    /**
     * Begins to receive a blob.
     *
     * @param algorithm of the digest that is expected to be named
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}
     */
    IncomingBlob receive(DigestAlgorithm algorithm);
}
