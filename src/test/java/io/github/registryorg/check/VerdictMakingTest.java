package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.verdict.CommitId;
import io.github.registryorg.verdict.Reason;
import io.github.registryorg.verdict.Verdict;
import io.github.registryorg.verdict.VerdictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdict names the commit at which each repository is good, and keeps the one at which a broken one was. */
class VerdictMakingTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");
    private static final RepositoryName LIB = RepositoryName.parse("acme/lib");
    private static final Problem ERROR = Problem.of(ProblemCode.TAG_INVALID, "acme/app:1", "is wrong");

    @TempDir
    Path temporary;

    private final List<Problem> problems = new ArrayList<>();
    private final RepositoryFindings findings = new RepositoryFindings(List.of(APP, LIB));
    private Path root;
    private Path file;

    @BeforeEach
    void begin() {
        root = temporary.resolve("registry");
        file = temporary.resolve("verdict.json");
    }

    private GitDirectoryFixture git() {
        return GitDirectoryFixture.quick(root)
                .file("acme/app/README.md", "# App\n")
                .file("acme/lib/README.md", "# Lib\n")
                .file("notes.txt", "notes");
    }

    private Verdict verdict(Path directory) {
        problems.clear();
        VerdictMaking.write(directory, file, findings, problems::add);
        return VerdictFile.read(file).orElseThrow();
    }

    @Test
    void repository_asTheCommitHasIt_isGoodAtIt() {
        CommitId commit = new CommitId(git().commit("All"));
        Verdict verdict = verdict(root);

        assertThat(verdict.commit()).contains(commit);
        assertThat(verdict.of(APP).lastGood()).contains(commit);
        assertThat(verdict.of(LIB).lastGood()).contains(commit);
        assertThat(problems).isEmpty();
    }

    @Test
    void repository_broken_keepsTheCommitOfTheRunBefore() {
        GitDirectoryFixture git = git();
        CommitId good = new CommitId(git.commit("Good"));
        verdict(root);
        CommitId bad = new CommitId(git.file("acme/app/README.md", "# Other\n").commit("Bad"));
        findings.add(APP, Reason.Kind.STRUCTURE, ERROR);

        Verdict verdict = verdict(root);
        assertThat(verdict.of(APP).heldBack()).isTrue();
        assertThat(verdict.of(APP).lastGood()).contains(good);
        assertThat(verdict.of(LIB).lastGood()).contains(bad);
    }

    @Test
    void repository_changedAndNotCommitted_isNotSaidToBeGoodAtTheCommit() {
        GitDirectoryFixture git = git();
        String commit = git.commit("All");
        git.file("acme/lib/README.md", "# Other\n").file("notes.txt", "others");

        Verdict verdict = verdict(root);
        assertThat(verdict.of(LIB).lastGood()).isEmpty();
        assertThat(verdict.of(APP).lastGood()).contains(new CommitId(commit));
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("VERDICT_UNUSABLE registry.verdict: does not say that acme/lib is good at "
                        + commit.substring(0, 10)
                        + ": its files are not those of the commit. Commit them, and validate again.");

        git.file("acme/app/README.md", "# Other\n");
        verdict(root);
        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.what()).startsWith("does not say that acme/app and 1 more is good at "));
    }

    @Test
    void registry_belowItsGitRepository_isJudgedByWhatIsInIt() {
        GitDirectoryFixture git = GitDirectoryFixture.quick(temporary.resolve("all"));
        git.file("registry/acme/app/README.md", "# App\n")
                .file("registry/acme/lib/README.md", "# Lib\n")
                .file("acme/lib/README.md", "# Of no registry\n");
        CommitId commit = new CommitId(git.commit("All"));
        git.file("registry/acme/app/README.md", "# Other\n").file("acme/lib/README.md", "# Other\n");

        Verdict verdict = verdict(git.directory().resolve("registry"));
        assertThat(verdict.of(APP).lastGood()).isEmpty();
        assertThat(verdict.of(LIB).lastGood()).contains(commit);
    }

    @Test
    void registry_outsideGit_hasNoCommitAndAWarning() throws IOException {
        Files.createDirectories(root);
        Verdict verdict = verdict(root);

        assertThat(verdict.commit()).isEmpty();
        assertThat(verdict.of(APP).lastGood()).isEmpty();
        assertThat(verdict.of(APP).heldBack()).isFalse();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith(
                                "VERDICT_UNUSABLE registry.verdict: names no commit at which repositories are good: "));
    }

    @Test
    void verdict_ofTheRunBefore_thatIsBroken_isReplacedWithAWarning() throws IOException {
        CommitId commit = new CommitId(git().commit("All"));
        Files.writeString(file, "{\"schemaVersion\": 7}");

        assertThat(verdict(root).of(APP).lastGood()).contains(commit);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.VERDICT_UNUSABLE);
            assertThat(problem.hint()).startsWith("It is replaced.");
        });
        verdict(root);
        assertThat(problems).isEmpty();
    }

    @Test
    void verdict_thatCanNotBeWritten_isAnError() throws IOException {
        git().commit("All");
        Files.createDirectory(file);

        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> verdict(root));
    }
}
