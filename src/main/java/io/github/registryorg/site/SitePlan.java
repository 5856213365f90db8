package io.github.registryorg.site;

import java.util.List;
import java.util.Objects;

/**
 * What of a site is made, and what of it has to be fetched first.
 *
 * @param changes since the last run
 * @param wanted blobs of stores on the web; empty where none is fetched
 * @param fetched what becomes of blobs of stores on the web, as far as it is known before any is fetched
 */
public record SitePlan(SiteChanges changes, List<WantedBlob> wanted, SiteResult.Fetched fetched) {

    public SitePlan {
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(fetched, "fetched");
        wanted = List.copyOf(wanted);
    }
}
