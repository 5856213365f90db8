package io.github.registryorg.check;

import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import java.util.List;
import java.util.stream.Stream;

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
 * @param tagChanges what becomes of digests' states by a contribution, then of tags, each sorted
 */
public record ValidateResult(
        int repositories,
        long tags,
        long blobs,
        List<Problem> errors,
        List<Problem> warnings,
        int dropped,
        long files,
        List<String> tagChanges) {

    static ValidateResult of(Inspected inspected) {
        Report report = inspected.report();
        return new ValidateResult(
                inspected.repositories(),
                inspected.tags(),
                inspected.blobs().count(),
                report.errors(),
                report.warnings(),
                report.dropped(),
                inspected.files(),
                Stream.<Object>concat(inspected.states().stream(), inspected.changes().stream())
                        .map(Object::toString)
                        .toList());
    }

    /** One line for people. */
    public String summary() {
        return (files == 0 ? "" : Count.of(files, "file") + " changed. ") + "Checked "
                + Count.of(repositories, "repository") + " with " + Count.of(tags, "tag") + " and "
                + Count.of(blobs, "blob") + ": " + Count.of(errors.size(), "error") + ", "
                + Count.of(warnings.size(), "warning") + ".";
    }

    /**
     * Does nothing without an error.
     *
     * @throws RegistryException {@code METADATA_INVALID}, with the number of errors
     */
    public void orThrow() {
        if (!errors.isEmpty()) {
            throw new RegistryException(Problem.of(
                    ProblemCode.METADATA_INVALID, "", "the metadata has " + Count.of(errors.size(), "error")));
        }
    }
}
