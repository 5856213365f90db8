package io.github.registryorg.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends an operation with one or more problems. Its message is what the user reads. */
public sealed class RegistryException extends RuntimeException permits RunInterruptedException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public RegistryException(Problem problem) {
        this(List.of(problem), null);
    }

    public RegistryException(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    public RegistryException(List<Problem> problems) {
        this(problems, null);
    }

    public RegistryException(List<Problem> problems, @Nullable Throwable cause) {
        super(message(problems), cause);
        this.problems = List.copyOf(problems);
    }

    private static String message(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs a problem");
        }
        return String.join("\n", problems.stream().map(Problem::toString).toList());
    }

    /** Never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** The first of the problems, for a place that expects one. */
    public Problem problem() {
        return problems.get(0);
    }

    /** Whether the user can fix all of it; otherwise something broke. */
    public boolean isUserError() {
        return problems.stream().allMatch(problem -> problem.code().isUserError());
    }
}
