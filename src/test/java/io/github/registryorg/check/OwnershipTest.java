package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.contribute.ForgeStub;
import io.github.registryorg.event.CiEvent;
import io.github.registryorg.event.Contributor;
import io.github.registryorg.event.ContributorRequest;
import io.github.registryorg.event.ForgeUser;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change what of a registry that names owners. */
class OwnershipTest {

    private static final String OWNERS = """
            formatVersion: 1
            keepers:
            - {user: alice, id: 1001}
            owners:
              acme:
              - {user: bob, id: 1002}
              acme/app:
              - {user: carol, id: 1003}
            """;

    private static final StoreAccess LOOPBACK =
            new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);

    @TempDir
    Path temporary;

    private RegistryDirectory registry;
    private GitDirectoryFixture git;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.quick(temporary.resolve("registry"));
        registry = RegistryDirectory.wellFormed(git.directory()).file(".gitignore", ".store/\n");
    }

    /** A contribution that changes what exists, brings what is new in the namespace, and something elsewhere. */
    private void contribute(String policy) {
        registry.file("registry.yaml", policy);
        git.commit("The registry");
        git.branch("topic");
        registry.page("acme/app", "store: https://storage.example/acme");
        registry.page("acme/tool", "store: https://storage.example/acme");
        registry.page("moon/cheese", "store: https://storage.example/acme");
        // a contribution can't name owners
        git.commit("Contribute");
    }

    private ValidateResult validate(ContributorRequest contributor) {
        return validate(contributor, RegistryStory.ACCESS);
    }

    private ValidateResult validate(ContributorRequest contributor, StoreAccess access) {
        return new StaticRegistry()
                .validate(new ValidateRequest(
                        git.directory(),
                        "main",
                        "topic",
                        false,
                        access,
                        List.of(),
                        null,
                        false,
                        problem -> {},
                        contributor,
                        BlobOptions.DEFAULT));
    }

    private static ContributorRequest given(String... people) {
        return new ContributorRequest(
                Contributor.Given.parse(List.of(people)), null, id -> Optional.empty(), null, Map.of());
    }

    private List<Problem> refusals(String... people) {
        return validate(given(people)).errors().stream()
                .filter(error -> error.code() == ProblemCode.OWNER_REQUIRED)
                .toList();
    }

    private List<String> refused(String... people) {
        return refusals(people).stream().map(Problem::subject).toList();
    }

    @Test
    void contribution_byAKeeper_mayChangeAll() {
        contribute(OWNERS);
        assertThat(refused("alice#1001")).isEmpty();
        assertThat(validate(given("alice#1001")).notes())
                .containsExactly("Contributed by alice (id 1001), by registry.contributor.");
    }

    @Test
    void contribution_byAnOwner_mayChangeWhatIsBelow() {
        contribute(OWNERS);
        assertThat(refused("bob#1002")).containsExactly("moon/cheese");
        assertThat(refused("carol#1003")).containsExactly("acme/tool", "moon/cheese");
    }

    @Test
    void contribution_ofSeveral_isThatOfTheOneWhoMayTheLeast() {
        contribute(OWNERS);
        assertThat(refused("alice#1001", "carol#1003")).containsExactly("acme/tool", "moon/cheese");
        assertThat(refusals("bob#1002", "mallory#66"))
                .first()
                .asString()
                .contains("this contribution is made by mallory (id 66) of github.com, by registry.contributor")
                .doesNotContain("bob (id 1002) of github.com");
    }

    @Test
    void refusal_saysWhoOwnsItAndWhatToDo() {
        contribute(OWNERS);
        assertThat(refusals("mallory#66"))
                .extracting(Problem::toString)
                .containsExactly(
                        "OWNER_REQUIRED acme/app: belongs to bob (id 1002), carol (id 1003): this contribution is made by"
                                + " mallory (id 66) of github.com, by registry.contributor. Let bob (id 1002), carol (id"
                                + " 1003), alice (id 1001) contribute it, without commits of others. Or a keeper adds the"
                                + " user to owners in registry.yaml on the base. [acme/app]",
                        "OWNER_REQUIRED acme/tool: is new in a namespace that belongs to bob (id 1002): this contribution"
                                + " is made by mallory (id 66) of github.com, by registry.contributor. Let bob (id 1002),"
                                + " alice (id 1001) contribute it, without commits of others. Or a keeper adds the user to"
                                + " owners in registry.yaml on the base. [acme/tool]",
                        "OWNER_REQUIRED moon/cheese: is new, and nobody owns its namespace: this contribution is made by"
                                + " mallory (id 66) of github.com, by registry.contributor. Let alice (id 1001) contribute"
                                + " it, without commits of others. Or a keeper adds the user to owners in registry.yaml on"
                                + " the base. [moon/cheese]");
    }

    @Test
    void user_renamed_isAcceptedWithAWarning() {
        contribute(OWNERS);
        ValidateResult result = validate(given("robert#1002"));
        assertThat(result.warnings())
                .filteredOn(warning -> warning.code() == ProblemCode.OWNER_RENAMED)
                .singleElement()
                .asString()
                .startsWith("OWNER_RENAMED bob (id 1002): is now called robert.")
                .endsWith("[registry.yaml:6]");
        assertThat(refused("robert#1002")).containsExactly("moon/cheese");
        assertThat(validate(given("BOB#1002")).warnings())
                .noneMatch(warning -> warning.code() == ProblemCode.OWNER_RENAMED);
    }

    @Test
    void name_thatAnotherHasTaken_isRefused() {
        contribute(OWNERS);
        assertThat(refusals("bob#9999"))
                .first()
                .asString()
                .contains("bob (id 9999), who is not the bob (id 1002) of github.com that registry.yaml names,");
    }

    @Test
    void number_onAnotherForge_isAnother() {
        contribute(OWNERS);
        assertThat(refused("gitlab.example/bob#1002")).hasSize(3);
    }

    @Test
    void owner_whoLeft_canBeReplaced() {
        contribute(OWNERS.replace("{user: bob, id: 1002}", "{user: erin, id: 1005}"));
        assertThat(refused("bob#1002")).hasSize(3);
        assertThat(refused("erin#1005")).containsExactly("moon/cheese");
    }

    @Test
    void registry_withoutOwners_saysSo() {
        contribute("formatVersion: 1\n");
        ValidateResult result = validate(given("mallory#66"));
        assertThat(result.errors()).noneMatch(error -> error.code() == ProblemCode.OWNER_REQUIRED);
        assertThat(result.notes())
                .containsExactly("registry.yaml names no owners: anyone may change any repository (keepers, owners).");
    }

    @Test
    void contributor_unknown_isOneError() {
        contribute(OWNERS);
        ValidateResult result = validate(ContributorRequest.NOTHING);
        assertThat(result.errors())
                .filteredOn(error -> error.code() == ProblemCode.OWNER_REQUIRED)
                .singleElement()
                .asString()
                .contains("who makes this contribution is not known", "-Dregistry.contributor=bob#1002");
        assertThat(result.notes())
                .containsExactly("Blobs were not looked for, since who contributes may not make these changes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owners: {acme: [{id: 1}]}", "owners: [bob]", "keepers: []"})
    void owners_broken_failTheRun(String owners) {
        contribute("formatVersion: 1\n" + owners + "\n");
        assertThat(validate(given("mallory#66")).errors())
                .anyMatch(error -> error.code() == ProblemCode.FRONT_MATTER_INVALID
                        && error.location().file().equals("registry.yaml"));
    }

    @Test
    void owners_thatAContributionNames_areNotThose() {
        contribute(OWNERS);
        registry.file("registry.yaml", OWNERS.replace("alice, id: 1001", "mallory, id: 66"));
        git.commit("Keep it");
        assertThat(refused("mallory#66")).hasSize(3);
    }

    @Test
    void team_unreadable_isAnErrorAndNobodyIsInIt() {
        try (ForgeStub forge = new ForgeStub()) {
            String host = forge.url().origin().replace("http://", "");
            contribute("formatVersion: 1\nowners:\n  acme:\n  - {team: acme/platform, id: 77, forge: '" + host
                    + "'}\n  - {user: bob, id: 1002, forge: '" + host + "'}\n");
            CiEvent event = new CiEvent(
                    ForgeKind.FORGEJO,
                    forge.url(),
                    "acme/registry",
                    "push",
                    null,
                    0,
                    List.of(new ForgeUser(66, "mallory")),
                    false);
            ContributorRequest request = new ContributorRequest(
                    null, event, id -> Optional.empty(), null, Map.of("REGISTRY_TOKEN", "t0k3n"));
            assertThat(validate(request).errors())
                    .anyMatch(error -> error.code() == ProblemCode.DENIED
                            && error.hint().contains("read:organization")
                            && error.location().toString().equals("registry.yaml:4"))
                    .filteredOn(error -> error.code() == ProblemCode.OWNER_REQUIRED)
                    .hasSize(3);
            // once for all repositories
            assertThat(forge.lines()).containsExactly("GET /api/v1/teams/77");

            forge.on("GET /api/v1/teams/77", 200, "{\"id\": 77}")
                    .on("GET /api/v1/teams/77/members/mallory", 200, "{\"id\": 66}");
            assertThat(validate(request).errors())
                    .noneMatch(error -> error.code() == ProblemCode.DENIED)
                    .filteredOn(error -> error.code() == ProblemCode.OWNER_REQUIRED)
                    .extracting(Problem::subject)
                    .containsExactly("moon/cheese");
        }
    }

    @Test
    void forge_thatCannotBeAsked_isAnErrorAndAllIsRefusedOnce() {
        contribute(OWNERS);
        try (ForgeStub forge = new ForgeStub()) {
            CiEvent event = new CiEvent(
                    ForgeKind.GITHUB, forge.url(), "acme/registry", "pull_request", null, 5, List.of(), true);
            assertThat(validate(new ContributorRequest(
                                    null, event, id -> Optional.empty(), null, Map.of("REGISTRY_TOKEN", "t0k3n")))
                            .errors())
                    .filteredOn(error -> error.code() == ProblemCode.NAME_UNKNOWN)
                    .singleElement()
                    .asString()
                    .contains("/repos/acme/registry/pulls/5: ", "Pull requests: read");
        }
    }

    /** Who it is can't be found out: that is no reason to request what they name. */
    @ParameterizedTest
    @ValueSource(ints = {401, 500})
    void forge_thatRefuses_causesNoRequestToStores(int status) {
        AtomicInteger requests = new AtomicInteger();
        try (ForgeStub forge = new ForgeStub();
                LoopbackServer store = LoopbackServer.start(exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(404, -1);
                })) {
            forge.on("GET /repos/acme/registry/pulls/5", status, "{\"message\":\"no\"}");
            registry.file("registry.yaml", OWNERS);
            git.commit("The registry");
            git.branch("topic");
            ContributionFixture.NEW.into(
                    registry.page("acme/tool", "store: " + store.url("/acme")), "acme/tool", "1.0");
            git.commit("Contribute");
            CiEvent event = new CiEvent(
                    ForgeKind.GITHUB, forge.url(), "acme/registry", "pull_request", null, 5, List.of(), true);
            ContributorRequest asked = new ContributorRequest(
                    null, event, id -> Optional.empty(), null, Map.of("REGISTRY_TOKEN", "t0k3n"));

            ValidateResult result = validate(asked, LOOPBACK);
            assertThat(result.errors())
                    .anyMatch(error -> error.toString().contains("/repos/acme/registry/pulls/5"))
                    .noneMatch(error -> error.code() == ProblemCode.OWNER_REQUIRED);
            assertThat(result.notes())
                    .contains("Blobs were not looked for, since who contributes may not make these changes.");
            assertThat(requests).hasValue(0);

            // the same, where it is known
            validate(given("alice#1001"), LOOPBACK);
            assertThat(requests.get()).isPositive();
        }
    }
}
