package io.github.registryorg.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CIs say of a run, by their documentation, and what may only look like that. */
class CiEventsTest {

    private static final String BASE = "a".repeat(40);
    private static final String HEAD = "b".repeat(40);

    @TempDir
    Path directory;

    private Map<String, String> actions(String name, String payload) throws IOException {
        Path file = Files.writeString(directory.resolve("event.json"), payload);
        Map<String, String> environment = new HashMap<>();
        environment.put("GITHUB_EVENT_NAME", name);
        environment.put("GITHUB_EVENT_PATH", file.toString());
        environment.put("GITHUB_REPOSITORY", "acme/registry");
        environment.put("GITHUB_SERVER_URL", "https://github.com");
        return environment;
    }

    private static String pull(String number, String base, String head) {
        return """
                {"action": "synchronize", "number": 5,
                 "pull_request": {"number": %s, "user": {"login": "mallory", "id": 66, "type": "User"},
                  "head": {"ref": "topic", "sha": %s, "repo": {"full_name": "mallory/registry"}},
                  "base": {"ref": "main", "sha": %s, "repo": {"full_name": "acme/registry"}}},
                 "repository": {"full_name": "acme/registry", "default_branch": "main"},
                 "sender": {"login": "carol", "id": 77, "type": "User"}}
                """.formatted(number, head, base);
    }

    private static String pull() {
        return pull("5", "\"" + BASE + "\"", "\"" + HEAD + "\"");
    }

    private Optional<CiEvent> event(Map<String, String> environment) {
        return event(environment, false);
    }

