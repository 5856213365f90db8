package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to GitHub, GitLab and Forgejo, by their documentation, and the meaning of the responses. */
class ForgesTest {

    private static final String BRANCH = "update/acme+app";

    private static final String GITHUB_LIST = "GET /api/v3/repos/acme/registry/pulls?state=all&sort=created"
            + "&direction=desc&per_page=100&head=acme%3Aupdate%2Facme%2Bapp&base=main";
    private static final String GITHUB_POST = "POST /api/v3/repos/acme/registry/pulls";
    private static final String GITLAB_LIST = "GET /api/v4/projects/acme%2Fregistry/merge_requests?scope=all"
            + "&order_by=created_at&sort=desc&per_page=100&source_branch=update%2Facme%2Bapp&target_branch=main";
    private static final String GITLAB_POST = "POST /api/v4/projects/acme%2Fregistry/merge_requests";
    private static final String FORGEJO_LIST = "GET /api/v1/repos/acme/registry/pulls?state=open&limit=50";
    private static final String FORGEJO_CLOSED =
            "GET /api/v1/repos/acme/registry/pulls?state=closed&sort=recentclose&limit=50";
    private static final String FORGEJO_POST = "POST /api/v1/repos/acme/registry/pulls";

    private static final Backoff SOON =
            new Backoff(duration -> {}, () -> 1, Duration.ofMillis(1), Duration.ofMinutes(1));

    private static final String FORGEJO_LABELS = "POST /api/v1/repos/acme/registry/issues/5/labels";

    private final ForgeStub stub = new ForgeStub();
    private final ApiClient client = new ApiClient(null);

    @AfterEach
    void close() {
        client.close();
        stub.close();
    }

    private Forge forge(ForgeKind kind, String source, boolean draft, String... labels) {
        return Forge.of(
                kind,
                ForgeApi.of(client, kind, stub.url(), "t0k3n", SOON),
                new Forge.Subject("acme/registry", source, BRANCH, "main", List.of(labels), draft));
    }

    private Forge forge(ForgeKind kind) {
        return forge(kind, "acme/registry", false);
    }

    private static String gitHub(int number, String state) {
        return "{\"number\":" + number + ",\"html_url\":\"https://github.example/acme/registry/pull/" + number
                + "\",\"state\":\"" + state + "\",\"title\":\"T\",\"head\":{\"sha\":\"abc\",\"ref\":\"" + BRANCH
                + "\",\"repo\":{\"full_name\":\"acme/registry\"}},\"base\":{\"ref\":\"main\"}}";
    }

    private static String gitLab(int number, String state, int source) {
        return "{\"iid\":" + number + ",\"web_url\":\"https://gitlab.example/acme/registry/-/merge_requests/" + number
                + "\",\"state\":\"" + state + "\",\"title\":\"Draft: T\",\"sha\":\"abc\",\"source_project_id\":"
                + source
                + ",\"target_project_id\":7}";
    }

    private static String list(ForgeKind kind) {
        return switch (kind) {
            case GITHUB -> GITHUB_LIST;
            case GITLAB -> GITLAB_LIST;
            default -> FORGEJO_LIST;
        };
    }

    private static String post(ForgeKind kind) {
        return switch (kind) {
            case GITHUB -> GITHUB_POST;
            case GITLAB -> GITLAB_POST;
            default -> FORGEJO_POST;
        };
    }

