package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.contribute.Build.Made;
import io.github.registryorg.contribute.ProposalResult.Outcome;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.git.GitDirectoryFixture.RawTree;
import io.github.registryorg.git.GitServer;
import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contributions to registries whose trees git would not make today. */
class ProposalTreeTest {

    private static final String BRANCH = "update/acme+app";

    @TempDir
    private Path root;

    private RegistryRepository registry;
    private GitDirectoryFixture objects;
    private GitServer server;
    private String blob;
    private int builds;

    @BeforeEach
    void serve() {
        registry = RegistryRepository.create(root.resolve("registry.git"));
        objects = GitDirectoryFixture.at(registry.directory());
        server = GitServer.open(root);
        blob = objects.blob("content\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ProposalResult propose(boolean overHttp, String tag) {
        String file = registry.directory().toUri().toString();
        Build build = new Build(root.resolve("build" + builds++), overHttp ? server.url("registry.git") : file);
        build.publish("acme/app", new Made("2026-11-01T00:00:00Z", null, tag), tag);
        return build.propose();
    }

    private void commit(RawTree tree) {
        String commit = objects.commitTree(objects.object("tree", tree.bytes()), registry.tip("main"));
        registry.run("update-ref", "refs/heads/main", commit);
    }

    private String id(String revision) {
        return registry.run("rev-parse", revision);
    }

    /** Not in git's order. */
    private String unsorted() {
        RawTree tree = new RawTree().entry("100644", "b", blob).entry("100644", "a", blob);
        return objects.object("tree", tree.bytes());
    }

    private RawTree oddRoot(String acme) {
        return new RawTree()
                .entry("100644", ".gitattributes", id("main:.gitattributes"))
                .entry("100664", "LICENSE", blob)
                .entry("40000", "acme", acme)
                .entry("100644", "acme0", blob)
                .entry("40755", "directory", unsorted())
                .entry("120000", "link", blob)
                .entry("160000", "module", "1234567890123456789012345678901234567890")
                .entry("100644", "registry.yaml", id("main:registry.yaml"))
                .entry("040000", "zero", unsorted());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void propose_besideOddEntries_keepsThemByteForByte(boolean overHttp) {
        RawTree acme = new RawTree()
                .entry("100644", "app.txt", blob)
                .entry("040000", "broken", unsorted())
                .entry("100664", "old", blob);
        commit(oddRoot(objects.object("tree", acme.bytes())));

        assertThat(propose(overHttp, "1.0").outcome()).isEqualTo(Outcome.PUSHED);
        // the second one compares what the first has proposed with what it was made from
        assertThat(propose(overHttp, "1.1").outcome()).isEqualTo(Outcome.PUSHED);

        RawTree edited = new RawTree()
                .entry("100644", "app.txt", blob)
                .entry("40000", "app", id(BRANCH + ":acme/app"))
                .entry("040000", "broken", unsorted())
                .entry("100664", "old", blob);
        assertThat(id(BRANCH + ":acme")).isEqualTo(objects.object("tree", edited.bytes()));
        assertThat(id(BRANCH + "^{tree}"))
                .isEqualTo(objects.object("tree", oddRoot(id(BRANCH + ":acme")).bytes()));
        assertThat(registry.run("ls-tree", "-r", "--name-only", BRANCH, "acme/app/"))
                .contains("acme/app/manifests/1.0/README.md", "acme/app/manifests/1.1/README.md");
    }

    @Test
    void propose_intoAnUnsortedDirectory_isRefused() {
        commit(oddRoot(unsorted()));
        String main = registry.tip("main");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> propose(true, "1.0"))
                .withMessageStartingWith("FILE_KIND_INVALID acme/: has names twice, or not in git's order");
        assertThat(registry.has(BRANCH)).isFalse();
        assertThat(registry.tip("main")).isEqualTo(main);
    }

    @ParameterizedTest
    @CsvSource({"120000, link", "160000, submodule", "100644, file"})
    void propose_belowWhatIsNotADirectory_isRefused(String mode, String what) {
        commit(new RawTree()
                .entry(mode, "acme", mode.equals("160000") ? "1234567890123456789012345678901234567890" : blob)
                .entry("100644", "registry.yaml", id("main:registry.yaml")));

        assertThatExceptionOfType(RegistryException.class)
                .as(what)
                .isThrownBy(() -> propose(true, "1.0"))
                .withMessageStartingWith("FILE_KIND_INVALID acme: is not a directory in the registry");
        assertThat(registry.has(BRANCH)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"40000", "160000", "120000"})
    void propose_whereSomethingElseIsInThePlaceOfAFile_isRefused(String mode) {
        String other = mode.equals("120000") ? blob : mode.equals("160000") ? registry.tip("main") : unsorted();
        String tag = objects.object(
                "tree", new RawTree().entry(mode, "README.md", other).bytes());
        String manifests =
                objects.object("tree", new RawTree().entry("40000", "1.0", tag).bytes());
        String app = objects.object(
                "tree", new RawTree().entry("40000", "manifests", manifests).bytes());
        commit(oddRoot(
                objects.object("tree", new RawTree().entry("40000", "app", app).bytes())));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> propose(true, "1.0"))
                .withMessageStartingWith("FILE_KIND_INVALID acme/app/manifests/1.0/README.md: is not an ordinary file")
                .withMessageContaining("fix it there first");
    }
}
