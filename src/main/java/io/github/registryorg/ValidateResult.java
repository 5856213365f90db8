package io.github.registryorg;

import io.github.registryorg.check.Report;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
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
 */
public record ValidateResult(
        int repositories, long tags, long blobs, List<Problem> errors, List<Problem> warnings, int dropped) {

    static ValidateResult of(int repositories, long tags, long blobs, Report report) {
        return new ValidateResult(repositories, tags, blobs, report.errors(), report.warnings(), report.dropped());
    }

    /** One line for people. */
    public String summary() {
        return "Checked " + repositories + " repositories with " + tags + " tags and " + blobs + " blobs: "
                + errors.size() + " errors, " + warnings.size() + " warnings.";
    }

    /**
     * Does nothing if there is no error.
     *
     * @throws RegistryException the one error, or one that counts them
     */
    public void orThrow() {
        if (errors.size() == 1) {
            throw new RegistryException(errors);
        }
        if (!errors.isEmpty()) {
            throw new RegistryException(
                    Problem.of(errors.get(0).code(), "", errors.size() + " errors in the metadata, listed above"));
        }
    }
}
