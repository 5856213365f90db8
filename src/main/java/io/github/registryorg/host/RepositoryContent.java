package io.github.registryorg.host;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.tree.ServedManifest;
import java.util.List;
import java.util.Objects;

/**
 * What a site serves of one repository, as far as a host must know it.
 *
 * @param name whose it is
 * @param manifests under each of their names
 * @param blobs where blobs are that are not in the site, sorted; empty where all are
 * @param here blobs whose bytes are in the site
 */
public record RepositoryContent(
        RepositoryName name, List<ServedManifest> manifests, List<BlobRule> blobs, List<Descriptor> here) {

    public RepositoryContent {
        Objects.requireNonNull(name, "name");
        manifests = List.copyOf(manifests);
        blobs = List.copyOf(blobs);
        here = List.copyOf(here);
    }

    /** A repository of which no blob is in the site. */
    public RepositoryContent(RepositoryName name, List<ServedManifest> manifests, List<BlobRule> blobs) {
        this(name, manifests, blobs, List.of());
    }
}
