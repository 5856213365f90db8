package io.github.registryorg.site;

import java.util.Objects;

/**
 * What of a site is made, with all that comes from elsewhere.
 *
 * @param changes since the last run
 * @param web has the blobs that were fetched
 * @param result which were fetched, and which not
 */
public record FetchedBlobs(SiteChanges changes, WebBlobs web, SiteResult.Fetched result) {

    public FetchedBlobs {
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(web, "web");
        Objects.requireNonNull(result, "result");
    }
}
