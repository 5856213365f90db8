package io.github.registryorg.check;

import io.github.registryorg.metadata.RepositoryPaths;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.verdict.CommitId;
import io.github.registryorg.verdict.Reason;
import io.github.registryorg.verdict.RepositoryVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was found of each repository of a registry: counted, however much it is. For several threads. */
final class RepositoryFindings {

    /** Errors of one repository of which each is counted once. */
    private static final int MAX_KNOWN = 1_000;

    private final SortedSet<RepositoryName> names;
    private final RepositoryPaths paths;
    private final Map<RepositoryName, Map<Reason.Kind, Tally>> found = new HashMap<>();

    /** Findings of one kind. */
    private static final class Tally {

        private final TreeMap<String, Integer> codes = new TreeMap<>();
        private @Nullable String message;
        private boolean errors;

        /** Which of them is the message does not depend on which comes first. */
        private void add(Problem problem) {
            codes.merge(problem.code().name(), 1, Integer::sum);
            errors |= problem.severity() == Severity.ERROR;
            String text = problem.hint(null).toString();
            if (message == null || text.compareTo(message) < 0) {
                message = text;
            }
        }

        private Reason reason(Reason.Kind kind) {
            return new Reason(kind, codes, message == null ? "" : message);
        }
    }

    RepositoryFindings(Collection<RepositoryName> names) {
        this.names = new TreeSet<>(names);
        this.paths = new RepositoryPaths(names);
    }

    /** All repositories. */
    SortedSet<RepositoryName> names() {
        return names;
    }

    /** The repository that a file is in. */
    RepositoryPaths paths() {
        return paths;
    }

    /** Takes what is found of the structure of one repository, and of signatures in stores that do not respond. */
    Consumer<Problem> of(RepositoryName name, Consumer<Problem> problems) {
        Set<Problem> errors = new HashSet<>();
        return problem -> {
            problems.accept(problem);
            // each counts once, as it is reported once
            boolean isUnread = problem.code() == ProblemCode.BLOB_UNVERIFIED;
            if ((isUnread || problem.severity() == Severity.ERROR)
                    && (errors.size() >= MAX_KNOWN || errors.add(problem))) {
                add(name, isUnread ? Reason.Kind.UNREACHABLE : Reason.Kind.STRUCTURE, problem);
            }
        };
    }

    /** Takes what was found while looking for repositories. */
    void add(Problem problem) {
        if (problem.severity() == Severity.ERROR && problem.location() != null) {
            paths.of(problem.location().file()).ifPresent(name -> add(name, Reason.Kind.STRUCTURE, problem));
        }
    }

    synchronized void add(RepositoryName name, Reason.Kind kind, Problem problem) {
        found.computeIfAbsent(name, none -> new EnumMap<>(Reason.Kind.class))
                .computeIfAbsent(kind, none -> new Tally())
                .add(problem);
    }

    /**
     * The verdict on one repository.
     *
     * @param now the commit that it is good at if it has no errors; null where there is none
     * @param before the commit at which it was last good; null where none is known
     */
    synchronized RepositoryVerdict verdict(RepositoryName name, @Nullable CommitId now, @Nullable CommitId before) {
        List<Reason> reasons = new ArrayList<>();
        boolean heldBack = false;
        for (Map.Entry<Reason.Kind, Tally> tally :
                found.getOrDefault(name, Map.of()).entrySet()) {
            reasons.add(tally.getValue().reason(tally.getKey()));
            heldBack |= tally.getValue().errors;
        }
        return new RepositoryVerdict(heldBack, heldBack || now == null ? before : now, reasons);
    }
}
