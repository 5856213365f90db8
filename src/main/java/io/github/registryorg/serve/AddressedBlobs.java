package io.github.registryorg.serve;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.FileBlobStore;
import io.github.registryorg.store.StoreAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the bytes of a blob at the addresses that metadata has for it.
 *
 * @param registry the directory that relative {@code file:} bases start from
 * @param stores which directories are behind public bases
 */
record AddressedBlobs(Path registry, StoreDirectories stores) {

    /** At the first address that has it; empty where none has. */
    Optional<BlobPlace> find(List<BlobAddress> addresses, Digest digest) {
        for (BlobAddress address : addresses) {
            Optional<BlobPlace> place = at(address, digest);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private Optional<BlobPlace> at(BlobAddress address, Digest digest) {
        // a store may stand for a directory here
        Optional<Path> directory = address instanceof BlobAddress.InStore store
                ? stores.directoryBehind(store.text()).or(() -> directory(store.text()))
                : Optional.empty();
        return directory.isPresent()
                ? inDirectory(directory.get(), digest).map(BlobPlace.InFile::new)
                : redirect(address.url(digest));
    }

    /** The directory of a {@code file:} base; empty where it is another kind of base, or none. */
    private Optional<Path> directory(String base) {
        try {
            return StoreAddress.parse(base, registry) instanceof StoreAddress.Directory directory
                    ? Optional.of(directory.path())
                    : Optional.empty();
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    /** Empty too where the store refuses the blob's file, or can't be read: the blob is not found then. */
    private static Optional<Path> inDirectory(Path directory, Digest digest) {
        try {
            return new FileBlobStore(directory.toUri(), directory).locate(digest);
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private static Optional<BlobPlace> redirect(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(new BlobPlace.Elsewhere(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
