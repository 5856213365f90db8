package io.github.registryorg.report;

import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Severity;
import java.util.List;

/** Numbers of findings, as text for people. */
final class FindingCounts {

    private FindingCounts() {}

    static String of(List<Problem> findings) {
        long errors = findings.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        return of(errors, findings.size() - errors, 0);
    }

    /** Without what there is none of: {@code 3 errors, 1 warning}; {@code no problems} without any. */
    static String of(long errors, long warnings, long dropped) {
        StringBuilder text = new StringBuilder();
        if (errors > 0) {
            text.append(Count.of(errors, "error"));
        }
        if (warnings > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(Count.of(warnings, "warning"));
        }
        if (dropped > 0) {
            text.append(text.isEmpty() ? "" : ", ").append("and ").append(Count.of(dropped, "more finding"));
        }
        return text.isEmpty() ? "no problems" : text.toString();
    }
}
