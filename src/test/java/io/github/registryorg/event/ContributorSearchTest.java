package io.github.registryorg.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.contribute.ForgeStub;
import io.github.registryorg.metadata.ForgeHost;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who made a pull request and who is in a team, by the APIs of GitHub, GitLab and Forgejo. */
class ContributorSearchTest {

    private static final String PULL = "GET /api/v3/repos/acme/registry/pulls/5";
    private static final String COMMITS = PULL + "/commits?per_page=100";
    private static final String TEAM = "GET /api/v3/orgs/acme/teams/platform";
    private static final String HEAD = "b".repeat(40);
    private static final String BOB = gitHub("bob", 1002, "User");
    private static final String MALLORY = gitHub("mallory", 66, "User");
    private static final String BOT = gitHub("renovate[bot]", 5, "Bot");
    private static final ForgeUser BOB_HIMSELF = new ForgeUser(1002, "bob");

    private final ForgeStub forge = new ForgeStub();
    private ContributorSearch search;

    @BeforeEach
    void begin() {
        search = search(event(ForgeKind.GITHUB, List.of()));
    }

    @AfterEach
    void close() {
        search.close();
        forge.close();
    }

    private CiEvent event(ForgeKind kind, List<ForgeUser> senders) {
        return new CiEvent(kind, forge.url(), "acme/registry", "pull_request_target", null, 5, senders, false);
    }

    private ContributorSearch search(CiEvent event) {
        return new ContributorSearch(new ContributorRequest(
                null,
                event,
                id -> Optional.empty(),
                null,
                Map.of(
                        "REGISTRY_TOKEN",
                        "t0k3n",
                        "GITHUB_SERVER_URL",
                        event.web().text())));
    }

    private static String gitHub(String name, int id, String type) {
        return "{\"login\": \"" + name + "\", \"id\": " + id + ", \"type\": \"" + type + "\"}";
    }

    private static String pull(String user, String fork, String owner) {
        String repository = fork.isEmpty() ? "null" : "{\"full_name\": \"" + fork + "\"}";
        return "{\"number\": 5, \"user\": " + user + ", \"head\": {\"ref\": \"update/app\", \"sha\": \"" + HEAD
                + "\", \"repo\": " + repository
                + ", \"user\": " + owner + "}, \"base\": {\"repo\": {\"full_name\": \"acme/registry\"}}}";
    }

    private static String activity(String repository) {
        return "GET /api/v3/repos/" + repository + "/activity?per_page=100&ref=refs%2Fheads%2Fupdate%2Fapp";
    }

    private static String pushed(String type, String actor) {
        return "{\"activity_type\": \"" + type + "\", \"ref\": \"refs/heads/update/app\", \"after\": \"" + HEAD
                + "\", \"actor\": " + actor + "}";
    }

    private Contributor found() {
        forge.on(COMMITS, 200, "[]");
        return search.find().orElseThrow();
    }

    private List<ForgeUser> people() {
        return found().people();
    }

