package io.github.registryorg.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.check.Change;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report for programs, by {@code validate.schema.json}. Keys without a value are absent. */
final class JsonReport {

    private static final int SCHEMA_VERSION = 1;

    private JsonReport() {}

    static byte[] of(Outcome outcome) {
        ValidateResult result = outcome.result();
        ObjectNode root = Json.object();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("verdict", outcome.hasFailed() ? "failed" : "passed");
        root.put("failOn", outcome.failOn().word());
        root.putObject("counts")
                .put("changedFiles", result.files())
                .put("repositories", result.repositories())
                .put("tags", result.tags())
                .put("blobs", result.blobs())
                .put("errors", result.errors().size())
                .put("warnings", result.warnings().size())
                .put("notKept", result.dropped());
        ArrayNode findings = root.putArray("findings");
        outcome.findings().forEach(problem -> findings.add(finding(problem)));
        ArrayNode changes = root.putArray("changes");
        outcome.changes().forEach(change -> changes.add(change(change)));
        return Json.pretty(root);
    }

    private static ObjectNode finding(Problem problem) {
        ObjectNode node = Json.object();
        node.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        node.put("code", problem.code().name());
        FindingPlace place = FindingPlace.of(problem);
        put(node, "repository", place.repository());
        put(node, "tag", place.tag());
        put(node, "subject", problem.subject());
        node.put("what", problem.what());
        put(node, "cause", problem.cause());
        put(node, "hint", problem.hint());
        if (problem.location() != null) {
            node.put("file", problem.location().file());
            if (problem.location().line() > 0) {
                node.put("line", problem.location().line());
            }
        }
        return node.put("documentation", CodePage.of(problem.code()));
    }

    private static ObjectNode change(Change change) {
        ObjectNode node = Json.object();
        node.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        node.put("repository", change.repository());
        put(node, "reference", change.reference());
        put(node, "before", change.before());
        put(node, "after", change.after());
        put(node, "reason", change.reason());
        return node;
    }

    private static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            node.put(key, value);
        }
    }
}
