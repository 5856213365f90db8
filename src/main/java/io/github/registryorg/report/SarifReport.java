package io.github.registryorg.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The report for code scanning: SARIF 2.1.0. GitHub refuses a run of more than 25,000 results and shows 5,000 of them, so
 * there are never more, the most important ones. Each has a file and a line, which GitHub requires.
 */
final class SarifReport {

    private static final Pattern BRACKETS = Pattern.compile("[\\\\\\[\\]]");

    static final int MAX_RESULTS = 5_000;

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    static byte[] of(Outcome outcome, String prefix) {
        List<Problem> all = outcome.findings();
        List<Problem> kept = all.subList(0, Math.min(MAX_RESULTS, all.size()));
        ObjectNode root = Json.object();
        root.put("$schema", SCHEMA);
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "registry-maven-plugin");
        driver.put("informationUri", CodePage.URL);
        ArrayNode rules = driver.putArray("rules");
        List<ProblemCode> codes =
                List.copyOf(new TreeSet<>(kept.stream().map(Problem::code).toList()));
        codes.forEach(code -> rules.add(rule(code)));
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        Fingerprints fingerprints = new Fingerprints();
        for (Problem problem : kept) {
            results.add(result(problem, codes.indexOf(problem.code()), prefix, fingerprints));
        }
        return Json.write(root);
    }

    private static ObjectNode rule(ProblemCode code) {
        ObjectNode rule = Json.object();
        rule.put("id", code.name());
        rule.putObject("shortDescription").put("text", words(code));
        rule.putObject("help").put("text", "What it means, and how to fix it: " + CodePage.of(code));
        rule.put("helpUri", CodePage.of(code));
        rule.putObject("defaultConfiguration").put("level", level(code));
        return rule;
    }

    private static ObjectNode result(Problem problem, int rule, String prefix, Fingerprints fingerprints) {
        ReportedFile file = ReportedFile.of(problem, prefix);
        ObjectNode result = Json.object();
        result.put("ruleId", problem.code().name());
        result.put("ruleIndex", rule);
        result.put("level", level(problem.code()));
        result.putObject("message").put("text", plain(FindingText.whole(problem)));
        ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", file.uri()).put("uriBaseId", "%SRCROOT%");
        physical.putObject("region").put("startLine", file.line());
        result.putObject("partialFingerprints").put("primaryLocationLineHash", fingerprints.next(problem, file));
        return result;
    }

    /** Brackets make links in messages (SARIF 2.1.0, 3.11.6). */
    private static String plain(String text) {
        return BRACKETS.matcher(text).replaceAll("\\\\$0");
    }

    private static String level(ProblemCode code) {
        return code.severity().name().toLowerCase(Locale.ROOT);
    }

    /** {@code Blob unknown}. */
    private static String words(ProblemCode code) {
        String words = code.name().replace('_', ' ');
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }
}
