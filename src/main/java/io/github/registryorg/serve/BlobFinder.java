package io.github.registryorg.serve;

import io.github.registryorg.host.BlobRules;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the bytes of a blob: in the site itself, else at the addresses of {@link BlobRules}; the first address of a
 * rule is tried first.
 *
 * @param site may hold blobs
 * @param addressed finds them there
 */
record BlobFinder(ServedFiles site, AddressedBlobs addressed) {

    /** Empty where the blob is in neither the site nor a store. */
    Optional<BlobPlace> find(RepositoryName repository, Digest digest) throws IOException {
        Optional<Path> file = site.file(new Endpoint.BlobOf(repository, digest));
        if (file.isPresent()) {
            return file.map(BlobPlace.InFile::new);
        }
        return addressed.find(BlobRules.addresses(site.root(), repository, digest), digest);
    }
}
