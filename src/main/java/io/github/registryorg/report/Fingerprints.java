package io.github.registryorg.report;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a finding is recognised by in a later run: its code, file and words, not its line, which moves, nor its cause, such
 * as the message of a server. Those that are alike are numbered.
 */
final class Fingerprints {

    private final Map<String, Integer> seen = new HashMap<>();

    /** 64 hexadecimal digits, a colon and a number that begins at 1. */
    String next(Problem problem, ReportedFile file) {
        String text = problem.code() + "\n" + file.path() + "\n" + problem.subject() + "\n" + problem.what();
        String hex = Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
        return hex + ":" + seen.merge(hex, 1, Integer::sum);
    }
}
