package io.github.registryorg.report;

import io.github.registryorg.file.WholeFile;
import java.nio.file.Path;

/** The files that an outcome is written to. */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes all of them, in place of those of an earlier run.
     *
     * @param prefix of the metadata in the git repository: empty, or a path that ends with {@code /}
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}
     */
    public static void write(Path directory, Outcome outcome, String prefix) {
        WholeFile.write(directory.resolve("validate.json"), JsonReport.of(outcome));
        WholeFile.write(directory.resolve("validate.junit.xml"), JUnitReport.of(outcome));
        WholeFile.write(directory.resolve("validate.sarif"), SarifReport.of(outcome, prefix));
        WholeFile.write(directory.resolve("validate.md"), MarkdownReport.of(outcome, MarkdownReport.MAX_COMMENT));
        WholeFile.write(directory.resolve("gl-code-quality-report.json"), GitLabReport.of(outcome, prefix));
    }
}
