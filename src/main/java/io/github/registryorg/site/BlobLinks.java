package io.github.registryorg.site;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.BlobLink;
import io.github.registryorg.page.WebLink;
import java.util.Optional;

/** Where people can fetch the blobs of one repository. */
record BlobLinks(RepositoryName repository, BlobPlan plan) {

    /** The site's own file where it has one, which works from disk too; else wherever it can be had on the web. */
    Optional<BlobLink> of(Digest manifest, Digest blob) {
        if (plan.isInSite(blob)) {
            return Optional.of(new BlobLink.OfSite(repository, blob));
        }
        return plan.urls(manifest, blob).stream()
                .flatMap(url -> WebLink.tryParse(url).stream())
                .findFirst()
                .map(BlobLink.OnWeb::new);
    }
}
