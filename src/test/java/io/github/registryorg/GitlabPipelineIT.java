package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.event.CiEvent;
import io.github.registryorg.event.CiEvents;
import io.github.registryorg.event.EventCommits;
import io.github.registryorg.file.WholeFile;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.starter.Starters;
import io.github.registryorg.testkit.CiSteps;
import io.github.registryorg.testkit.NodePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline that {@code registry:init} writes for GitLab, with a Maven that only says what it was run with. */
class GitlabPipelineIT {

    @TempDir
    Path temporary;

    private GitDirectoryFixture registry;
    private GitDirectoryFixture server;

    @BeforeEach
    void begin() throws IOException {
        server = GitDirectoryFixture.at(Files.createDirectories(temporary.resolve("server/acme/registry.git")));
        server.git("init", "-q", "--bare", "-b", "main", ".");
        registry = GitDirectoryFixture.init(temporary.resolve("registry"))
                .file("registry.yaml", "formatVersion: 1\n")
                .file("pom.xml", "<project/>");
    }

    /** @param mvn what it does, given its arguments */
    private CiSteps.Ended run(String job, Path work, String mvn, Map<String, String> variables) throws IOException {
        Path program = temporary.resolve("bin/mvn");
        WholeFile.write(program, ("#!/bin/sh\necho \"mvn $*\"\n" + mvn + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", program.getParent() + ":" + System.getenv("PATH"));
        CiSteps.Ended ended = CiSteps.gitlab(pipeline(), job).run(work, environment, Map.of());
        assertThat(ended.output()).doesNotContain("secret-of-ci");
        return ended;
    }

    /** That of the registry whose site goes to GitLab Pages. */
    private Path pipeline() {
        Path pipeline = temporary.resolve("pipeline.yml");
        WholeFile.write(
                pipeline, Starters.file("gitlab-pages", ".gitlab-ci.yml").bytes());
        return pipeline;
    }

    /** All of both kinds, by a program that reads pipelines as GitLab does, and has its published schema. */
    @Test
    void pipelines_written_fitTheirSchema() {
        List<String> texts = new ArrayList<>(Starters.texts("\\.gitlab-ci\\.yml"));
        assertThat(texts).hasSizeGreaterThan(40);
        texts.add("build:\n  script: [make]\n  tiemout: 1 hour\n");
        GitDirectoryFixture project = GitDirectoryFixture.init(temporary.resolve("project"));
        List<String> arguments = new ArrayList<>();
        arguments.add(
                NodePackage.file("gitlab-ci-local/package.json").getParent().toString());
        for (String text : texts) {
            String file = arguments.size() + ".yml";
            project.file(file, text);
            arguments.add(file);
        }
        List<JsonNode> judged = NodePackage.run("pipelines.js", project.directory(), arguments);
        assertThat(judged).hasSameSizeAs(texts);
        for (int i = 0; i < judged.size() - 1; i++) {
            String text = texts.get(i);
            assertThat(judged.get(i).get("errors")).as(text).isEmpty();
            assertThat(judged.get(i).get("jobs"))
                    .as(text)
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder(
                            text.contains("\npages:\n")
                                    ? new String[] {"validate", "pages", "errors", "scrub"}
                                    : text.contains("\nvalidate:\n")
                                            ? new String[] {"validate", "site", "deploy", "errors", "scrub"}
                                            : new String[] {"build", "publish"});
        }
        assertThat(judged.get(judged.size() - 1).get("errors").toString()).contains("/build must NOT have additional");
    }

    private Path work() throws IOException {
        return Files.createDirectories(temporary.resolve("builds/work"));
    }

    private Map<String, String> mergeRequest(Path work, String head) {
        return Map.of(
                "GITLAB_CI", "true",
                "CI_PROJECT_DIR", work.toString(),
                "CI_SERVER_URL", "https://gitlab.example",
                "CI_JOB_TOKEN", "secret-of-ci",
                "CI_COMMIT_SHA", head,
                "CI_MERGE_REQUEST_IID", "7",
                "CI_MERGE_REQUEST_PROJECT_PATH", "acme/registry",
                "CI_MERGE_REQUEST_PROJECT_URL", "file://" + temporary.resolve("server/acme/registry"),
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main",
                "CI_MERGE_REQUEST_DIFF_BASE_SHA", head);
    }

    @Test
    void contribution_proposed_isReadBesideTheBase() throws IOException {
        String start = registry.commit("The registry");
        registry.branch("topic");
        String head =
                registry.file("evil.txt", "evil").file("pom.xml", "<evil/>").commit("A contribution");
        registry.git("push", "-q", server.directory().toString(), "HEAD:refs/merge-requests/7/head");
        registry.git("switch", "-q", "main");
        String newest = registry.file("acme/app/README.md", "---\n---\n").commit("Meanwhile");
        registry.git("push", "-q", server.directory().toString(), "main");
        Path work = work();
        Files.writeString(work.resolve("left.txt"), "by the job before");
        Files.createDirectories(work.resolve(".git/hooks"));
        Files.writeString(work.resolve(".git/config"), "[core]\n\tfsmonitor = touch evil\n");
        Map<String, String> variables = new HashMap<>(mergeRequest(work, head));
        variables.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", start);

        CiSteps.Ended ended = run("validate", work, "", variables);

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("mvn -B -ntp registry:validate -Dregistry.reports=target/reports");
        assertThat(work).isDirectoryNotContaining(path -> path.toString().matches(".*/(evil|evil.txt|left.txt)"));
        assertThat(work.resolve("pom.xml")).hasContent("<project/>");
        // what the goal makes of it
        CiEvent event = CiEvents.of(variables, work, false).orElseThrow();
        EventCommits commits = EventCommits.in(work, event.range());
        assertThat(commits.base()).isEqualTo("refs/remotes/origin/main");
        assertThat(GitDirectoryFixture.at(work).git("rev-parse", commits.base(), commits.head()))
                .isEqualTo(newest + "\n" + head);
    }

    @Test
    void contribution_refused_failsThePipeline() throws IOException {
        String head = registry.commit("The registry");
        registry.git("push", "-q", server.directory().toString(), "main", "HEAD:refs/merge-requests/7/head");
        Path work = work();

        assertThat(run("validate", work, "exit 1", mergeRequest(work, head)).exit())
                .isEqualTo(1);
    }

    private CiSteps.Ended deploy(Path work, String validation) throws IOException {
        return run(
                "pages",
                work,
                "case \"$*\" in\n*registry:validate*) cat target/verdict.json 2> /dev/null; " + validation + ";;\n"
                        + "*registry:site*) mkdir -p target/registry-site; echo made > target/registry-site/index.html;;\nesac",
                Map.of("CI_COMMIT_BRANCH", "main"));
    }

    @Test
    void registry_withErrors_isDeployedAndFailsAtTheEnd() throws IOException {
        Path work = work();
        CiSteps.Ended good = deploy(work, "echo first > target/verdict.json");
        assertThat(good.exit()).as(good.output()).isZero();
        assertThat(good.output().lines())
                .containsExactly(
                        "mvn -B -ntp registry:validate -Dregistry.verdict=target/verdict.json",
                        "mvn -B -ntp registry:site -Dregistry.verdict=target/verdict.json");
        assertThat(work.resolve("public/index.html")).hasContent("made");
        assertThat(run("errors", work, "", Map.of()).exit()).isZero();

        // the verdict is what the cache brings
        CiSteps.Ended bad = deploy(work, "echo second > target/verdict.json; exit 1");
        assertThat(bad.exit()).as(bad.output()).isZero();
        assertThat(bad.output()).contains("\nfirst\n");
        assertThat(work.resolve("public/index.html")).hasContent("made");
        // the artifacts of that job
        CiSteps.Ended errors = run("errors", work, "", Map.of());
        assertThat(errors.exit()).isEqualTo(1);
        assertThat(errors.output()).contains("registry:validate found errors");
    }

    @Test
    void registry_withoutAVerdict_isNotDeployed() throws IOException {
        CiSteps.Ended ended = deploy(work(), "exit 1");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("has made no verdict").doesNotContain("registry:site");
    }
}
