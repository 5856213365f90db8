package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.BlobCounts;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.report.CodePage;
import io.github.registryorg.report.GitHubRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the outcome of a validation goes beside the log. */
class ValidationReportsTest {

    @TempDir
    Path directory;

    @Test
    void outcome_onGitHub_hasAnnotationsAtTheBeginningOfLinesAndASummary() throws IOException {
        Files.createDirectories(directory.resolve(".git"));
        Path summary = directory.resolve("summary.md");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RecordingLog log = new RecordingLog();
        ValidationReports reports = new ValidationReports(
                directory.resolve("sub/registry"),
                null,
                FailOn.ERROR,
                Optional.of(new GitHubRun(summary)),
                log,
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        Problem finding =
                Problem.of(ProblemCode.TAG_INVALID, "é", "is not a tag").at(new Location("acme/app/README.md", 3));

        reports.finished(
                new ValidateResult(1, 1, 0, List.of(finding), List.of(), 0, 0, List.of(), List.of(), BlobCounts.NONE));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("::error file=sub/registry/acme/app/README.md,line=3,title=TAG_INVALID::é: is not a tag."
                        + System.lineSeparator());
        assertThat(summary).content().contains("## Failed: 1 error");
        assertThat(log.lines).containsExactly("INFO What the codes mean: " + CodePage.URL);
    }
}