    private Optional<CiEvent> event(Map<String, String> environment, boolean isForBase) {
        try {
            Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(environment);
        all.put(environment.containsKey("GITLAB_CI") ? "CI_PROJECT_DIR" : "GITHUB_WORKSPACE", directory.toString());
        return CiEvents.of(all, directory, isForBase);
    }

    @ParameterizedTest
    @CsvSource({"pull_request_target, false", "pull_request, true"})
    void pullRequest_ofGitHub_hasItsCommitsAndSender(String name, boolean isAdvice) throws IOException {
        CiEvent event = event(actions(name, pull())).orElseThrow();

        assertThat(event.forge()).isEqualTo(ForgeKind.GITHUB);
        assertThat(event.range()).isEqualTo(new CiEvent.CommitRange(BASE, "main", HEAD));
        assertThat(event.pullRequest()).hasValue(5);
        assertThat(event.senders()).containsExactly(new ForgeUser(77, "carol"));
        assertThat(event.isAdvice()).isEqualTo(isAdvice);
        assertThat(event).hasToString(name + " of acme/registry#5");
    }

    @Test
    void pullRequest_thatSomebodyLabels_hasNoSender() throws IOException {
        String labeled = pull().replace("synchronize", "labeled");
        assertThat(event(actions("pull_request_target", labeled)).orElseThrow().senders())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FORGEJO_ACTIONS", "GITEA_ACTIONS"})
    void pullRequest_ofForgejo_isAsOfGitHub(String variable) throws IOException {
        Map<String, String> environment = actions("pull_request_target", pull().replace("synchronize", "synchronized"));
        environment.put(variable, "true");
        environment.put("GITHUB_SERVER_URL", "https://codeberg.org/");
        CiEvent event = event(environment).orElseThrow();

        assertThat(event.forge()).isEqualTo(ForgeKind.FORGEJO);
        assertThat(event.web()).hasToString("https://codeberg.org/");
        assertThat(event.senders()).hasSize(1);
    }

    private static String queued(String ref) {
        return """
                {"action": "checks_requested",
                 "merge_group": {"head_sha": "%s", "head_ref": "%s", "base_sha": "%s", "base_ref": "refs/heads/main"},
                 "repository": {"full_name": "acme/registry"}, "sender": {"login": "alice", "id": 1001}}
                """.formatted(HEAD, ref, BASE);
    }

    @Test
    void mergeGroup_ofOnePullRequest_namesIt() throws IOException {
        String ref = "refs/heads/gh-readonly-queue/main/pr-104-" + BASE;
        CiEvent event = event(actions("merge_group", queued(ref))).orElseThrow();

        assertThat(event.range()).isEqualTo(new CiEvent.CommitRange(BASE, null, HEAD));
        assertThat(event.pullRequest()).hasValue(104);
        assertThat(event.senders()).isEmpty();
        assertThat(event.isAdvice()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/gh-readonly-queue/main/pr-104-0123", "refs/heads/other", "pr-1-x", ""})
    void mergeGroup_thatMayHaveMore_namesNone(String ref) throws IOException {
        CiEvent event = event(actions("merge_group", queued(ref))).orElseThrow();
        assertThat(event.pullRequest()).isEmpty();
        assertThat(event.namesContributor()).isFalse();
    }

    @Test
    void push_withoutABase_isNoContribution() throws IOException {
        String push = """
                {"ref": "refs/heads/topic", "repository": {"full_name": "acme/registry", "default_branch": "main"},
                 "sender": {"login": "bob", "id": 1002}}
                """;
        assertThat(event(actions("push", push))).isEmpty();
        CiEvent event = event(actions("push", push), true).orElseThrow();
        assertThat(event.range()).isNull();
        assertThat(event.senders()).containsExactly(new ForgeUser(1002, "bob"));
        assertThat(event.isAdvice()).isTrue();
        assertThat(event(actions("push", push.replace("topic", "main")), true)
                        .orElseThrow()
                        .isAdvice())
                .isFalse();
    }

    @Test
    void dispatch_withTheNumberOfAPullRequest_namesIt() throws IOException {
        String dispatch = "{\"inputs\": {\"pull\": \"7\"}, \"repository\": {\"full_name\": \"acme/registry\"}}";
        assertThat(event(actions("workflow_dispatch", dispatch), true)
                        .orElseThrow()
                        .pullRequest())
                .hasValue(7);
        assertThat(event(actions("workflow_dispatch", dispatch))).isEmpty();
        assertThat(event(actions("workflow_dispatch", dispatch.replace("7", "7/../8")), true))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "issue_comment", ""})
    void event_ofNoContribution_isEmpty(String name) throws IOException {
        assertThat(event(actions(name, "not read"))).isEmpty();
        assertThat(event(Map.of())).isEmpty();
    }

    private static Map<String, String> gitLab() {
        Map<String, String> environment = new HashMap<>();
        environment.put("GITLAB_CI", "true");
        environment.put("CI_SERVER_URL", "https://gitlab.example/forge");
        environment.put("CI_MERGE_REQUEST_IID", "3");
        environment.put("CI_MERGE_REQUEST_PROJECT_PATH", "acme/tools/registry");
        environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
        environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "");
        environment.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", BASE);
        environment.put("CI_COMMIT_SHA", HEAD);
        return environment;
    }

    @Test
    void mergeRequest_ofGitLab_isByItsVariables() {
        CiEvent detached = event(gitLab()).orElseThrow();
        assertThat(detached.range()).isEqualTo(new CiEvent.CommitRange(BASE, "main", HEAD));
        assertThat(detached.isAdvice()).isTrue();
        assertThat(detached).hasToString("merge_request_event of acme/tools/registry!3");

        Map<String, String> merged = gitLab();
        merged.put("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "c".repeat(40));
        merged.put("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "d".repeat(40));
        assertThat(event(merged).orElseThrow().range())
                .isEqualTo(new CiEvent.CommitRange("c".repeat(40), "main", "d".repeat(40)));
        merged.remove("CI_MERGE_REQUEST_IID");
        assertThat(event(merged)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CI_MERGE_REQUEST_IID, 3/notes",
        "CI_MERGE_REQUEST_PROJECT_PATH, ../../users",
        "CI_MERGE_REQUEST_PROJECT_PATH, acme",
        "CI_COMMIT_SHA, HEAD",
        "CI_SERVER_URL, file:///etc",
        "CI_SERVER_URL, https://gitlab.example/?x=y"
    })
    void variable_hostile_isRefused(String name, String value) {
        Map<String, String> environment = gitLab();
        environment.put(name, value);
        refused(environment, name);
    }

    private void refused(Map<String, String> environment, String message) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> event(environment))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .satisfies(e -> assertThat(e.problem().hint()).contains("registry.contributor"))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "0, `\"aa\"`, `\"bb\"`, number of a pull request",
                "-1, `\"aa\"`, `\"bb\"`, number of a pull request",
                "1e99, `\"aa\"`, `\"bb\"`, number of a pull request",
                "5.0, `\"aa\"`, `\"bb\"`, number of a pull request",
                "`\"5\"`, `\"aa\"`, `\"bb\"`, number of a pull request",
                "`{}`, `\"aa\"`, `\"bb\"`, number of a pull request",
                "5, 7, `\"bb\"`, commit of the base",
                "5, `[\"aa\"]`, `\"bb\"`, commit of the base",
                "5, `\"aa\"`, null, commit of the base",
                "5, `\"main\"`, `\"bb\"`, commit of the base",
            })
    void value_ofTheWrongType_isRefused(String number, String base, String head, String message) throws IOException {
        refused(actions("pull_request_target", pull(number, base, head)), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{\"a\":1,\"a\":2}", "\u0000"})
    void file_thatIsNoEvent_isRefused(String payload) throws IOException {
        refused(actions("pull_request_target", payload), "event.json");
    }

    @Test
    void file_deep_isRefused() throws IOException {
        refused(actions("pull_request_target", "{\"a\":".repeat(100_000)), "is not the event of a forge");
    }

    @Test
    void file_huge_isRefused() throws IOException {
        refused(actions("pull_request_target", " ".repeat(ActionsEvent.MAX_SIZE + 1)), "has more than");
    }

    @Test
    void file_thatIsALinkOrAbsent_isRefused() throws IOException {
        Map<String, String> environment = actions("pull_request_target", pull());
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("event.json"));
        environment.put("GITHUB_EVENT_PATH", link.toString());
        refused(environment, "is not an ordinary file");
        environment.put("GITHUB_EVENT_PATH", directory.resolve("none").toString());
        refused(environment, "does not exist");
        environment.put("GITHUB_EVENT_PATH", "/");
        refused(environment, "is not a file");
        environment.put("GITHUB_EVENT_PATH", "\u0000");
        refused(environment, "is not a path");
    }

    @Test
    void event_ofAnotherRepository_isRefused() throws IOException {
        refused(
                actions("pull_request_target", pull().replace("acme/registry", "mallory/registry")),
                "is of mallory/registry, and the run is of acme/registry");
        refused(
                actions("pull_request_target", pull().replace("\"base\"", "\"was\"")),
                "is of no repository, and the run is of acme/registry");
    }

    @Test
    void name_withNul_isNeverACommitOrABranch() throws IOException {
        refused(
                actions("pull_request_target", pull("5", "\"" + BASE + "\\u0000\"", "\"" + HEAD + "\"")),
                "commit of the base");
        CiEvent event = event(
                        actions("pull_request_target", pull().replace("\"main\", \"sha\"", "\"m^{/x}\", \"sha\"")))
                .orElseThrow();
        assertThat(event.range()).isEqualTo(new CiEvent.CommitRange(BASE, null, HEAD));
    }

    @Test
    void event_ofAnotherDirectory_isNotRead() throws IOException {
        Map<String, String> environment = actions("pull_request_target", "not read");
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), checkout);
        environment.put("GITHUB_WORKSPACE", link.toString());
        Files.createDirectories(checkout.resolve("target/registry"));
        assertThat(CiEvents.of(environment, checkout, true)).isEmpty();
        Files.writeString(checkout.resolve("registry.yaml"), "formatVersion: 1\n");
        assertThat(CiEvents.of(environment, checkout.resolve("target/registry"), true))
                .isEmpty();
        assertThat(CiEvents.of(environment, directory, true)).isEmpty();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> CiEvents.of(environment, checkout, true))
                .withMessageContaining("is not the event of a forge");
    }

    /** Without the event, what is behind the link would be judged as nobody's contribution. */
    @ParameterizedTest
    @ValueSource(strings = {"link", "link/below", "inside/../link"})
    void registry_behindALinkOutOfTheWorkspace_isRefused(String name) throws IOException {
        Map<String, String> environment = actions("pull_request_target", pull());
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        Path outside = Files.createDirectories(directory.resolve("outside/below"));
        Files.writeString(outside.resolve("registry.yaml"), "formatVersion: 1\n");
        Files.createDirectory(checkout.resolve("inside"));
        Files.createSymbolicLink(checkout.resolve("link"), outside.getParent());
        Files.createSymbolicLink(directory.resolve("workspace"), checkout);
        for (String workspace : List.of("checkout", "workspace")) {
            environment.put("GITHUB_WORKSPACE", directory.resolve(workspace).toString());
            Path metadata = directory.resolve(workspace).resolve(name);
            for (boolean isForBase : List.of(false, true)) {
                assertThatExceptionOfType(RegistryException.class)
                        .isThrownBy(() -> CiEvents.of(environment, metadata, isForBase))
                        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                        .withMessageContaining("by a symbolic link, " + directory.toRealPath());
            }
        }
        // what is named itself is what the user means, and of a push nobody contributes anything
        assertThat(CiEvents.of(environment, outside, true)).isEmpty();
        environment.put("GITHUB_EVENT_NAME", "push");
        assertThat(CiEvents.of(environment, checkout.resolve(name), false)).isEmpty();
    }

    /** The run of a pull request whose head is checked out: it removes what the base has. */
    private Map<String, String> removal(GitDirectoryFixture git) throws IOException {
        base = git.commit("The registry");
        git.branch("topic");
        Files.delete(git.directory().resolve("registry/registry.yaml"));
        String head = git.commit("Remove the settings");
        Map<String, String> environment =
                actions("pull_request_target", pull("5", "\"" + base + "\"", "\"" + head + "\""));
        environment.put("GITHUB_WORKSPACE", git.directory().toString());
        return environment;
    }

    private String base;

    private GitDirectoryFixture registry() {
        return GitDirectoryFixture.init(directory.resolve("clone"))
                .file("registry/registry.yaml", "formatVersion: 1\n")
                .file("registry/acme/app/README.md", "---\n---\n");
    }

    @Test
    void registry_whoseSettingsAContributionRemoves_isStillAbout() throws IOException {
        GitDirectoryFixture git = registry();
        Map<String, String> environment = removal(git);
        Path metadata = git.directory().resolve("registry");

        assertThat(CiEvents.of(environment, metadata, false).orElseThrow().range())
                .extracting(CiEvent.CommitRange::base)
                .isEqualTo(base);
        assertThat(CiEvents.of(environment, metadata, true)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void registry_inPlaceOfTheOneThatAContributionRemoves_isRefused(boolean isForBase) throws IOException {
        GitDirectoryFixture git = registry().file("registry/target/registry/acme/app/README.md", "---\n---\n");
        Map<String, String> environment = removal(git);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(
                        () -> CiEvents.of(environment, git.directory().resolve("registry/target/registry"), isForBase))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining("registry.yaml: was removed by this contribution");
    }

    @Test
    void registry_whoseBaseIsNotFetched_isRefusedWithoutSettings() throws IOException {
        GitDirectoryFixture git = registry();
        Map<String, String> environment = removal(git);
        GitDirectoryFixture shallow = GitDirectoryFixture.at(directory.resolve("shallow"));
        git.git(
                "clone",
                "-q",
                "--depth=1",
                "file://" + git.directory(),
                shallow.directory().toString());
        environment.put("GITHUB_WORKSPACE", shallow.directory().toString());
        Path metadata = shallow.directory().resolve("registry");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> CiEvents.of(environment, metadata, false))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining("this clone does not have the base");
        // what a build has written
        Path built = Files.createDirectories(shallow.directory().resolve("target/registry"));
        assertThat(CiEvents.of(environment, built, false)).isEmpty();
    }

    @Test
    void build_ofAnotherRepository_isNotAbout() throws IOException {
        GitDirectoryFixture git =
                GitDirectoryFixture.init(directory.resolve("clone")).file("pom.xml", "<project/>");
        String commit = git.commit("A build");
        Map<String, String> environment = gitLab();
        environment.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", commit);
        environment.put("CI_COMMIT_SHA", commit);
        environment.put("CI_PROJECT_DIR", git.directory().toString());

        assertThat(CiEvents.of(environment, git.directory(), false)).isEmpty();
        Path built = Files.createDirectories(git.directory().resolve("target/registry"));
        assertThat(CiEvents.of(environment, built, false)).isEmpty();
    }

    @Test
    void workspace_thatIsNotAPath_isRefused() throws IOException {
        Map<String, String> environment = actions("pull_request_target", pull());
        environment.put("GITHUB_WORKSPACE", "\u0000");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> CiEvents.of(environment, directory, false))
                .withMessageContaining("GITHUB_WORKSPACE: is not a path");
    }
}
