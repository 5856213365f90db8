package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step of GitHub Actions gets. */
class GitHubRunTest {

    @TempDir
    Path directory;

    @Test
    void environment_ofAnotherMachine_isNotGitHub() {
        assertThat(GitHubRun.of(null, null)).isEmpty();
        assertThat(GitHubRun.of("false", "summary")).isEmpty();
        assertThat(GitHubRun.of("true", "")).contains(new GitHubRun(null));
    }

    @Test
    void summary_ofAStep_isAppendedAndStaysBelowTheLimit() throws IOException {
        Path summary = Files.writeString(directory.resolve("summary"), "Of others.\n");
        GitHubRun run = GitHubRun.of("true", summary.toString()).orElseThrow();

        run.report(Outcomes.ordinary(), "");
        assertThat(summary).content().startsWith("Of others.\n<!-- registry:validate -->\n## Failed");

        Outcome huge = Outcomes.huge(20_000, 10_000);
        for (int i = 0; i < 3; i++) {
            run.report(huge, "");
        }
        assertThat(summary).content().contains("Left out here, as less important");
        assertThat(Files.size(summary)).isBetween(800_000L, 1L << 20);
    }

    @Test
    void annotations_withoutASummary_arePrinted() {
        assertThat(new GitHubRun(null).report(Outcomes.ordinary(), "")).hasSize(5);
    }
}
