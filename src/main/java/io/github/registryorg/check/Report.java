package io.github.registryorg.check;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All findings of one run, each once, in the order of the files whoever found them first. Takes findings from several
 * threads.
 */
public final class Report implements Consumer<Problem> {

    /** More than anybody reads; counting goes on, so that hostile input can't fill the memory. */
    private static final int MOST_KEPT = 10_000;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing((Problem problem) ->
                    problem.location() == null ? "" : problem.location().file())
            .thenComparing(problem ->
                    problem.location() == null ? 0 : problem.location().line())
            .thenComparing(Problem::code)
            .thenComparing(Problem::toString);

    private final Set<Problem> problems = new LinkedHashSet<>();
    private int dropped;
    private int errors;

    @Override
    public synchronized void accept(Problem problem) {
        if (problems.contains(problem)) {
            return;
        }
        if (problem.severity() == Severity.ERROR) {
            errors++;
        }
        if (problems.size() < MOST_KEPT) {
            problems.add(problem);
        } else {
            dropped++;
        }
    }

    /** What fails the build. */
    public List<Problem> errors() {
        return of(Severity.ERROR);
    }

    public List<Problem> warnings() {
        return of(Severity.WARNING);
    }

    private synchronized List<Problem> of(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .sorted(BY_PLACE)
                .toList();
    }

    public synchronized boolean hasErrors() {
        return errors > 0;
    }

    /** Findings beyond those that are kept. */
    public synchronized int dropped() {
        return dropped;
    }

    /**
     * Does nothing if there is no error.
     *
     * @throws RegistryException with all errors
     */
    public void orThrow() {
        if (hasErrors()) {
            throw new RegistryException(errors());
        }
    }
}
