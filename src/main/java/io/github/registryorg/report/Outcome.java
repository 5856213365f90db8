package io.github.registryorg.report;

import io.github.registryorg.check.BlobCounts;
import io.github.registryorg.check.Change;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Severity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is reported of one validation.
 *
 * @param result what was found
 * @param failOn which findings fail it
 */
public record Outcome(ValidateResult result, FailOn failOn) {

    public Outcome {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(failOn, "failOn");
    }

    /**
     * Of a validation that ended before it could look at anything.
     *
     * @param problems why
     * @param machine a path of this machine that they name, which readers elsewhere have no use for
     */
    public static Outcome stopped(List<Problem> problems, String machine, FailOn failOn) {
        List<Problem> shown = problems.stream()
                .map(problem -> new Problem(
                        problem.code(),
                        elsewhere(problem.subject(), machine),
                        elsewhere(problem.what(), machine),
                        problem.cause() == null ? null : elsewhere(problem.cause(), machine),
                        problem.hint() == null ? null : elsewhere(problem.hint(), machine),
                        problem.location()))
                .toList();
        return new Outcome(
                new ValidateResult(
                        0,
                        0,
                        0,
                        of(shown, Severity.ERROR),
                        of(shown, Severity.WARNING),
                        0,
                        0,
                        List.of(),
                        List.of(),
                        BlobCounts.NONE),
                failOn);
    }

    private static String elsewhere(String text, String machine) {
        return machine.length() > 1 ? text.replace(machine, ".") : text;
    }

    private static List<Problem> of(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }

    /** What a contribution changes, sorted; empty where a whole registry was validated. */
    List<Change> changes() {
        return result.changes();
    }

    /** Whether the build fails. */
    boolean hasFailed() {
        return failOn.fails(result);
    }

    /** Errors and warnings, the most important first. */
    List<Problem> findings() {
        return Stream.concat(result.errors().stream(), result.warnings().stream())
                .sorted(Importance.ORDER)
                .toList();
    }

    /** {@code 3 errors, 1 warning}; with how many more there were than are kept. */
    String counts() {
        return FindingCounts.of(result.errors().size(), result.warnings().size(), result.dropped());
    }
}
