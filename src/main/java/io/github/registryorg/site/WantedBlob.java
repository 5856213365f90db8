package io.github.registryorg.site;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.tree.Endpoint;
import java.util.List;

/**
 * A blob that a site must have itself, since its host sends clients nowhere else.
 *
 * @param path where readers request it
 * @param content what it is
 * @param addresses on the web, in order of preference
 */
record WantedBlob(String path, Descriptor content, List<BlobAddress> addresses) {

    /** The repository that it is of. */
    RepositoryName repository() {
        return ((Endpoint.BlobOf) Endpoint.ofFile(path).orElseThrow()).repository();
    }
}
