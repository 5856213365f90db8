package io.github.registryorg.site;

import java.util.List;
import java.util.Objects;

/**
 * A site whose files are all made, where no reader finds them.
 *
 * @param output has the files
 * @param summaries of all repositories, in their order
 * @param size of all files but the grade
 * @param assessment findings about it
 * @param fetched which blobs were fetched for it
 */
public record EmittedSite(
        SiteOutput output,
        List<RepositorySummary> summaries,
        SiteSize size,
        RegistryFiles.Assessment assessment,
        SiteResult.Fetched fetched) {

    public EmittedSite {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(assessment, "assessment");
        Objects.requireNonNull(fetched, "fetched");
        summaries = List.copyOf(summaries);
    }
}
