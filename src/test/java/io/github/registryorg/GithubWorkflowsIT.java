package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.file.WholeFile;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.starter.Starters;
import io.github.registryorg.testkit.CiSteps;
import io.github.registryorg.testkit.NodePackage;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflows that {@code registry:init} writes for GitHub: by GitHub's published schema, and run against its API. */
class GithubWorkflowsIT {

    private static final String MESSAGE =
            "Add \"acme/app\" $(touch evil) `id`\n\nTags: 1.0\nRegistry-Pushed-By: Somebody";

    @TempDir
    Path temporary;

    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** All of both kinds, and those of Forgejo too, which has one more key: its files are of the same form. */
    @Test
    void workflows_written_fitTheirSchema() {
        List<String> texts = new ArrayList<>(Starters.texts(".*/workflows/.*"));
        assertThat(texts).hasSizeGreaterThan(100);
        texts.add("on: push\njobs:\n  test:\n    runs-on: docker\n    steps:\n      - runs: echo\n");
        List<String> arguments = new ArrayList<>();
        arguments.add(
                NodePackage.file("@action-validator/core/action_validator.js").toString());
        for (String text : texts) {
            Path file = temporary.resolve(arguments.size() + ".yml");
            String known = text.replace("\nenable-openid-connect: true\n", "\n");
            WholeFile.write(file, known.getBytes(StandardCharsets.UTF_8));
            arguments.add(file.toString());
        }
        List<JsonNode> errors = NodePackage.run("workflows.js", temporary, arguments);
        assertThat(errors).hasSameSizeAs(texts);
        for (int i = 0; i < errors.size() - 1; i++) {
            assertThat(errors.get(i)).as(texts.get(i)).isEmpty();
        }
        assertThat(errors.get(errors.size() - 1).toString()).contains("'runs' is not allowed");
    }

    @Test
    void branch_pushed_isProposedAndValidated() throws IOException {
        try (LoopbackServer api = github("[]", 201)) {
            CiSteps.Ended ended = propose(api);
            assertThat(ended.exit()).as(ended.output()).isZero();
            assertThat(ended.output()).contains("The pull request is #7.").doesNotContain("secret-of-ci");
            // curl writes escapes in one case or the other
            assertThat(api.requests())
                    .usingElementComparator(String::compareToIgnoreCase)
                    .containsExactly(
                            "GET /repos/acme/registry/pulls?state=open&head=acme%3Aupdate%2Facme%2Bapp",
                            "POST /repos/acme/registry/pulls",
                            "POST /repos/acme/registry/actions/workflows/proposed.yml/dispatches");
            JsonNode pull = sent.get(0);
            assertThat(pull.get("title").asText()).isEqualTo("Add \"acme/app\" $(touch evil) `id`");
            assertThat(pull.get("head").asText()).isEqualTo("update/acme+app");
            assertThat(pull.get("base").asText()).isEqualTo("main");
            assertThat(pull.get("body").asText())
                    .contains("Tags: 1.0", "Registry-Pushed-By: Somebody")
                    .endsWith("Pushed by @alice.");
            assertThat(sent.get(1).toString()).isEqualTo("{\"ref\":\"main\",\"inputs\":{\"pull\":\"7\"}}");
            assertThat(tokens).containsOnly("Bearer secret-of-ci");
        }
    }

    @Test
    void pullRequest_open_isOnlyValidated() throws IOException {
        try (LoopbackServer api = github("[{\"number\":7}]", 201)) {
            assertThat(propose(api).exit()).isZero();
            assertThat(api.requests())
                    .hasSize(2)
                    .noneMatch(request -> request.equals("POST /repos/acme/registry/pulls"));
        }
    }

