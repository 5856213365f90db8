package io.github.registryorg.host;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.ServedReferrers;
import java.util.List;
import java.util.Objects;

/**
 * What a site serves of one repository, as far as hosts depend on it.
 *
 * @param name whose it is
 * @param manifests under each of their names
 * @param referrers lists of referrers of one type each, which are not files of the site
 * @param blobs where blobs are that are not in the site, sorted; empty where all are
 * @param here blobs whose bytes are in the site
 */
public record RepositoryContent(
        RepositoryName name,
        List<ServedManifest> manifests,
        List<ServedReferrers> referrers,
        List<BlobRule> blobs,
        List<Descriptor> here) {

    public RepositoryContent {
        Objects.requireNonNull(name, "name");
        manifests = List.copyOf(manifests);
        referrers = List.copyOf(referrers);
        blobs = List.copyOf(blobs);
        here = List.copyOf(here);
    }

    /** A repository of which no blob is in the site, and to which nothing refers. */
    public RepositoryContent(RepositoryName name, List<ServedManifest> manifests, List<BlobRule> blobs) {
        this(name, manifests, List.of(), blobs, List.of());
    }
}
