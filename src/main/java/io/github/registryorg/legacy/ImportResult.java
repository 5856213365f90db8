package io.github.registryorg.legacy;

import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;

/**
 * What was imported.
 *
 * @param imported tags that became ours
 * @param left tags that stay as they are, each with an error that has the reason
 * @param already tags that were in our format, imported or published
 * @param changed files that were written, relative to the metadata's directory, sorted
 * @param errors sorted by file and line
 * @param warnings sorted by file and line
 * @param dropped findings beyond those
 */
public record ImportResult(
        long imported,
        long left,
        long already,
        List<String> changed,
        List<Problem> errors,
        List<Problem> warnings,
        int dropped) {

    public ImportResult {
        changed = List.copyOf(changed);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** One line for people. */
    public String summary() {
        return Count.of(imported, "tag") + " imported, " + Count.grouped(left) + " left as they are, "
                + Count.grouped(already)
                + " in OCI format already: " + Count.of(changed.size(), "file") + " changed.";
    }

    /**
     * Does nothing without an error.
     *
     * @throws RegistryException {@code METADATA_INVALID}, with the number of errors
     */
    public void orThrow() {
        if (!errors.isEmpty()) {
            String what = (left == 0 ? "the metadata has " : Count.of(left, "tag") + " could not be imported, with ")
                    + Count.of(errors.size(), "error");
            throw new RegistryException(
                    Problem.of(ProblemCode.METADATA_INVALID, "", what)
                            .hint(
                                    "Fix what is listed, then run the same command again: it continues with the tags that are left."));
        }
    }
}
