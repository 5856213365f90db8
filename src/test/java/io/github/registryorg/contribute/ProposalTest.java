package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.contribute.Build.Made;
import io.github.registryorg.contribute.ProposalResult.Outcome;
import io.github.registryorg.git.GitServer;
import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the registry's branches, on the real git's server. */
class ProposalTest {

    private static final String BRANCH = "update/acme+app";
    private static final String LATEST = "acme/app/manifests/latest/README.md";
    private static final String OLD = "2026-11-01T00:00:00Z";
    private static final String NEW = "2026-11-20T00:00:00Z";

    @TempDir
    private Path root;

    private RegistryRepository registry;
    private GitServer server;
    private int builds;

    @BeforeEach
    void serve() {
        registry = RegistryRepository.create(root.resolve("registry.git"));
        server = GitServer.open(root);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Build build() {
        return new Build(root.resolve("build" + builds++), server.url("registry.git"));
    }

    private Digest propose(Made made, String... tags) {
        Build build = build();
        Digest digest = build.publish("acme/app", made, tags);
        build.propose();
        return digest;
    }

    private String tag(String branch, String tag) {
        return registry.read(branch, "acme/app/manifests/" + tag + "/README.md");
    }

    @Test
    void repository_new_isOneCommitOnTheDefaultBranch() {
        Build build = build();
        Digest digest = build.publish("acme/app", new Made(NEW, null, "one"), "1.0", "latest");
        ProposalResult proposed = build.propose();

        assertThat(proposed.outcome()).isEqualTo(Outcome.PUSHED);
        assertThat(proposed.branch()).isEqualTo(BRANCH);
        assertThat(proposed.title()).isEqualTo("Update acme/app: 1.0, latest");
        assertThat(registry.run("rev-list", "--count", "main.." + BRANCH)).isEqualTo("1");
        assertThat(registry.run("rev-parse", BRANCH + "^")).isEqualTo(registry.tip("main"));
        assertThat(registry.changed(BRANCH))
                .containsExactly(
                        "acme/app/README.md",
                        new MetadataLayout("acme/app").content(digest),
                        "acme/app/manifests/1.0/README.md",
                        LATEST);
        assertThat(tag(BRANCH, "latest")).contains("digest: " + digest, "published: ");
        assertThat(registry.run("fsck", "--full", "--strict")).doesNotContain("error");
        assertThat(registry.run("log", "-1", "--format=%an <%ae>%n%B", BRANCH))
                .startsWith("Build <build@example.org>\nUpdate acme/app: 1.0, latest\n\nacme/app:1.0 is " + digest)
                .contains("Registry-Pushed-By: Build <build@example.org>");
    }

    /** A registry may have them, with a warning. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme/app/notes.txt|FILE_STRAY",
                "acme/app/digests/sha256/notes.txt|FILE_STRAY",
                "acme/app/README.md|FRONT_MATTER_INVALID",
                "Acme/Tool/tags/README.md|NAME_INVALID"
            })
    void contribution_withWhatARegistryIsWarnedOf_isRefusedBeforeAnythingIsSent(String file, ProblemCode code)
            throws IOException {
        Build build = build();
        build.publish("acme/app", new Made(NEW, null, "one"), "1.0");
        Path brought = root.resolve("build0").resolve(file);
        Files.createDirectories(brought.getParent());
        Files.writeString(brought, "# App\n");
        if (code == ProblemCode.NAME_INVALID) {
            Files.writeString(brought, "---\nlayout: tags\n---\n");
            Files.writeString(brought.resolve("../../README.md").normalize(), "---\nlayout: collection\n---\n");
        }
        String before = registry.run("for-each-ref");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(build::propose)
                .satisfies(
                        e -> assertThat(e.problems()).extracting(Problem::code).contains(code));
        assertThat(registry.run("for-each-ref")).isEqualTo(before);
    }

    @Test
    void content_thatTheRegistryHas_isNotProposed() {
        Build build = build();
        build.publish("acme/app", new Made(NEW, null, "one"), "1.0");
        build.propose();
        registry.merge(BRANCH);
        String main = registry.tip("main");
        String tip = registry.tip(BRANCH);

        ProposalResult again = build.propose();

        assertThat(again.outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(registry.tip("main")).isEqualTo(main);
        assertThat(registry.tip(BRANCH)).isEqualTo(tip);
    }

    @Test
    void proposal_repeated_changesNothing() {
        Build build = build();
        build.publish("acme/app", new Made(NEW, null, "one"), "1.0");
        assertThat(build.propose().isSent()).isTrue();
        String tip = registry.tip(BRANCH);

        assertThat(build.propose()).satisfies(again -> {
            assertThat(again.outcome()).isEqualTo(Outcome.PUSHED);
            assertThat(again.isSent()).isFalse();
        });
        assertThat(registry.tip(BRANCH)).isEqualTo(tip);
    }

    @Test
    void proposals_ofOneContainer_keepTheTagsOfAll() {
        propose(new Made(OLD, null, "one"), "1.0", "latest");
        Digest second = propose(new Made(NEW, null, "two"), "1.1", "latest");

        assertThat(registry.files(BRANCH))
                .contains("acme/app/manifests/1.0/README.md", "acme/app/manifests/1.1/README.md");
        assertThat(tag(BRANCH, "latest")).contains(second.toString());
        assertThat(registry.run("rev-list", "--count", "main.." + BRANCH)).isEqualTo("1");
    }

    @Test
    void build_oldThatFinishesLate_doesNotRollBackATag() {
        Digest young = propose(new Made(NEW, null, "two"), "1.1", "latest");
        Build late = build();
        late.publish("acme/app", new Made(OLD, null, "one"), "1.0", "latest");
        ProposalResult proposed = late.propose();

        assertThat(tag(BRANCH, "latest")).contains(young.toString());
        assertThat(registry.files(BRANCH)).contains("acme/app/manifests/1.0/README.md");
        assertThat(proposed.warnings())
                .singleElement()
                .asString()
                .startsWith("TAG_OLDER acme/app:latest: stays at ")
                .contains("created " + OLD + ", and not " + NEW, "-Dregistry.rollback");
        assertThat(proposed.body()).contains("**Left out:**");
    }

    @Test
    void build_olderThanTheRegistrys_doesNotRollBackATag() {
        Digest young = propose(new Made(NEW, null, "two"), "latest");
        registry.merge(BRANCH);
        registry.run("branch", "-D", BRANCH);
        Build late = build();
        Digest old = late.publish("acme/app", new Made(OLD, null, "one"), "latest");

        assertThat(late.propose().outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(registry.has(BRANCH)).isFalse();

        late.rollback = true;
        ProposalResult back = late.propose();
        assertThat(back.warnings()).isEmpty();
        assertThat(back.body()).contains("moved **back**");
        assertThat(tag(BRANCH, "latest")).contains(old.toString()).doesNotContain(young.toString());
    }

    @Test
    void branch_stale_isRecreatedOnTheDefaultBranch() {
        propose(new Made(OLD, null, "one"), "1.0");
        registry.commit("main", "other/app/README.md", "---\nlayout: collection\n---\n");
        propose(new Made(NEW, null, "two"), "1.1");

        assertThat(registry.run("rev-parse", BRANCH + "^")).isEqualTo(registry.tip("main"));
        assertThat(registry.files(BRANCH))
                .contains(
                        "other/app/README.md", "acme/app/manifests/1.0/README.md", "acme/app/manifests/1.1/README.md");
    }

    @Test
    void tag_movedByTheRegistry_isNotMovedBack() {
        propose(new Made("2026-11-02T00:00:00Z", null, "two"), "latest");
        Build direct = build();
        direct.branch = "by-hand";
        Digest newest = direct.publish("acme/app", new Made(NEW, null, "three"), "latest");
        direct.propose();
        registry.merge("by-hand");

        Build other = build();
        other.publish("acme/app", new Made(OLD, null, "one"), "1.0");
        ProposalResult proposed = other.propose();

        assertThat(tag(BRANCH, "latest")).contains(newest.toString());
        assertThat(registry.files(BRANCH)).contains("acme/app/manifests/1.0/README.md");
        assertThat(proposed.warnings()).asString().contains("is not proposed to move any more");
    }

    @Test
    void commits_ofOthers_areKept() {
        propose(new Made(OLD, null, "one"), "1.0");
        String foreign = registry.commit(BRANCH, "acme/app/README.md", "---\nlayout: collection\n---\nFixed.\n");
        registry.commit("main", "other/app/README.md", "---\nlayout: collection\n---\n");
        propose(new Made(NEW, null, "two"), "1.1");

        assertThat(registry.run("rev-parse", BRANCH + "^")).isEqualTo(foreign);
        assertThat(registry.read(BRANCH, "acme/app/README.md")).contains("Fixed.");

        propose(new Made(NEW, null, "three"), "1.2");
        assertThat(registry.run("rev-list", "main.." + BRANCH)).contains(foreign);
        assertThat(registry.run("rev-list", "--count", "main.." + BRANCH)).isEqualTo("4");
        assertThat(registry.files(BRANCH)).contains("acme/app/manifests/1.2/README.md");
    }

    @Test
    void commit_amended_countsAsForeign() {
        propose(new Made(OLD, null, "one"), "1.0");
        String amended = registry.amend(BRANCH, "acme/app/README.md", "---\nlayout: collection\n---\nFixed.\n");
        propose(new Made(NEW, null, "two"), "1.1");

        assertThat(registry.run("rev-parse", BRANCH + "^")).isEqualTo(amended);
        assertThat(registry.read(BRANCH, "acme/app/README.md")).contains("Fixed.");
    }

    @Test
    void pageAndProse_editedByPeople_areKept() {
        propose(new Made(OLD, null, "one"), "latest");
        registry.merge(BRANCH);
        String page = "---\nlayout: collection\nstore: " + Build.STORE + "\n---\nOurs.\n";
        registry.commit("main", "acme/app/README.md", page);
        registry.commit("main", LATEST, registry.read("main", LATEST) + "\nRead this.\n");
        Digest digest = propose(new Made(NEW, null, "two"), "latest");

        assertThat(registry.changed(BRANCH)).doesNotContain("acme/app/README.md");
        assertThat(tag(BRANCH, "latest")).contains(digest.toString(), "Read this.");
    }

    /** Where the page names no store, registry.yaml has it: a store that can't be read is not the same as none. */
    @Test
    void propose_ontoSettingsThatCannotBeRead_fails() {
        registry.commit("main", "acme/app/README.md", "---\nlayout: collection\n---\n");
        registry.commit("main", "registry.yaml", "x".repeat(2 * 1024 * 1024));
        Build build = build();
        build.publish("acme/app", new Build.Made("2026-01-01T00:00:00Z", null, "one"), "1.0");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(build::propose)
                .withMessageContaining("FILE_TOO_LARGE")
                .withMessageContaining("registry.yaml");
    }

    @Test
    void store_otherThanTheRegistrys_isWrittenForEachManifest() {
        registry.commit("main", "acme/app/README.md", "---\nlayout: collection\nstore: https://old.example/x\n---\n");
        Digest digest = propose(new Made(NEW, null, "two"), "latest");

        String hex = digest.hex();
        assertThat(registry.read(BRANCH, "acme/app/digests/sha256/" + hex.substring(0, 2) + "/" + hex + ".yaml"))
                .isEqualTo("bases: " + Build.STORE);
    }

    @Test
    void repositories_severalOfOneBuild_areOneProposal() {
        Build build = build();
        build.publish("acme/app", new Made(NEW, null, "one"), "1.0");
        build.publish("acme/app/tools", new Made(NEW, null, "two"), "1.0");
        ProposalResult proposed = build.propose();

        assertThat(proposed.branch()).isEqualTo("update/_acme-parent");
        assertThat(proposed.title()).isEqualTo("Update acme/app, acme/app/tools");
        assertThat(registry.files("update/_acme-parent"))
                .contains("acme/app/manifests/1.0/README.md", "acme/app/tools/manifests/1.0/README.md");
    }

    @Test
    void server_withoutFilters_isReadWhole() {
        registry.run("config", "uploadpack.allowFilter", "false");
        propose(new Made(OLD, null, "one"), "1.0");
        propose(new Made(NEW, null, "two"), "1.1");

        assertThat(registry.files(BRANCH))
                .contains("acme/app/manifests/1.0/README.md", "acme/app/manifests/1.1/README.md");
    }

    @Test
    void server_ofFiles_works() {
        Build build = build();
        build.registry = root.resolve("registry.git").toUri().toString();
        build.publish("acme/app", new Made(NEW, null, "one"), "1.0");

        assertThat(build.propose().outcome()).isEqualTo(Outcome.PUSHED);
        assertThat(registry.run("fsck", "--full", "--strict")).doesNotContain("error");
    }

    @Test
    void registry_withoutACommit_reportsWhatToDo() {
        RegistryRepository empty = RegistryRepository.create(root.resolve("empty.git"));
        empty.run("update-ref", "-d", "refs/heads/main");
        Build build = build();
        build.registry = server.url("empty.git");
        build.publish("acme/app", new Made(NEW, null, "one"), "1.0");

        assertThatThrownBy(build::propose)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("NAME_UNKNOWN " + build.registry + ": has no commit yet")
                .hasMessageContaining("registry:init");
    }

    @Test
    void manifest_brokenInTheRegistry_isReportedAndKept() {
        Build build = build();
        Digest digest = build.publish("acme/app", new Made(NEW, null, "one"), "1.0");
        String file = "acme/app/digests/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + ".json";
        registry.commit("main", file, "{}\r\n");

        assertThatThrownBy(build::propose)
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.problems().stream()
                                        .map(Problem::toString)
                                        .toList())
                                .isEqualTo(List.of(e.problem().toString())))
                .hasMessageContaining("DIGEST_INVALID " + file + ": is in the registry, with other bytes");
    }

    @Test
    void propose_ofADirectoryThatIsNotAContribution_fails() throws IOException {
        Build build = build();
        Path output = Files.createDirectories(root.resolve("build0"));
        Files.writeString(Files.createDirectories(output.resolve("com/acme")).resolve("Main.java"), "class Main {}");

        assertThatThrownBy(build::propose)
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("REGISTRY_UNKNOWN ")
                .hasMessageContaining("-Dregistry.output");
    }
}
