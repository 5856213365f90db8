package io.github.registryorg.report;

import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is said on the console when all findings were printed: of many, how many of each kind, and where. */
public final class FindingSummary {

    /** So many can be read one by one. */
    private static final int FEW = 10;

    private static final int MAX_REPOSITORIES = 10;

    private FindingSummary() {}

    /** Nothing without findings. */
    public static List<String> lines(Outcome outcome) {
        List<Problem> findings = outcome.findings();
        List<String> lines = new ArrayList<>();
        if (findings.size() > FEW) {
            lines.add("By code:");
            lines.addAll(codes(findings));
            lines.addAll(repositories(findings));
        }
        if (!findings.isEmpty()) {
            lines.add("What the codes mean: " + CodePage.URL);
        }
        return lines;
    }

    private static List<String> codes(List<Problem> findings) {
        Map<ProblemCode, Long> counts = counts(findings, Problem::code);
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ProblemCode, Long> entry) ->
                                entry.getKey().severity())
                        .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> "  " + entry.getKey() + ": "
                        + Count.of(entry.getValue(), entry.getKey().severity() == Severity.ERROR ? "error" : "warning"))
                .toList();
    }

    /** Those with most errors, or, without errors, with most warnings. */
    private static List<String> repositories(List<Problem> findings) {
        Severity worst = findings.get(0).severity();
        Map<String, Long> counts = counts(
                findings.stream().filter(problem -> problem.severity() == worst).toList(),
                problem -> FindingPlace.of(problem).title());
        List<String> lines = new ArrayList<>();
        lines.add("By repository, " + (worst == Severity.ERROR ? "errors" : "warnings") + " only:");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_REPOSITORIES)
                .forEach(entry -> lines.add("  " + entry.getKey() + ": " + Count.grouped(entry.getValue())));
        if (counts.size() > MAX_REPOSITORIES) {
            lines.add("  … and "
                    + Count.grouped(counts.size() - (long) MAX_REPOSITORIES, "more repository", "more repositories"));
        }
        return lines;
    }

    private static <T extends Comparable<T>> Map<T, Long> counts(List<Problem> findings, Function<Problem, T> key) {
        return findings.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }
}
