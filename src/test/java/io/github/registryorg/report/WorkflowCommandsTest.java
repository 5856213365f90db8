package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.ChangeText;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands for the runner of GitHub Actions, decoded as it decodes them. */
class WorkflowCommandsTest {

    /** A command as the runner has understood it. */
    private record Understood(String command, Map<String, String> properties, String data) {}

    /** The rule of the runner: only at the beginning of a line, percent signs decoded last. */
    private static Optional<Understood> understood(String line) {
        String message = line.stripLeading();
        int end = message.startsWith("::") ? message.indexOf("::", 2) : -1;
        if (end < 0) {
            return Optional.empty();
        }
        String[] info = message.substring(2, end).split(" ", 2);
        Map<String, String> properties = new HashMap<>();
        for (String property : (info.length < 2 ? "" : info[1].strip()).split(",")) {
            String[] pair = property.split("=", 2);
            if (pair.length == 2) {
                properties.put(
                        pair[0],
                        pair[1].replace("%0D", "\r")
                                .replace("%0A", "\n")
                                .replace("%3A", ":")
                                .replace("%2C", ",")
                                .replace("%25", "%"));
            }
        }
        String data = message.substring(end + 2)
                .replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%25", "%");
        return Optional.of(new Understood(info[0], properties, data));
    }

    @Test
    void finding_ofAFile_isAnAnnotationOfIt() {
        Problem finding = Outcomes.finding(ProblemCode.TAG_INVALID, "acme/app/manifests/1,0:%2C/README.md", 3);
        List<String> lines = WorkflowCommands.of(Outcomes.of(FailOn.ERROR, List.of(), finding), "sub/");

        assertThat(lines)
                .containsExactly("::error file=sub/acme/app/manifests/1%2C0%3A%252C/README.md,line=3,title=TAG_INVALID"
                        + "::acme/app: is \"wrong\" & <odd>. Fix it.");
        assertThat(understood(lines.get(0)))
                .contains(new Understood(
                        "error",
                        Map.of("file", "sub/acme/app/manifests/1,0:%2C/README.md", "line", "3", "title", "TAG_INVALID"),
                        "acme/app: is \"wrong\" & <odd>. Fix it."));
    }

    @Test
    void finding_aboutItsFile_doesNotNameItTwice() {
        Problem finding = Problem.of(ProblemCode.FILE_STRAY, "acme/x", "is not a file of a repository")
                .at("acme/x");
        assertThat(WorkflowCommands.of(Outcomes.of(FailOn.ERROR, List.of(), finding), ""))
                .containsExactly("::error file=acme/x,line=1,title=FILE_STRAY::is not a file of a repository.");
    }

    @Test
    void findings_ofStrangers_issueNoCommands() {
        Outcome outcome = Outcomes.hostile();
        List<String> lines = WorkflowCommands.of(outcome, "");
        assertThat(lines).hasSize(2).allMatch(line -> line.lines().count() == 1);
        for (int i = 0; i < 2; i++) {
            Understood understood = understood(lines.get(i)).orElseThrow();
            Problem problem = outcome.findings().get(i);
            assertThat(understood.properties()).containsOnlyKeys("file", "line", "title");
            assertThat(understood.properties().get("file"))
                    .isEqualTo(problem.location().file());
            assertThat(understood.data()).isEqualTo(FindingText.whole(problem)).doesNotContain("\n", "##");
        }
    }

    /** The runner looks for commands of its older form, {@code ##[add-mask]}, anywhere in a line. */
    @Test
    void logLine_withTextOfStrangers_hasNoCommand() {
        for (Problem problem : Outcomes.hostile().findings()) {
            assertThat(problem.toString().lines()).hasSize(1);
            assertThat(understood("[ERROR] " + problem)).isEmpty();
            assertThat(problem.toString()).doesNotContain("##[");
        }
        assertThat(ChangeText.lines(Outcomes.hostile().changes())).hasSize(2).allSatisfy(line -> {
            assertThat(line.lines()).hasSize(1);
            assertThat(line).doesNotContain("##[");
        });
    }

    @Test
    void findings_beyondTheLimit_areCountedInTheEnd() {
        List<String> lines = WorkflowCommands.of(Outcomes.huge(3000, 25), "");

        assertThat(lines.stream().map(line -> understood(line).orElseThrow().command()))
                .containsSubsequence("error", "warning", "notice")
                .filteredOn("error"::equals)
                .hasSize(10);
        assertThat(lines).hasSize(21);
        assertThat(lines.subList(0, 3)).allMatch(line -> line.contains("title=DIGEST_INVALID"));
        assertThat(lines.get(20))
                .isEqualTo("::notice title=registry%3Avalidate::Not shown here: 2,990 errors, 15 warnings."
                        + " The log of this step and its summary have more.");
    }
}
