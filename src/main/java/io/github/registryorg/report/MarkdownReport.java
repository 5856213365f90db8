package io.github.registryorg.report;

import io.github.registryorg.check.Change;
import io.github.registryorg.check.ChangeText;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.MarkdownText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The report for people in a forge: as a comment or a step's summary. Text of strangers is code in it, so that it has no
 * links, images or mentions. What does not fit is left out by importance, and counted.
 */
final class MarkdownReport {

    /** By which the comment that is updated is recognised. */
    static final String MARKER = "<!-- registry:validate -->";

    /** Forges refuse comments above 65,536 characters. */
    static final int MAX_COMMENT = 60_000;

    /** GitHub loses a summary above 1 MiB whole, whatever earlier commands of the step have written of it included. */
    static final int MAX_SUMMARY = 900_000;

    /** With less room than this, nothing sensible can be said. */
    static final int MIN_SIZE = 4_000;

    /** For what is said at the end. */
    private static final int RESERVED = 500;

    /** The maximum of a heading beside the name in it. */
    private static final int HEADING = 64;

    private final StringBuilder text = new StringBuilder();
    private final int maxBytes;
    private int bytes;

    private MarkdownReport(int maxBytes) {
        this.maxBytes = maxBytes - RESERVED;
    }

    /** @param maxBytes that it has at most, in UTF-8 */
    static byte[] of(Outcome outcome, int maxBytes) {
        MarkdownReport report = new MarkdownReport(maxBytes);
        report.add(MARKER + "\n");
        report.add("## " + (outcome.hasFailed() ? "Failed" : "Passed") + ": " + outcome.counts() + "\n\n");
        report.add(outcome.result().summary() + "\n");
        report.addChanges(outcome.changes());
        report.addFindings(outcome.findings(), outcome.result().dropped());
        return report.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void addChanges(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        add("\n### What changes for people who pull\n");
        int room = maxBytes / 3;
        int left = changes.size();
        for (Map.Entry<Change.Kind, List<Change>> alike :
                ChangeText.byKind(changes).entrySet()) {
            add("\n" + ChangeText.heading(alike.getKey()) + " ("
                    + Count.grouped(alike.getValue().size()) + "):\n\n");
            for (Change change : alike.getValue()) {
                String line = "- " + ChangeText.line(change, MarkdownText::sentence) + "\n";
                if (bytes + length(line) > room) {
                    break;
                }
                add(line);
                left--;
            }
        }
        if (left > 0) {
            add("\nLeft out here: " + Count.of(left, "change") + ".\n");
        }
    }

    private void addFindings(List<Problem> findings, int dropped) {
        Map<String, List<Problem>> kept = new LinkedHashMap<>();
        Set<ProblemCode> codes = new TreeSet<>();
        int used = bytes;
        int number = 0;
        for (Problem problem : findings) {
            String title = FindingPlace.of(problem).title();
            int more = length(item(problem))
                    + (kept.containsKey(title) ? 0 : length(MarkdownText.code(title)) + HEADING)
                    + (codes.contains(problem.code()) ? 0 : length(definition(problem.code())));
            if (used + more > maxBytes) {
                break;
            }
            used += more;
            number++;
            codes.add(problem.code());
            kept.computeIfAbsent(title, none -> new ArrayList<>()).add(problem);
        }
        kept.forEach((title, alike) -> {
            add(heading(title, alike));
            alike.forEach(problem -> add(item(problem)));
        });
        List<Problem> rest = findings.subList(number, findings.size());
        if (!rest.isEmpty() || dropped > 0) {
            long errors = rest.stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .count();
            add("\nLeft out here, as less important: " + FindingCounts.of(errors, rest.size() - errors, dropped)
                    + ". The log of `registry:validate` has all findings.\n");
        }
        if (!codes.isEmpty()) {
            add("\n");
            codes.forEach(code -> add(definition(code)));
        }
        if (!findings.isEmpty()) {
            add("\n[What the codes mean](" + CodePage.URL + ")\n");
        }
    }

    private static String heading(String title, List<Problem> findings) {
        return "\n### " + MarkdownText.code(title) + ": " + FindingCounts.of(findings) + "\n\n";
    }

    private static String item(Problem problem) {
        StringBuilder item = new StringBuilder("- **")
                .append(problem.severity() == Severity.ERROR ? "Error" : "Warning")
                .append("** [`")
                .append(problem.code())
                .append("`][")
                .append(problem.code())
                .append(']');
        if (problem.location() != null) {
            item.append(" in ").append(MarkdownText.sentence(problem.location().toString()));
        }
        item.append("<br>\n  ").append(MarkdownText.sentence(FindingText.statement(problem)));
        if (problem.hint() != null) {
            item.append("<br>\n  ").append(MarkdownText.sentence(problem.hint()));
        }
        return item.append('\n').toString();
    }

    /** Where the links of a code lead, once for all of them. */
    private static String definition(ProblemCode code) {
        return "[" + code + "]: " + CodePage.of(code) + "\n";
    }

    private void add(String part) {
        text.append(part);
        bytes += length(part);
    }

    private static int length(String part) {
        return part.getBytes(StandardCharsets.UTF_8).length;
    }
}
