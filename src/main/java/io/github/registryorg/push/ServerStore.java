package io.github.registryorg.push;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.store.IncomingBlob;
import io.github.registryorg.store.ReceivingBlobStore;
import io.github.registryorg.store.ServerFailures;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The store that this server writes to. Whatever it refuses, it refuses the server, and no client: {@code IO_FAILED}. */
record ServerStore(ReceivingBlobStore store) implements ReceivingBlobStore {

    @Override
    public URI base() {
        return store.base();
    }

    @Override
    public OptionalLong stat(Digest digest) {
        return ServerFailures.of(() -> store.stat(digest));
    }

    @Override
    public Optional<Path> locate(Digest digest) {
        return ServerFailures.of(() -> store.locate(digest));
    }

    @Override
    public InputStream open(Digest digest) {
        return ServerFailures.of(() -> store.open(digest));
    }

    @Override
    public Put put(Blob blob, boolean deep) {
        return ServerFailures.of(() -> store.put(blob, deep));
    }

    @Override
    public IncomingBlob receive(DigestAlgorithm algorithm) {
        return ServerFailures.of(() -> store.receive(algorithm));
    }
}
