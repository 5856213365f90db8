package io.github.registryorg.mojo;

import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.report.FindingSummary;
import io.github.registryorg.report.GitHubRun;
import io.github.registryorg.report.Outcome;
import io.github.registryorg.report.ReportFiles;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Where the outcome of a validation goes beside the log.
 *
 * @param metadata the directory that is validated
 * @param directory of the report files; null for none
 * @param gitHub empty outside of GitHub Actions
 * @param commands for the runner of a CI go there, as they must begin their lines
 */
record ValidationReports(
        Path metadata,
        @Nullable Path directory,
        FailOn failOn,
        Optional<GitHubRun> gitHub,
        Log log,
        PrintStream commands) {

    /** @param properties of the system; Maven has the environment there, each variable after {@code env.} */
    static ValidationReports of(
            Path metadata, @Nullable File directory, FailOn failOn, Properties properties, Log log) {
        return new ValidationReports(
                metadata,
                directory == null ? null : directory.toPath(),
                failOn,
                GitHubRun.of(
                        properties.getProperty("env.GITHUB_ACTIONS"),
                        properties.getProperty("env.GITHUB_STEP_SUMMARY")),
                log,
                // Maven 4 would write "[INFO] [stdout]" before each line of System.out
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    /** A finding, as soon as it is found. */
    void found(Problem finding) {
        if (finding.severity() == Severity.ERROR) {
            log.error(finding.toString());
        } else {
            log.warn(finding.toString());
        }
    }

    /** The validation has looked at everything. */
    void finished(ValidateResult result) {
        Outcome outcome = new Outcome(result, failOn);
        FindingSummary.lines(outcome).forEach(log::info);
        report(outcome);
    }

    /** The validation could not be made. */
    void stopped(RegistryException e) {
        report(Outcome.stopped(e.problems(), metadata.toString(), failOn));
    }

    private void report(Outcome outcome) {
        String prefix = prefix();
        if (directory != null) {
            ReportFiles.write(directory, outcome, prefix);
            log.info("Wrote the reports into " + directory);
        }
        gitHub.ifPresent(run -> run.report(outcome, prefix).forEach(commands::println));
    }

    /** Of the metadata in the git repository that it is in, if it is in one. */
    private String prefix() {
        Path inside = metadata.toAbsolutePath().normalize();
        for (Path root = inside; root != null; root = root.getParent()) {
            if (Files.exists(root.resolve(".git"))) {
                String path = root.relativize(inside).toString().replace(File.separatorChar, '/');
                return path.isEmpty() ? "" : path + "/";
            }
        }
        return "";
    }
}
