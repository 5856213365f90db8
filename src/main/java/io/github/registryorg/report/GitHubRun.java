package io.github.registryorg.report;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of GitHub Actions that the goal runs in.
 *
 * @param summary the file that the step's summary is appended to; null where there is none
 */
public record GitHubRun(@Nullable Path summary) {

    /**
     * Empty outside of GitHub Actions.
     *
     * @param isGitHub the value of {@code GITHUB_ACTIONS}; null where it is not set
     * @param summary the value of {@code GITHUB_STEP_SUMMARY}; null where it is not set
     */
    public static Optional<GitHubRun> of(@Nullable String isGitHub, @Nullable String summary) {
        return Objects.equals(isGitHub, "true")
                ? Optional.of(new GitHubRun(summary == null || summary.isBlank() ? null : Path.of(summary)))
                : Optional.empty();
    }

    /**
     * Appends the outcome to the step's summary, as far as there is room.
     *
     * @param prefix of the metadata in the git repository: empty, or a path that ends with {@code /}
     * @return commands for the runner, one a line, each at the beginning of a line of the output
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}
     */
    public List<String> report(Outcome outcome, String prefix) {
        if (summary != null) {
            append(summary, outcome);
        }
        return WorkflowCommands.of(outcome, prefix);
    }

    private static void append(Path file, Outcome outcome) {
        try {
            long used = Files.exists(file) ? Files.size(file) : 0;
            int room = (int) Math.max(0, MarkdownReport.MAX_SUMMARY - used);
            if (room < MarkdownReport.MIN_SIZE) {
                return;
            }
            Files.write(
                    file,
                    MarkdownReport.of(outcome, room),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Failures.io("writing", file, e);
        }
    }
}
