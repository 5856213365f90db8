package io.github.registryorg.report;

import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.nio.charset.StandardCharsets;

/**
 * Where readers that need a file look for a finding.
 *
 * @param path relative to the root of the git repository, with {@code /}
 * @param line counted from 1
 */
record ReportedFile(String path, int line) {

    /** Always there, so that a finding without a file has one too. */
    private static final String REGISTRY = "registry.yaml";

    private static final String UNRESERVED = "-._~/!$&'()*+,;=@";

    /** @param prefix of the metadata in the repository: empty, or a path that ends with {@code /} */
    static ReportedFile of(Problem problem, String prefix) {
        Location location = problem.location();
        return location == null || location.file().startsWith("/")
                ? new ReportedFile(prefix + REGISTRY, 1)
                : new ReportedFile(prefix + location.file(), Math.max(1, location.line()));
    }

    /** The path as a relative reference of a URL. */
    String uri() {
        StringBuilder uri = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
        return uri.toString();
    }
}
