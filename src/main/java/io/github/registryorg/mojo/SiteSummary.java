package io.github.registryorg.mojo;

import io.github.registryorg.client.Grade;
import io.github.registryorg.client.GradeTable;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.site.SiteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is logged of a site that was made. */
final class SiteSummary {

    private SiteSummary() {}

    static List<String> of(SiteResult result) {
        List<String> lines = new ArrayList<>();
        lines.add((result.changed() ? "Made" : "Nothing has changed in") + " the site of "
                + Count.of(result.repositories(), "repository") + " with " + Count.of(result.tags(), "tag") + ": "
                + Count.of(result.files(), "file") + " in " + result.site());
        heldBack(result).ifPresent(lines::add);
        SiteResult.Fetched fetched = result.fetched();
        if (fetched.blobs() > 0) {
            lines.add("Fetched " + Count.of(fetched.blobs(), "blob") + " of " + ByteCount.binary(fetched.bytes())
                    + " from stores on the web into it");
        }
        return lines;
    }

    /** How many repositories are not as they are in the metadata; empty where all are. */
    private static Optional<String> heldBack(SiteResult result) {
        long held = count(result, ProblemCode.REPOSITORY_HELD_BACK);
        long unverified = count(result, ProblemCode.REPOSITORY_UNVERIFIED);
        long left = count(result, ProblemCode.REPOSITORY_LEFT_OUT);
        return held + unverified == 0
                ? Optional.empty()
                : Optional.of("Held back: " + Count.of(held, "repository") + " as last good, "
                        + Count.grouped(unverified) + " as now, " + Count.grouped(left) + " left out");
    }

    private static long count(SiteResult result, ProblemCode code) {
        return result.warnings().stream()
                .filter(warning -> warning.code() == code)
                .count();
    }

    /** Which clients can pull it and which can't, and why; nothing where there is nothing to pull. */
    static List<String> clients(Grade grade) {
        List<String> lines = new ArrayList<>();
        if (!grade.isEmpty()) {
            lines.add("What each client can do with it on " + grade.host() + ":");
            GradeTable.lines(grade).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
