package io.github.registryorg.report;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lines that the runner of GitHub Actions takes for annotations of files. It shows 10 errors and 10 warnings of a step, the
 * first ones; so there are never more, the most important ones.
 */
final class WorkflowCommands {

    static final int MAX_OF_A_KIND = 10;

    private WorkflowCommands() {}

    static List<String> of(Outcome outcome, String prefix) {
        List<String> lines = new ArrayList<>();
        Map<Severity, Integer> numbers = new EnumMap<>(Severity.class);
        for (Problem problem : outcome.findings()) {
            if (numbers.merge(problem.severity(), 1, Integer::sum) <= MAX_OF_A_KIND) {
                lines.add(line(problem, prefix));
            }
        }
        int errors = Math.max(0, numbers.getOrDefault(Severity.ERROR, 0) - MAX_OF_A_KIND);
        int warnings = Math.max(0, numbers.getOrDefault(Severity.WARNING, 0) - MAX_OF_A_KIND);
        int dropped = outcome.result().dropped();
        if (errors + warnings + dropped > 0) {
            lines.add("::notice title=" + property("registry:validate") + "::"
                    + data("Not shown here: " + FindingCounts.of(errors, warnings, dropped)
                            + ". The log of this step and its summary have more."));
        }
        return lines;
    }

    private static String line(Problem problem, String prefix) {
        ReportedFile file = ReportedFile.of(problem, prefix);
        return "::" + problem.severity().name().toLowerCase(Locale.ROOT)
                + " file=" + property(file.path())
                + ",line=" + file.line()
                + ",title=" + property(problem.code().name())
                + "::" + data(FindingText.whole(problem));
    }

    /** The percent sign first, as the runner decodes it last. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