    @Test
    void pullRequest_ofAFork_isMadeByWhoOpenedAndPushedIt() {
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB))
                .on(activity("bob/registry"), 200, "[" + pushed("branch_creation", BOB) + "]");

        assertThat(people()).containsExactly(BOB_HIMSELF);
        assertThat(found().source()).endsWith(" (pull_request_target of acme/registry#5)");
        assertThat(found().forge().name()).startsWith("127.0.0.1:");
        assertThat(forge.asked().get(0).headers().get("Authorization")).containsExactly("Bearer t0k3n");
    }

    @Test
    void pullRequest_ofAnothersFork_isMadeByTheOther() {
        forge.on(PULL, 200, pull(BOB, "mallory/registry", MALLORY))
                .on(
                        activity("mallory/registry"),
                        200,
                        "[" + pushed("push", MALLORY) + "," + pushed("branch_creation", MALLORY) + "]");

        assertThat(people()).containsExactly(new ForgeUser(66, "mallory"), BOB_HIMSELF);
    }

    @Test
    void pullRequest_ofAPrivateFork_isMadeByItsOwnerToo() {
        forge.on(PULL, 200, pull(BOB, "mallory/registry", MALLORY))
                .on(activity("mallory/registry"), 404, "{\"message\": \"Not Found\"}");
        assertThat(people()).containsExactlyInAnyOrder(BOB_HIMSELF, new ForgeUser(66, "mallory"));
    }

    @Test
    void pullRequest_ofAHiddenForkOfAnOrganization_isMadeBySomebodyUnknownToo() {
        forge.on(PULL, 200, pull(BOB, "moon/registry", gitHub("moon", 9, "Organization")))
                .on(activity("moon/registry"), 404, "{\"message\": \"Not Found\"}");
        assertThat(people()).hasSize(2).anyMatch(ForgeUser::isUnknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/registry", "bob/registry"})
    void pushes_thatTheTokenMayNotRead_areAnError(String source) {
        forge.on(PULL, 200, pull(BOB, source, gitHub("acme", 9, "Organization")))
                .on(activity(source), 403, "{\"message\": \"Forbidden\"}", "Retry-After", "");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::found)
                .withMessageContaining("\"Contents: read\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000000000000000000000000000000000"})
    void pushes_withoutTheHead_areThoseOfSomebodyUnknownToo(String after) {
        String old = after.isEmpty() ? "[]" : "[" + pushed("push", BOB).replace(HEAD, after) + "]";
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB)).on(activity("bob/registry"), 200, old);
        assertThat(people()).hasSize(2).contains(BOB_HIMSELF).anyMatch(ForgeUser::isUnknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "null", "<html>"})
    void pushes_thatAreNotAList_areAnError(String body) {
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB)).on(activity("bob/registry"), 200, body);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::found)
                .withMessageContaining("is not a list");
    }

    @ParameterizedTest
    @CsvSource({
        "https://elsewhere.example/activity, is continued on another server: https://elsewhere.example",
        "@/api/v3/repos/bob/registry/activity?per_page=100&ref=refs%2Fheads%2Fupdate%2Fapp, is a list of more than 50"
    })
    void pushes_withPagesThatAreNotRead_areAnError(String next, String message) {
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB))
                .on(
                        activity("bob/registry"),
                        200,
                        "[" + pushed("push", BOB) + "]",
                        "Link",
                        "<" + next + ">; rel=\"next\"");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::found)
                .withMessageContaining(message);
    }

    @Test
    void activity_ofAnotherBranch_isNotLookedAt() {
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB))
                .on(
                        activity("bob/registry"),
                        200,
                        "[" + pushed("branch_creation", gitHub("x", 8, "User")).replace("update/app", "other") + ","
                                + pushed("push", MALLORY) + "]");
        assertThat(people()).containsExactly(new ForgeUser(66, "mallory"), BOB_HIMSELF);
    }

    @Test
    void pullRequest_ofADeletedFork_isMadeBySomebodyUnknownToo() {
        forge.on(PULL, 200, pull(BOB, "", "null"));
        assertThat(people()).hasSize(2).anyMatch(ForgeUser::isUnknown);
    }

    @Test
    void pullRequest_severalHavePushedTo_isMadeByAllOfThem() {
        forge.on(PULL, 200, pull(BOB, "acme/registry", gitHub("acme", 9, "Organization")))
                .on(
                        activity("acme/registry"),
                        200,
                        "[" + pushed("force_push", BOB) + "," + pushed("push", MALLORY) + ","
                                + pushed("branch_creation", BOB) + "," + pushed("branch_deletion", BOT) + ","
                                + pushed("push", gitHub("former", 4, "User")) + "]");
        assertThat(people()).containsExactly(BOB_HIMSELF, new ForgeUser(66, "mallory"));
    }

    @Test
    void pullRequest_withCommitsOfOthers_isMadeByThemToo() {
        String webFlow = gitHub("web-flow", 19864447, "User");
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB))
                .on(activity("bob/registry"), 200, "[" + pushed("push", BOB) + "]");
        forge.on(
                COMMITS,
                200,
                "[{\"author\": " + MALLORY + ", \"committer\": " + webFlow + "}, {\"author\": null,"
                        + " \"committer\": null}, {\"author\": " + BOT + ", \"committer\": {}}]");
        assertThat(people()).containsExactly(BOB_HIMSELF, new ForgeUser(66, "mallory"));
    }

    @Test
    void pullRequest_openedByABotForAPerson_isMadeByThePerson() {
        forge.on(PULL, 200, pull(BOT, "acme/registry", BOB))
                .on(activity("acme/registry"), 200, "[" + pushed("branch_creation", BOB) + "]");
        search = search(event(ForgeKind.GITHUB, List.of(new ForgeUser(5, "renovate[bot]"))));
        assertThat(people()).containsExactly(BOB_HIMSELF);
    }

    @Test
    void pullRequest_ofABot_isMadeByTheBot() {
        forge.on(PULL, 200, pull(BOT, "acme/registry", BOB))
                .on(activity("acme/registry"), 200, "[" + pushed("branch_creation", BOT) + "]");
        assertThat(people()).containsExactly(new ForgeUser(5, "renovate[bot]"));
    }

    @Test
    void sender_ofTheEvent_isOneOfThem() {
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB))
                .on(activity("bob/registry"), 200, "[" + pushed("branch_creation", BOB) + "]");
        search = search(event(ForgeKind.GITHUB, List.of(new ForgeUser(66, "mallory"))));
        assertThat(people()).containsExactly(BOB_HIMSELF, new ForgeUser(66, "mallory"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{\"login\": \"ghost\", \"id\": 10137}", "{\"login\": \"x\", \"id\": \"1002\"}", "7"})
    void user_deletedOrOdd_isNobody(String user) {
        forge.on(PULL, 200, pull(user, "bob/registry", BOB))
                .on(activity("bob/registry"), 200, "[" + pushed("branch_creation", BOB) + "]");
        assertThat(people()).hasSize(2).anyMatch(ForgeUser::isUnknown);
    }

    @Test
    void pullRequest_forAnotherRepository_isRefused() {
        forge.on(PULL, 200, pull(BOB, "bob/registry", BOB).replace("acme/registry", "acme/other"));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::found)
                .withMessageContaining("is a pull request for acme/other");
    }

    @Test
    void pullRequest_thatCannotBeRead_namesThePermission() {
        forge.on(PULL, 403, "{\"message\": \"Resource not accessible by integration\"}", "Retry-After", "");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::found)
                .withMessageContaining("\"Pull requests: read\"")
                .withMessageNotContaining("registry.fork");
    }

    @Test
    void token_absent_isAskedFor() {
        search = new ContributorSearch(new ContributorRequest(
                null, event(ForgeKind.GITHUB, List.of()), id -> Optional.empty(), null, Map.of()));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::found)
                .withMessageContaining("Set GITHUB_TOKEN or REGISTRY_TOKEN");
        assertThat(forge.asked()).isEmpty();
    }

    private static Identity team(String name) {
        return new Identity(Identity.Kind.TEAM, name, 77, ForgeHost.DEFAULT, new Location("registry.yaml", 9));
    }

    private boolean isMember(ForgeKind kind, String name) {
        search = search(event(kind, List.of()));
        CiEvent push = new CiEvent(kind, forge.url(), "acme/registry", "push", null, 0, List.of(BOB_HIMSELF), false);
        return search(push).find().orElseThrow().teams().has(team(name), BOB_HIMSELF);
    }

    @ParameterizedTest
    @CsvSource({"1002, true", "66, false"})
    void team_ofGitHub_hasMembersByTheirNumber(int id, boolean expected) {
        forge.on(TEAM, 200, "{\"id\": 77, \"slug\": \"platform\"}")
                .on(TEAM + "/members?per_page=100", 200, "[" + gitHub("bob", id, "User") + "]");
        assertThat(isMember(ForgeKind.GITHUB, "acme/platform")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"GITHUB, 403", "GITHUB, 404", "GITLAB, 401", "GITLAB, 404", "FORGEJO, 403", "FORGEJO, 404"})
    void team_thatCannotBeRead_isAnErrorThatNamesThePermission(ForgeKind kind, int status) {
        String body = "{\"message\": \"Not here\"}";
        forge.on(TEAM, status, body, "Retry-After", "")
                .on("GET /api/v4/groups/77", status, body, "Retry-After", "")
                .on("GET /api/v1/teams/77", status, body, "Retry-After", "");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> isMember(kind, "acme/platform"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.DENIED))
                .satisfies(e -> assertThat(e.problem().location()).hasToString("registry.yaml:9"))
                .withMessageContaining("can't be read")
                .withMessageContaining("The token needs the ");
    }

    @Test
    void team_whoseNameAnotherHasTaken_isRefused() {
        forge.on(TEAM, 200, "{\"id\": 78}");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> isMember(ForgeKind.GITHUB, "acme/platform"))
                .withMessageContaining("is now another team, with the id 78");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> isMember(ForgeKind.GITHUB, "platform"))
                .withMessageContaining("has no organization");
    }

    @Test
    void pullRequest_onForgejo_isMadeByWhoPushedIt() {
        search = search(event(ForgeKind.FORGEJO, List.of()));
        forge.on("GET /api/v1/repos/acme/registry/pulls/5", 200, pull(BOB, "bob/registry", BOB))
                .on(
                        "GET /api/v1/repos/acme/registry/issues/5/timeline?limit=50",
                        200,
                        "[{\"type\": \"label\", \"user\": {\"id\": 3, \"login\": \"alice\"}}, {\"type\": \"pull_push\","
                                + " \"user\": " + MALLORY + "}]")
                .on(
                        "GET /api/v1/repos/acme/registry/pulls/5/commits?limit=50",
                        200,
                        "[{\"author\": null, \"committer\": " + BOB + "}]");
        assertThat(people()).containsExactly(BOB_HIMSELF, new ForgeUser(66, "mallory"));
        assertThat(forge.asked().get(0).headers().get("Authorization")).containsExactly("token t0k3n");
    }

    @ParameterizedTest
    @CsvSource({"200, 1002, true", "200, 66, false", "404, 0, false"})
    void team_ofForgejo_isAskedForTheUser(int status, int id, boolean expected) {
        forge.on("GET /api/v1/teams/77", 200, "{\"id\": 77}")
                .on("GET /api/v1/teams/77/members/bob", status, "{\"id\": " + id + "}");
        assertThat(isMember(ForgeKind.FORGEJO, "acme/platform")).isEqualTo(expected);
    }

    @Test
    void mergeRequest_onGitLab_isMadeByWhoPushedIt() {
        search = search(event(ForgeKind.GITLAB, List.of()));
        String bob = "{\"id\": 1002, \"username\": \"bob\"}";
        String mallory = "{\"id\": 66, \"username\": \"mallory\"}";
        String request = "GET /api/v4/projects/acme%2Fregistry/merge_requests/5";
        forge.on("GET /api/v4/projects/acme%2Fregistry", 200, "{\"id\": 12}")
                .on(request, 200, "{\"iid\": 5, \"target_project_id\": 12, \"author\": " + bob + "}")
                .on(
                        request + "/notes?per_page=100",
                        200,
                        "[{\"system\": true, \"body\": \"added 1 commit\\n\\n<ul><li>…\", \"author\": " + mallory + "},"
                                + "{\"system\": false, \"body\": \"added 1 commit\", \"author\": {\"id\": 8}},"
                                + "{\"system\": true, \"body\": \"added ~3 label\", \"author\": {\"id\": 9}}]");
        assertThat(people()).containsExactly(BOB_HIMSELF, new ForgeUser(66, "mallory"));
    }

    @ParameterizedTest
    @CsvSource({"200, active, 30, true", "200, active, 20, false", "200, blocked, 50, false", "404, none, 0, false"})
    void group_ofGitLab_hasDevelopersForMembers(int status, String state, int level, boolean expected) {
        forge.on("GET /api/v4/groups/77", 200, "{\"id\": 77}")
                .on(
                        "GET /api/v4/groups/77/members/all/1002",
                        status,
                        "{\"id\": 1002, \"state\": \"" + state + "\", \"access_level\": " + level + "}");
        assertThat(isMember(ForgeKind.GITLAB, "acme/platform")).isEqualTo(expected);
    }

    @Test
    void contributor_given_comesBeforeTheEvent() {
        search = new ContributorSearch(new ContributorRequest(
                Contributor.Given.parse(List.of("gitlab.example/bob#1002", "GitLab.example:443/carol#3")),
                event(ForgeKind.GITHUB, List.of()),
                id -> Optional.empty(),
                null,
                Map.of()));
        assertThat(people()).containsExactly(BOB_HIMSELF, new ForgeUser(3, "carol"));
        assertThat(found().forge()).hasToString("gitlab.example");
        assertThat(forge.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "bob#",
                "bob#0",
                "bob#-1",
                "#1",
                "user:1002",
                "bob#1002 ",
                "a/b/c#1",
                "x:0/bob#1",
                "1.2.3/bob#1",
                "bob#99999999999999999999"
            })
    void contributor_ofAnotherForm_isRefused(String text) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Contributor.Given.parse(List.of(text)))
                .withMessageContaining("bob#1002 for github.com");
    }

    @Test
    void contributors_ofTwoForges_areRefused() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Contributor.Given.parse(List.of("bob#1", "gitlab.example/bob#1")))
                .withMessageContaining("another forge");
    }

    @Test
    void nothing_known_isEmpty() {
        search = new ContributorSearch(ContributorRequest.NOTHING);
        assertThat(search.find()).isEmpty();
    }
}