    private static String one(ForgeKind kind, int number, String state) {
        return kind == ForgeKind.GITLAB
                ? gitLab(number, state.equals("open") ? "opened" : state, 7)
                : gitHub(number, state);
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, https://github.com, https://api.github.com/x",
        "GITHUB, https://acme.ghe.com, https://api.acme.ghe.com/x",
        "GITHUB, https://ghe.com.example.org, https://ghe.com.example.org/api/v3/x",
        "GITHUB, https://notghe.com, https://notghe.com/api/v3/x",
        "GITLAB, https://example.org/gitlab, https://example.org/gitlab/api/v4/x",
        "FORGEJO, https://example.org/git, https://example.org/git/api/v1/x"
    })
    void api_ofAForge_isWhereThatHasIt(ForgeKind kind, String web, String url) {
        ForgeApi api = ForgeApi.of(client, kind, RemoteUrl.parse(web), "t0k3n", SOON);
        ApiClient.Response response = new ApiClient.Response(404, MissingNode.getInstance(), Map.of());

        assertThat(api.problem(response, "x").subject()).isEqualTo(url);
    }

    @Test
    void pullRequest_onGitHub_isOpenedWithLabels() {
        stub.on(GITHUB_POST, 201, gitHub(5, "open")).on("POST /api/v3/repos/acme/registry/issues/5/labels", 200, "[]");
        Forge forge = forge(ForgeKind.GITHUB, "acme/registry", true, "containers");
        Forge.PullRequest opened = forge.open("Title", "Body");

        assertThat(forge.label(opened)).isEmpty();
        assertThat(opened.url()).isEqualTo("https://github.example/acme/registry/pull/5");
        ForgeStub.Asked asked = stub.asked().get(0);
        assertThat(asked.body().toString())
                .isEqualTo("{\"title\":\"Title\",\"body\":\"Body\",\"head\":\"" + BRANCH
                        + "\",\"base\":\"main\",\"draft\":true}");
        assertThat(asked.headers().get("Authorization")).containsExactly("Bearer t0k3n");
        assertThat(asked.headers().get("Accept")).containsExactly("application/vnd.github+json");
        assertThat(asked.headers().get("X-github-api-version")).containsExactly("2022-11-28");
        assertThat(stub.asked().get(1).body().toString()).isEqualTo("{\"labels\":[\"containers\"]}");
    }

    @Test
    void pullRequest_onGitHubFromAFork_namesItsOwner() {
        stub.on(GITHUB_POST, 201, gitHub(5, "open"));
        forge(ForgeKind.GITHUB, "me/registry", false).open("Title", "Body");

        assertThat(stub.asked().get(0).body().path("head").asText()).isEqualTo("me:" + BRANCH);
        assertThat(stub.asked().get(0).body().path("maintainer_can_modify").asBoolean())
                .isTrue();
    }

    /** The list of a branch {@code acme:x} has the branches of that name of all repositories of acme. */
    @ParameterizedTest
    @CsvSource({"acme/registry, 1", "acme/registry-fork, 2", "ACME/Registry-Fork, 2", "acme/third,"})
    void find_branchOfSameNameInAnotherRepositoryOfTheOwner_isNotOurs(String source, Integer expected) {
        String deleted = gitHub(3, "open").replace("{\"full_name\":\"acme/registry\"}", "null");
        String fork =
                gitHub(2, "open").replace("\"full_name\":\"acme/registry\"", "\"full_name\":\"acme/registry-fork\"");
        String list = GITHUB_LIST.replace("head=acme", "head=" + source.split("/")[0]);
        stub.on(list, 200, "[" + deleted + "," + fork + "," + gitHub(1, "open") + "]");

        assertThat(forge(ForgeKind.GITHUB, source, false).find().map(Forge.PullRequest::number))
                .isEqualTo(Optional.ofNullable(expected).map(Integer::longValue));
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB", "FORGEJO"})
    void find_headOfDeletedFork_isNotOurs(ForgeKind kind) {
        String deleted = kind == ForgeKind.GITLAB
                ? gitLab(1, "opened", 7)
                        .replace("\"source_project_id\":7,\"target_project_id\":7", "\"source_project_id\":null")
                : gitHub(1, "open").replace("{\"full_name\":\"acme/registry\"}", "null");
        stub.on(list(kind), 200, "[" + deleted + "]").on(FORGEJO_CLOSED, 200, "[]");

        assertThat(forge(kind).find()).isEmpty();
    }

    @Test
    void open_forkOfSameOwnerOnGitHub_namesTheRepositoryAndChangesNoOther() {
        stub.on(
                        GITHUB_POST,
                        422,
                        "{\"message\":\"Validation Failed\",\"errors\":[{\"message\":\"A pull request already"
                                + " exists for acme:x.\"}]}")
                .on(GITHUB_LIST, 200, "[" + gitHub(1, "open") + "]");
        Forge forge = forge(ForgeKind.GITHUB, "acme/registry-fork", false);

        assertThat(catchThrowableOfType(RegistryException.class, () -> forge.open("Title", "Body"))
                        .problem()
                        .cause())
                .contains("already exists");
        assertThat(stub.asked().get(0).body().path("head").asText()).isEqualTo("acme:" + BRANCH);
        assertThat(stub.asked().get(0).body().path("head_repo").asText()).isEqualTo("registry-fork");
        assertThat(stub.lines()).containsExactly(GITHUB_POST, GITHUB_LIST);
    }

    /** There, {@code acme:x} would be the branch of the registry's own repository. */
    @Test
    void open_forkOfSameOwnerOnForgejo_isRefusedBeforeAnythingIsSent() {
        Forge forge = forge(ForgeKind.FORGEJO, "acme/registry-fork", false);

        assertThat(catchThrowableOfType(RegistryException.class, () -> forge.open("Title", "Body"))
                        .problem()
                        .toString())
                .startsWith("CONFIGURATION_INVALID registry.fork: acme/registry-fork has the same owner");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void pullRequest_onGitHubWithoutDrafts_isAnOrdinaryOne() {
        stub.on(GITHUB_POST, 422, "{\"message\":\"Draft pull requests are not supported in this repository.\"}")
                .on(GITHUB_POST, 201, gitHub(5, "open"));
        forge(ForgeKind.GITHUB, "acme/registry", true).open("Title", "Body");

        assertThat(stub.asked().get(1).body().path("draft").asBoolean()).isFalse();
    }

    @Test
    void mergeRequest_onGitLab_isOpened() {
        stub.on(GITLAB_POST, 201, gitLab(5, "opened", 7));
        forge(ForgeKind.GITLAB, "acme/registry", true, "one", "two").open("Title", "Body");

        assertThat(stub.asked().get(0).body().toString())
                .isEqualTo("{\"title\":\"Draft: Title\",\"description\":\"Body\",\"source_branch\":\"" + BRANCH
                        + "\",\"target_branch\":\"main\",\"remove_source_branch\":true,\"labels\":\"one,two\"}");
        assertThat(stub.asked().get(0).headers().get("Authorization")).containsExactly("Bearer t0k3n");
    }

    @Test
    void mergeRequest_onGitLabFromAFork_namesTheRegistrysProject() {
        stub.on("GET /api/v4/projects/acme%2Fregistry", 200, "{\"id\":7}")
                .on("GET /api/v4/projects/me%2Fregistry", 200, "{\"id\":9}")
                .on(GITLAB_LIST, 200, "[" + gitLab(1, "opened", 7) + "," + gitLab(2, "opened", 9) + "]")
                .on("POST /api/v4/projects/me%2Fregistry/merge_requests", 201, gitLab(5, "opened", 9));
        Forge forge = forge(ForgeKind.GITLAB, "me/registry", false);
        forge.open("Title", "Body");

        assertThat(forge.find().orElseThrow().number()).isEqualTo(2);
        assertThat(stub.asked().get(1).body().path("target_project_id").asLong())
                .isEqualTo(7);
    }

    @Test
    void pullRequest_onForgejo_hasIdsOfLabels() {
        stub.on(FORGEJO_POST, 201, gitHub(5, "open"))
                .on(FORGEJO_LABELS, 200, "[]")
                .on(
                        "GET /api/v1/repos/acme/registry/labels?limit=50",
                        200,
                        "[{\"id\":3,\"name\":\"other\"}]",
                        "Link",
                        "<@/api/v1/repos/acme/registry/labels?limit=50&page=2>; rel=\"next\",<@/x>; rel=\"last\"")
                .on(
                        "GET /api/v1/repos/acme/registry/labels?limit=50&page=2",
                        200,
                        "[{\"id\":4,\"name\":\"containers\"}]");
        Forge forge = forge(ForgeKind.FORGEJO, "me/registry", true, "containers");

        assertThat(forge.label(forge.open("Title", "Body"))).isEmpty();
        ForgeStub.Asked asked = stub.asked().get(0);
        assertThat(asked.body().toString())
                .isEqualTo("{\"title\":\"WIP: Title\",\"body\":\"Body\",\"head\":\"me:" + BRANCH
                        + "\",\"base\":\"main\"}");
        assertThat(stub.asked().get(3).line()).isEqualTo(FORGEJO_LABELS);
        assertThat(stub.asked().get(3).body().toString()).isEqualTo("{\"labels\":[4]}");
        assertThat(asked.headers().get("Authorization")).containsExactly("token t0k3n");
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB", "FORGEJO"})
    void pullRequest_onALaterPage_isFound(ForgeKind kind) {
        String other = one(kind, 1, "closed").replace("\"ref\":\"main\"", "\"ref\":\"other\"");
        String next = list(kind).substring(4) + "&page=2";
        stub.on(list(kind), 200, "[" + other + "]", "Link", "<@" + next + ">; rel=\"next\"")
                .on("GET " + next, 200, "[" + one(kind, 2, "open") + "]");

        assertThat(forge(kind).find().orElseThrow().number()).isEqualTo(2);
    }

    /** A forge that always names a next page would be read for ever. */
    @Test
    void pages_ofAList_areReadToTheFiftieth() {
        for (int page = 1; page <= 60; page++) {
            stub.on(
                    "GET /x?page=" + page,
                    200,
                    "[" + page + "]",
                    "Link",
                    "<@/x?page=" + (page + 1) + ">; rel=\"next\"");
        }
        List<Integer> read = new ArrayList<>();

        new ForgeApi(client, ForgeKind.GITHUB, stub.url(), Map.of(), SOON)
                .list("x?page=1", item -> read.add(item.asInt()));

        assertThat(read).hasSize(50).endsWith(50);
        assertThat(stub.asked()).hasSize(50);
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB", "FORGEJO"})
    void page_atAnotherServer_isNotRequested(ForgeKind kind) {
        try (ForgeStub elsewhere = new ForgeStub()) {
            stub.on(list(kind), 200, "[]", "Link", "<" + elsewhere.url().text() + "x>; rel=\"next\"")
                    .on(FORGEJO_CLOSED, 200, "[]");
            assertThat(forge(kind).find()).isEmpty();
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB", "FORGEJO"})
    void pullRequest_closedLast_isFoundWhereNoneIsOpen(ForgeKind kind) {
        stub.on(kind == ForgeKind.FORGEJO ? FORGEJO_CLOSED : list(kind), 200, "[" + one(kind, 2, "closed") + "]");
        if (kind == ForgeKind.FORGEJO) {
            stub.on(FORGEJO_LIST, 200, "[]");
        }
        Forge.PullRequest found = forge(kind).find().orElseThrow();

        assertThat(found.isOpen()).isFalse();
        assertThat(found.head()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, 422, PATCH /api/v3/repos/acme/registry/pulls/2",
        "GITLAB, 409, PUT /api/v4/projects/acme%2Fregistry/merge_requests/2",
        "FORGEJO, 409, PATCH /api/v1/repos/acme/registry/pulls/2"
    })
    void pullRequest_openedConcurrently_isUpdated(ForgeKind kind, int status, String update) {
        stub.on(
                        post(kind),
                        status,
                        "{\"message\":\"Validation Failed\",\"errors\":[{\"message\":\"A pull request already"
                                + " exists for acme:x.\"}]}")
                .on(list(kind), 200, "[" + one(kind, 2, "open") + "]")
                .on(update, 200, "{}");
        Forge.PullRequest found = forge(kind).open("Title", "Body");

        assertThat(found.number()).isEqualTo(2);
        assertThat(stub.lines()).containsExactly(post(kind), list(kind), update);
        assertThat(stub.asked().get(2).body().path("title").asText()).endsWith("Title");
    }

    @ParameterizedTest
    @CsvSource({
        "GITLAB, PUT /api/v4/projects/acme%2Fregistry/merge_requests/2, Draft: T, Draft: Title",
        "GITLAB, PUT /api/v4/projects/acme%2Fregistry/merge_requests/2, T, Title",
        "FORGEJO, PATCH /api/v1/repos/acme/registry/pulls/2, WIP: T, WIP: Title",
        "FORGEJO, PATCH /api/v1/repos/acme/registry/pulls/2, T, Title",
        "GITHUB, PATCH /api/v3/repos/acme/registry/pulls/2, T, Title"
    })
    void update_ofADraftOrNone_keepsWhichItIs(ForgeKind kind, String line, String before, String after) {
        stub.on(line, 200, "{}");
        forge(kind).update(new Forge.PullRequest(2, "", true, "", before, false), "Title", "Body");

        assertThat(stub.asked().get(0).body().path("title").asText()).isEqualTo(after);
    }

    /** GitHub has it of the fork's owner, who may not let others push to it, or of the registry's own repository. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"field\":\"fork_collab\",\"code\":\"custom\"}",
                "{\"message\":\"Fork collab can't be granted by someone without permission\"}",
                "{\"message\":\"fork_collab Fork collab can't be granted by someone without permission\"}"
            })
    void pullRequest_ofAForkThatOthersMayNotPushTo_isOpenedWithoutThat(String error) {
        stub.on(GITHUB_POST, 422, "{\"message\":\"Validation Failed\",\"errors\":[" + error + "]}")
                .on(GITHUB_POST, 422, "{\"message\":\"Draft pull requests are not supported in this repository.\"}")
                .on(GITHUB_POST, 201, gitHub(5, "open"));

        assertThat(forge(ForgeKind.GITHUB, "me/registry", true)
                        .open("Title", "Body")
                        .number())
                .isEqualTo(5);
        assertThat(stub.asked())
                .extracting(asked -> asked.body().path("maintainer_can_modify").asBoolean())
                .containsExactly(true, false, false);
        assertThat(stub.asked())
                .extracting(asked -> asked.body().path("draft").asBoolean())
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"field\":\"head_sha\",\"code\":\"missing_field\"}",
                "{\"message\":\"Head sha can't be blank\"},{\"message\":\"No commits between main and x\"}",
                "{\"message\":\"Head ref must be a branch\"}"
            })
    void pullRequest_ofABranchThatIsNotSeenYet_isAskedForAgain(String error) {
        String unseen = "{\"message\":\"Validation Failed\",\"errors\":[" + error + "]}";
        stub.on(GITHUB_POST, 422, unseen).on(GITHUB_POST, 422, unseen).on(GITHUB_POST, 201, gitHub(5, "open"));

        assertThat(forge(ForgeKind.GITHUB).open("Title", "Body").number()).isEqualTo(5);
    }

    @Test
    void pullRequest_ofABranchThatIsNeverSeen_isReported() {
        stub.on(GITHUB_POST, 422, "{\"message\":\"Head sha can't be blank\"}");

        assertThat(refused(ForgeKind.GITHUB).cause()).isEqualTo("Head sha can't be blank");
        assertThat(stub.asked()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, POST /api/v3/repos/acme/registry/issues/2/labels, '{\"labels\":[\"containers\"]}'",
        "GITLAB, PUT /api/v4/projects/acme%2Fregistry/merge_requests/2, '{\"add_labels\":\"containers\"}'",
        "FORGEJO, POST /api/v1/repos/acme/registry/issues/2/labels, '{\"labels\":[7]}'"
    })
    void label_ofOneThatHasNone_isAddedAndItsRefusalIsAWarning(ForgeKind kind, String line, String body) {
        stub.on("GET /api/v1/repos/acme/registry/labels?limit=50", 200, "[]")
                .on("GET /api/v1/orgs/acme/labels?limit=50", 200, "[{\"id\":7,\"name\":\"containers\"}]")
                .on(line, 403, "{\"message\":\"Resource not accessible\"}", "Retry-After", "")
                .on(line, 200, "[]");
        Forge forge = forge(kind, "acme/registry", false, "containers");
        Forge.PullRequest bare = new Forge.PullRequest(2, "https://x/2", true, "", "T", false);

        assertThat(forge.label(bare))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("LABELS_REFUSED https://x/2: has not all labels")
                        .contains("Resource not accessible"));
        assertThat(forge.label(bare)).isEmpty();
        assertThat(stub.asked().get(stub.asked().size() - 1).body().toString()).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB", "FORGEJO"})
    void label_ofOneThatPeopleHaveLabelled_isTheirs(ForgeKind kind) {
        String labelled = one(kind, 2, "open").replace("\"title\"", "\"labels\":[\"other\"],\"title\"");
        stub.on(list(kind), 200, "[" + labelled + "]");
        Forge forge = forge(kind, "acme/registry", false, "containers");

        assertThat(forge.label(forge.find().orElseThrow())).isEmpty();
        assertThat(stub.lines()).containsExactly(list(kind));
    }

    /** A user has no labels of an organisation, which is a 404. */
    @Test
    void label_unknownOnForgejo_isAWarningAndTheOthersAreSet() {
        stub.on("GET /api/v1/repos/acme/registry/labels?limit=50", 200, "[{\"id\":3,\"name\":\"known\"}]")
                .on(FORGEJO_LABELS, 200, "[]");
        Forge forge = forge(ForgeKind.FORGEJO, "acme/registry", false, "known", "foreign");

        assertThat(forge.label(new Forge.PullRequest(5, "https://x/5", true, "", "T", false)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.cause()).endsWith("has foreign"));
        assertThat(stub.asked().get(2).body().toString()).isEqualTo("{\"labels\":[3]}");
    }

    private Problem refused(ForgeKind kind) {
        return catchThrowableOfType(RegistryException.class, () -> forge(kind).open("Title", "Body"))
                .problem();
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, 401, UNAUTHORIZED, has not expired",
        "GITHUB, 403, DENIED, Pull requests: read and write",
        "GITHUB, 404, NAME_UNKNOWN, Pull requests: read and write",
        "GITHUB, 422, DENIED, See its message",
        "GITLAB, 401, UNAUTHORIZED, has not expired",
        "GITLAB, 403, DENIED, the scope api",
        "GITLAB, 404, NAME_UNKNOWN, the scope api",
        "GITLAB, 422, DENIED, See its message",
        "FORGEJO, 401, UNAUTHORIZED, has not expired",
        "FORGEJO, 403, DENIED, write:repository",
        "FORGEJO, 404, NAME_UNKNOWN, write:repository",
        "FORGEJO, 422, DENIED, See its message",
    })
    void refusal_ofAForge_isReportedWithWhatIsMissing(ForgeKind kind, int status, ProblemCode code, String hint) {
        stub.on(post(kind), status, "{\"message\":\"no\"}", "Retry-After", "");
        Problem problem = refused(kind);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.cause()).isEqualTo("no");
        assertThat(problem.hint()).contains(hint);
        assertThat(stub.asked()).hasSize(1);
    }

    @Test
    void refusal_ofAField_namesIt() {
        stub.on(
                post(ForgeKind.GITHUB),
                422,
                "{\"message\":\"Validation Failed\",\"errors\":[{\"resource\":\"PullRequest\",\"field\":\"base\",\"code\":\"invalid\"},"
                        + "{\"code\":\"custom\",\"message\":\"no\"}]}");

        assertThat(refused(ForgeKind.GITHUB).cause()).isEqualTo("Validation Failed; base: invalid; no");
    }

    @ParameterizedTest
    @CsvSource({
        "GitHub Actions is not permitted to create or approve pull requests., Workflow permissions",
        "Resource protected by organization SAML enforcement., Authorize the token for the organization",
        "Repository was archived so is read-only., nobody can change an archived repository",
        "Resource not accessible by integration, Pull requests: read and write",
    })
    void refusal_ofGitHubForAnotherReason_saysWhatHelps(String message, String hint) {
        stub.on(post(ForgeKind.GITHUB), 403, "{\"message\":\"" + message + "\"}", "Retry-After", "");

        assertThat(refused(ForgeKind.GITHUB).hint()).contains(hint);
    }

    /** A server may repeat what it was sent. */
    @ParameterizedTest
    @EnumSource(value = ForgeKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void token_inAMessage_isNotRepeated(ForgeKind kind) {
        stub.on(post(kind), 401, "{\"message\":\"" + "x".repeat(597) + "t0k3n\"}");

        assertThat(refused(kind).toString()).contains("xxx").doesNotContain("t0", "xt");
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "502", "503", "504"})
    void failure_temporary_isRetried(int status) {
        for (ForgeKind kind : List.of(ForgeKind.GITHUB, ForgeKind.GITLAB, ForgeKind.FORGEJO)) {
            stub.on(post(kind), status, "{}").on(post(kind), status, "{}").on(post(kind), 201, one(kind, 5, "open"));
            assertThat(forge(kind).open("Title", "Body").number()).isEqualTo(5);
        }
    }

    @Test
    void failure_permanent_isReportedAfterRetries() {
        stub.on(GITHUB_POST, 503, "{}");
        assertThat(refused(ForgeKind.GITHUB).toString())
                .startsWith(
                        "IO_FAILED " + stub.url().text().replaceAll("/$", "") + "/api/v3/repos/acme/registry/pulls:")
                .contains("the server failed (503)", "nothing is lost");
        assertThat(stub.asked()).hasSize(4);
    }

    @Test
    void rateLimit_ofAnyStatus_isWaitedFor() {
        stub.on(GITHUB_POST, 403, "{\"message\":\"secondary rate limit\"}", "Retry-After", "0")
                .on(GITHUB_POST, 201, gitHub(5, "open"));
        assertThat(forge(ForgeKind.GITHUB).open("Title", "Body").number()).isEqualTo(5);
    }

    @Test
    void rateLimit_ofAnHour_isNotWaitedFor() {
        String reset = String.valueOf(System.currentTimeMillis() / 1000 + 3_600);
        stub.on(
                GITHUB_POST,
                403,
                "{\"message\":\"API rate limit exceeded\"}",
                "Retry-After",
                "",
                "X-RateLimit-Remaining",
                "0",
                "X-RateLimit-Reset",
                reset);
        Problem problem = refused(ForgeKind.GITHUB);

        assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
        assertThat(problem.hint()).containsPattern("Run the same command again in (59|60) minutes");
        assertThat(stub.asked()).hasSize(1);
    }

    @Test
    void redirect_withAToken_isNotFollowed() {
        try (ForgeStub elsewhere = new ForgeStub()) {
            stub.on(GITHUB_POST, 307, "", "Location", elsewhere.url().text());
            assertThat(refused(ForgeKind.GITHUB).toString()).contains("has moved (307)");
            assertThat(elsewhere.asked()).isEmpty();
        }
    }
}
