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

    /** Of each severity, more than anybody reads; counting goes on, so that hostile input can't fill the memory. */
    private static final int MOST_KEPT = 10_000;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing((Problem problem) ->
                    problem.location() == null ? "" : problem.location().file())
            .thenComparing(problem ->
                    problem.location() == null ? 0 : problem.location().line())
            .thenComparing(Problem::code)
            .thenComparing(Problem::toString);

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private int dropped;

    @Override
    public synchronized void accept(Problem problem) {
        // apart, since no number of warnings may push an error out
        Set<Problem> kept = problem.severity() == Severity.ERROR ? errors : warnings;
        if (kept.contains(problem)) {
            return;
        }
        if (kept.size() < MOST_KEPT) {
            kept.add(problem);
        } else {
            dropped++;
        }
    }

    /** What fails the build. */
    public synchronized List<Problem> errors() {
        return errors.stream().sorted(BY_PLACE).toList();
    }

    public synchronized List<Problem> warnings() {
        return warnings.stream().sorted(BY_PLACE).toList();
    }

    public synchronized boolean hasErrors() {
        return !errors.isEmpty();
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
