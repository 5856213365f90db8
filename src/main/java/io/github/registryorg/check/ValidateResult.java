package io.github.registryorg.check;

import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import java.util.List;

/**
 * What was found.
 *
 * @param repositories how many were looked at
 * @param tags how many, in all repositories
 * @param blobs how many different ones were looked for
 * @param errors sorted by file and line
 * @param warnings sorted by file and line
 * @param dropped findings beyond those
 * @param files how many a contribution changes
 * @param changes that a contribution makes, in the order of what they mean
 * @param notes for people, each a line: how far it was checked
 * @param looked how closely the blobs were looked at
 */
public record ValidateResult(
        int repositories,
        long tags,
        long blobs,
        List<Problem> errors,
        List<Problem> warnings,
        int dropped,
        long files,
        List<Change> changes,
        List<String> notes,
        BlobCounts looked) {

    static ValidateResult of(Inspected inspected, BlobCounts looked) {
        Report report = inspected.report();
        return new ValidateResult(
                inspected.repositories(),
                inspected.tags(),
                inspected.blobs().count(),
                report.errors(),
                report.warnings(),
                report.dropped(),
                inspected.files(),
                inspected.changes(),
                inspected.notes(),
                looked);
    }

    /** One line for people. */
    public String summary() {
        return (files == 0 ? "" : Count.of(files, "file") + " changed. ") + "Checked "
                + Count.of(repositories, "repository") + " with " + Count.of(tags, "tag") + " and "
                + Count.of(blobs, "blob") + looked + ": " + Count.of(errors.size(), "error") + ", "
                + Count.of(warnings.size(), "warning") + ".";
    }
}
