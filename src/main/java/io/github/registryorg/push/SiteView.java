package io.github.registryorg.push;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Endpoint;
import java.util.Optional;

/**
 * Manifests that only a site has, made from metadata that is not on this machine.
 *
 * @param files of the site; none where there is no site
 */
record SiteView(FileTree files) {

    /** Empty where the site has no such manifest, or has other bytes under its digest. */
    Optional<RawManifest> manifest(RepositoryName name, Digest digest) {
        try {
            return files.read(new Endpoint.ManifestOf(name, digest).path(), RawManifest.MAX_SIZE)
                    .filter(digest::matches)
                    .map(content -> RawManifest.of(content, digest));
        } catch (RegistryException e) {
            // whoever reads it from the site gets the reason
            return Optional.empty();
        }
    }
}
