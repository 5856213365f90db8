package io.github.registryorg.mojo;

import io.github.registryorg.client.GradeTable;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.site.SiteResult;
import java.util.ArrayList;
import java.util.List;

/** What is logged of a site that was made. */
final class SiteSummary {

    private SiteSummary() {}

    static List<String> of(SiteResult result) {
        List<String> lines = new ArrayList<>();
        lines.add((result.changed() ? "Made" : "Nothing has changed in") + " the site of "
                + Count.of(result.repositories(), "repository") + " with " + Count.of(result.tags(), "tag") + ": "
                + Count.of(result.files(), "file") + " in " + result.site());
        SiteResult.Fetched fetched = result.fetched();
        if (fetched.blobs() > 0) {
            lines.add("Fetched " + Count.of(fetched.blobs(), "blob") + " of " + ByteCount.of(fetched.bytes())
                    + " from stores on the web into it");
        }
        if (!result.grade().isEmpty()) {
            lines.add("What each client can do with it on " + result.grade().host() + ":");
            GradeTable.lines(result.grade()).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
