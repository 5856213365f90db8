package io.github.registryorg.problem;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All findings of one run, each once, in the order of the files whoever found them first. Takes findings from several
 * threads.
 */
public final class Report implements Consumer<Problem> {

    /**
     * The maximum of errors, and of warnings; more are only counted. So hostile input can't fill the memory, and
     * no number of warnings hides an error.
     */
    private static final int MAX_KEPT = 10_000;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing((Problem problem) ->
                    problem.location() == null ? "" : problem.location().file())
            .thenComparing(problem ->
                    problem.location() == null ? 0 : problem.location().line())
            .thenComparing(Problem::code)
            .thenComparing(Problem::toString);

    private final Map<Severity, Set<Problem>> problems = new EnumMap<>(Severity.class);
    private final Consumer<Problem> listener;
    private final Map<Severity, Integer> dropped = new EnumMap<>(Severity.class);

    public Report() {
        this(problem -> {});
    }

    /** @param listener receives each finding that is kept, once, as it is found; one at a time */
    public Report(Consumer<Problem> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void accept(Problem problem) {
        Set<Problem> alike = problems.computeIfAbsent(problem.severity(), severity -> new HashSet<>());
        if (alike.size() < MAX_KEPT) {
            if (alike.add(problem)) {
                listener.accept(problem);
            }
        } else if (!alike.contains(problem)) {
            dropped.merge(problem.severity(), 1, Integer::sum);
        }
    }

    /** Counts so many findings more, which were not kept by who found them. */
    public synchronized void dropped(Map<Severity, Integer> more) {
        more.forEach((severity, count) -> dropped.merge(severity, count, Integer::sum));
    }

    /** What fails the build. */
    public List<Problem> errors() {
        return of(Severity.ERROR);
    }

    public List<Problem> warnings() {
        return of(Severity.WARNING);
    }

    private synchronized List<Problem> of(Severity severity) {
        return problems.getOrDefault(severity, Set.of()).stream()
                .sorted(BY_PLACE)
                .toList();
    }

    public synchronized boolean hasErrors() {
        return problems.containsKey(Severity.ERROR);
    }

    /** Findings beyond those that are kept. */
    public synchronized int dropped() {
        return dropped.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same, apart by how severe they are. */
    public synchronized Map<Severity, Integer> droppedBySeverity() {
        return Map.copyOf(dropped);
    }

    /** Errors beyond those that are kept. */
    public synchronized int droppedErrors() {
        return dropped.getOrDefault(Severity.ERROR, 0);
    }

    /**
     * Does nothing without an error.
     *
     * @throws RegistryException with all errors
     */
    public void orThrow() {
        if (hasErrors()) {
            throw new RegistryException(errors());
        }
    }
}
