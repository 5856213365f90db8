package io.github.registryorg.check;

import io.github.registryorg.problem.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Metadata whose files were read and checked.
 *
 * @param repositories how many
 * @param tags how many, in all of them
 * @param blobs that it names
 * @param report has what was found, and takes what else is found
 * @param files how many a contribution changes
 * @param changes that a contribution makes, in the order of what they mean
 * @param notes for people, each a line
 * @param findings what was found of each repository; empty where a contribution is validated
 * @param obstacle why nothing is requested for it, such as "the contribution adds more than it may"; null where something
 *     may be
 */
public record Inspected(
        int repositories,
        long tags,
        BlobCheck blobs,
        Report report,
        long files,
        List<Change> changes,
        List<String> notes,
        RepositoryFindings findings,
        @Nullable String obstacle) {

    public Inspected {
        Objects.requireNonNull(blobs, "blobs");
        Objects.requireNonNull(report, "report");
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        Objects.requireNonNull(findings, "findings");
    }

    /** The same with one note more. */
    Inspected with(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new Inspected(repositories, tags, blobs, report, files, changes, all, findings, obstacle);
    }
}