    @Test
    void pullRequest_thatCannotBeOpened_fails() throws IOException {
        try (LoopbackServer api = github("[]", 403)) {
            CiSteps.Ended ended = propose(api);
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.output())
                    .contains("403", "Let Actions create pull requests")
                    .doesNotContain("secret-of-ci");
        }
    }

    @Test
    void result_ofValidation_isSetOnTheCommit() throws IOException {
        try (LoopbackServer api = github("[]", 201)) {
            CiSteps.Ended ended = CiSteps.github(workflow("proposed"), "report")
                    .run(
                            work(),
                            environment(api),
                            Map.of(
                                    "needs.validate.outputs.head", "0123abcd",
                                    "needs.validate.result", "failure",
                                    "github.server_url", "https://github.com",
                                    "github.repository", "acme/registry",
                                    "github.run_id", "42",
                                    "github.token", "secret-of-ci"));
            assertThat(ended.exit()).as(ended.output()).isZero();
            assertThat(api.requests()).containsExactly("POST /repos/acme/registry/statuses/0123abcd");
            assertThat(sent.get(0).get("state").asText()).isEqualTo("failure");
            assertThat(sent.get(0).get("context").asText()).isEqualTo("validate");
            assertThat(sent.get(0).get("target_url").asText())
                    .isEqualTo("https://github.com/acme/registry/actions/runs/42");
        }
    }

    private static final String REPORT = "<!-- registry:validate -->\n## Failed: 1 error\n\n- `$(touch evil) \"é\"`\n";

    /** Comments of a pull request with these among them, as JSON. */
    private CiSteps.Ended comment(String comments, String head, String report, String pull) throws IOException {
        RealClient.of("jq");
        RealClient.of("curl");
        try (LoopbackServer api = LoopbackServer.start(exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean asked = exchange.getRequestMethod().equals("GET");
            if (!asked) {
                sent.add(PlainJson.READER.readTree(exchange.getRequestBody().readAllBytes()));
            }
            boolean isPull = exchange.getRequestURI().getPath().endsWith("/pulls/7");
            byte[] response = (isPull ? "{\"head\":{\"sha\":\"0123abcd\"}}" : asked ? comments : "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
        })) {
            Path work = work();
            CiSteps.Ended ended = CiSteps.github(workflow("validate"), "comment")
                    .run(
                            work,
                            environment(api),
                            Map.of(
                                    "needs.validate.outputs.head",
                                    head,
                                    "needs.validate.outputs.report",
                                    Base64.getEncoder().encodeToString(report.getBytes(StandardCharsets.UTF_8)),
                                    "inputs.pull || github.event.pull_request.number",
                                    pull,
                                    "github.token",
                                    "secret-of-ci"));
            requests.addAll(api.requests());
            assertThat(ended.output()).doesNotContain("secret-of-ci");
            assertThat(work.resolve("evil")).doesNotExist();
            return ended;
        }
    }

    @Test
    void report_ofAPullRequest_isItsComment() throws IOException {
        String ofOthers = "[{\"id\":4,\"user\":{\"login\":\"mallory\"},\"body\":\"<!-- registry:validate -->\"},"
                + "{\"id\":5,\"user\":{\"login\":\"github-actions[bot]\"},\"body\":null}]";
        CiSteps.Ended ended = comment(ofOthers, "0123abcd", REPORT, "7");
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(requests)
                .containsExactly(
                        "GET /repos/acme/registry/pulls/7",
                        "GET /repos/acme/registry/issues/7/comments?per_page=100&page=1",
                        "POST /repos/acme/registry/issues/7/comments");
        assertThat(sent.get(0).get("body").asText()).isEqualTo(REPORT);
        assertThat(tokens).containsOnly("Bearer secret-of-ci");
    }

    @Test
    void report_ofAPullRequestWithAComment_updatesIt() throws IOException {
        String ours = "[{\"id\":6,\"user\":{\"login\":\"github-actions[bot]\"},"
                + "\"body\":\"<!-- registry:validate -->\\n## Passed\"}]";
        CiSteps.Ended ended = comment(ours, "0123abcd", REPORT, "7");
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(requests).last().isEqualTo("PATCH /repos/acme/registry/issues/comments/6");
        assertThat(sent).hasSize(1);
    }

    @Test
    void report_ofAnOlderCommit_isNotWritten() throws IOException {
        CiSteps.Ended ended = comment("[]", "4567abcd", REPORT, "7");
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void report_thatIsNotOne_isNotWritten() throws IOException {
        assertThat(comment("[]", "0123abcd", "@everyone", "7").exit()).isNotZero();
        assertThat(comment("[]", "0123abcd", REPORT, "7/../8").exit()).isNotZero();
        assertThat(requests).isEmpty();
    }

    /** A report as long as an output may be is still an environment variable. */
    @Test
    void report_ofTheMaximumSize_isWritten() throws IOException {
        String longest = REPORT + "x".repeat(60_000 - REPORT.getBytes(StandardCharsets.UTF_8).length);
        CiSteps.Ended ended = comment("[]", "0123abcd", longest, "7");
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(sent.get(0).get("body").asText()).isEqualTo(longest);
    }

    /** GitHub's API, as far as it is used. */
    private LoopbackServer github(String open, int opened) {
        RealClient.of("jq");
        RealClient.of("curl");
        return LoopbackServer.start(exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            boolean asked = exchange.getRequestMethod().equals("GET");
            if (!asked) {
                sent.add(PlainJson.READER.readTree(exchange.getRequestBody().readAllBytes()));
            }
            boolean pulls = path.endsWith("/pulls");
            byte[] response = (asked ? open : pulls ? "{\"number\":7}" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked ? 200 : pulls ? opened : 201, response.length);
            exchange.getResponseBody().write(response);
        });
    }

    private CiSteps.Ended propose(LoopbackServer api) throws IOException {
        Path work = work();
        CiSteps.Ended ended = CiSteps.github(workflow("propose"), "propose")
                .run(
                        work,
                        environment(api),
                        Map.of(
                                "github.event.head_commit.message", MESSAGE,
                                "github.actor", "alice",
                                "github.token", "secret-of-ci"));
        assertThat(work.resolve("evil")).doesNotExist();
        return ended;
    }

    private static Map<String, String> environment(LoopbackServer api) {
        return Map.of(
                "GITHUB_API_URL", api.url(""),
                "GITHUB_REPOSITORY", "acme/registry",
                "GITHUB_REPOSITORY_OWNER", "acme",
                "GITHUB_REF_NAME", "update/acme+app");
    }

    private Path work() throws IOException {
        return Files.createDirectories(temporary.resolve("work"));
    }

    private Path workflow(String name) {
        String path = ".github/workflows/" + name + ".yml";
        Path file = temporary.resolve(name + ".yml");
        WholeFile.write(file, Starters.file("github-pages", path).bytes());
        return file;
    }
}
