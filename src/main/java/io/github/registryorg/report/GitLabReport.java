package io.github.registryorg.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Severity;

/** The report for GitLab's code quality, which merge requests show beside what was there before. */
final class GitLabReport {

    private GitLabReport() {}

    static byte[] of(Outcome outcome, String prefix) {
        ArrayNode all = Json.object().putArray("findings");
        Fingerprints fingerprints = new Fingerprints();
        for (Problem problem : outcome.findings()) {
            ReportedFile file = ReportedFile.of(problem, prefix);
            ObjectNode one = all.addObject();
            one.put("description", FindingText.whole(problem));
            one.put("check_name", problem.code().name());
            one.put("fingerprint", fingerprints.next(problem, file));
            one.put("severity", problem.severity() == Severity.ERROR ? "major" : "minor");
            ObjectNode location = one.putObject("location");
            location.put("path", file.path());
            location.putObject("lines").put("begin", file.line());
        }
        return Json.write(all);
    }
}
