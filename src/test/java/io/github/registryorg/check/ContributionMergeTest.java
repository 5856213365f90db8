package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contribution is judged as it would be once merged, whatever its base has become since. */
class ContributionMergeTest {

    private static final String APP = "acme/app";
    private static final String PAGE = APP + "/README.md";
    private static final String ARM64 = APP + "@" + ManifestText.digest(Sample.ARM64);

    @TempDir
    Path temporary;

    private RegistryDirectory registry;
    private GitDirectoryFixture git;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.init(temporary.resolve("registry"));
        registry = RegistryDirectory.wellFormed(git.directory());
        registry.file("registry.yaml", "formatVersion: 1\n").file(".gitignore", ".store/\n");
        git.commit("The registry");
    }

    private void onTopic(Runnable changes) {
        git.git("switch", "-q", "-C", "topic", "main");
        changes.run();
        git.commit("Contribute");
        git.git("switch", "-q", "main");
    }

    private void onMain(Runnable changes) {
        changes.run();
        git.commit("Go on");
    }

    private void tag(String name) {
        registry.tag(APP, name, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    @Test
    void tag_onADigestThatWasRemovedMeanwhile_isReported() {
        onTopic(() -> tag("2"));
        onMain(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "removed: it had a secret")
                .note(APP, ManifestText.digest(Sample.BOTH), "removed: it has the other")
                .remove(APP + "/manifests/arm64/README.md")
                .remove(APP + "/manifests/1.4.2/README.md"));
        assertThat(validate().errors()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_UNKNOWN);
            assertThat(problem.subject()).isEqualTo("acme/app:2");
        });
    }

    @Test
    void tag_onADigestWhoseBytesAreGone_isReported() {
        onTopic(() -> tag("2"));
        onMain(() -> git.git("rm", "-rq", APP + "/digests", APP + "/manifests"));
        assertThat(validate().errors()).extracting(Problem::code).containsExactly(ProblemCode.MANIFEST_UNKNOWN);
    }

    @Test
    void tags_thatDifferOnlyInCase_areReported() {
        onTopic(() -> tag("Edge"));
        onMain(() -> tag("edge"));
        assertThat(validate().errors()).extracting(Problem::code).containsExactly(ProblemCode.NAME_CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Acme/app/notes.txt", "acme/App/x", "ACME", "acme/APP", "acme/app/TAGS/x", "acme/app/Readme.md"})
    void path_thatDiffersOnlyInCaseFromTheBases_isReported(String path) {
        onTopic(() ->
                registry.page(APP, "store: file:.store", "title: More").file(APP + "/tags/README.md", "---\n---\n"));
        onMain(() -> commitAlone(path));
        assertThat(validate().errors())
                .filteredOn(problem -> problem.code() == ProblemCode.NAME_CONFLICT)
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("only in case"));
    }

    /** Without a file of this name on the disk, which may not be able to hold it. */
    private void commitAlone(String path) {
        git.git("update-index", "--add", "--cacheinfo", "100644," + git.blob("x") + "," + path);
        git.git("commit", "-q", "-m", "Beside");
        git.git("reset", "-q", "--hard");
    }

    @Test
    void repository_thatTheBaseNestsBelow_isNotReported() {
        onTopic(() -> tag("2"));
        onMain(() -> registry.page(APP + "/tools", "store: file:.store").page("acme", "store: file:.store"));
        assertThat(validate().errors()).isEmpty();
    }

    @Test
    void repository_thatTheBaseHasRemoved_isJudgedWithoutItsPage() {
        onTopic(() -> registry.content(APP, ManifestText.image(Sample.ARM64_CONFIG)));
        onMain(() -> git.git("rm", "-rq", APP));
        assertThat(validate().errors()).extracting(Problem::code).contains(ProblemCode.STORE_INVALID);
    }

    @Test
    void file_thatBothHaveChanged_isAConflict() {
        onTopic(() -> registry.page(APP, "store: file:.store", "title: Mine"));
        onMain(() -> registry.page(APP, "store: file:.store", "title: Yours"));
        assertConflict(PAGE, "was changed here, and otherwise on the base");
    }

    @Test
    void tag_thatBothHaveAdded_isAConflict() {
        onTopic(() -> tag("2"));
        onMain(() -> registry.tag(APP, "2", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE));
        assertConflict(APP + "/manifests/2/README.md", "was added here, and otherwise on the base");
        assertThat(validate().tagChanges()).isEmpty();
    }

    @Test
    void file_thatWasChangedHereAndRemovedThere_isAConflict() {
        onTopic(() -> registry.page(APP, "store: file:.store", "title: Mine"));
        onMain(() -> registry.file("registry.yaml", "formatVersion: 1\nstore: file:.store\n")
                .remove(PAGE));
        assertConflict(PAGE, "was changed here, and removed on the base");
    }

    @Test
    void file_thatWasRemovedHereAndChangedThere_isAConflict() {
        onTopic(() -> registry.remove(APP + "/manifests/arm64/README.md"));
        onMain(() -> registry.tag(APP, "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE));
        assertConflict(APP + "/manifests/arm64/README.md", "was removed here, and changed on the base");
    }

    @Test
    void fileAndDirectory_atOnePath_areAConflict() {
        onTopic(() -> tag("2"));
        onMain(() -> registry.file(APP + "/manifests/2", "a file"));
        assertConflict(APP + "/manifests/2/README.md", "in place of a");
    }

    @Test
    void directoryOfTheBase_atTheContributionsFile_isAConflict() {
        onTopic(() -> registry.page("acme/new", "store: file:.store"));
        onMain(() -> registry.file("acme/new/README.md/x", "x"));
        assertConflict("acme/new/README.md", "in place of a");
    }

    @Test
    void file_thatMayNotBeChanged_isNotAConflictToo() {
        onTopic(() -> registry.file("registry.yaml", "formatVersion: 1\ntitle: Mine\n"));
        onMain(() -> registry.file("registry.yaml", "formatVersion: 1\ntitle: Yours\n"));
        assertThat(validate().errors()).extracting(Problem::code).containsExactly(ProblemCode.CHANGE_FORBIDDEN);
    }

    @Test
    void change_thatTheBaseHasToo_isNone() {
        onTopic(() -> {
            tag("2");
            registry.remove(APP + "/manifests/arm64/README.md");
        });
        onMain(() -> {
            tag("2");
            registry.remove(APP + "/manifests/arm64/README.md");
        });
        assertThat(validate().errors()).isEmpty();
        assertThat(validate().files()).isZero();
        assertThat(validate().repositories()).isZero();
    }

    @Test
    void tagChanges_areThoseOfTheBase() {
        onTopic(() -> tag("2"));
        onMain(() -> registry.tag(APP, "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE));
        assertThat(validate().tagChanges()).containsExactly("acme/app:2 is new: " + ManifestText.digest(Sample.ARM64));
    }

    @Test
    void workingTree_isMergedToo() {
        onMain(() -> tag("Edge"));
        git.git("switch", "-q", "-c", "topic", "main~1");
        tag("edge");
        registry.page(APP, "store: file:.store", "title: Mine");
        assertThat(validate(null).errors()).extracting(Problem::code).containsExactly(ProblemCode.NAME_CONFLICT);
        git.git("stash", "-q", "-u");
        git.git("switch", "-q", "main");
        onMain(() -> registry.page(APP, "store: file:.store", "title: Yours"));
        git.git("switch", "-q", "topic");
        git.git("stash", "pop", "-q");
        assertThat(validate(null).errors())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CHANGE_CONFLICT, ProblemCode.NAME_CONFLICT);
    }

    @Test
    void workingTree_withWhatTheBaseHas_changesNothing() {
        onMain(() -> tag("2"));
        git.git("switch", "-q", "-c", "topic", "main~1");
        tag("2");
        ValidateResult result = validate(null);
        assertThat(result.errors()).isEmpty();
        assertThat(result.files()).isZero();
    }

    @Test
    void branches_mergedInBothDirections_haveSeveralMergeBases() {
        onTopic(() -> tag("2"));
        onMain(() -> tag("3"));
        String main = git.git("rev-parse", "main");
        git.git("merge", "-q", "-m", "Take theirs", "topic");
        git.git("switch", "-q", "topic");
        git.git("merge", "-q", "-m", "Take ours", main);
        assertThat(git.git("merge-base", "--all", "main", "topic").split("\n")).hasSize(2);
        assertThat(validate().files()).isZero();
        registry.tag(APP, "2", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        tag("4");
        git.commit("More");
        git.git("switch", "-q", "main");
        onMain(() -> tag("5"));
        assertThat(validate().errors()).isEmpty();
        assertThat(validate().tagChanges())
                .containsExactly(
                        "acme/app:2 moves from " + ManifestText.digest(Sample.ARM64) + " to "
                                + ManifestText.digest(Sample.BOTH),
                        "acme/app:4 is new: " + ManifestText.digest(Sample.ARM64));
        onMain(() -> registry.remove(APP + "/manifests/2/README.md"));
        assertConflict(APP + "/manifests/2/README.md", "was changed here, and removed on the base");
    }

    @Test
    void mergeBases_withNothingInCommon_areMergedAllTheSame() {
        git.git("switch", "-q", "--orphan", "second");
        registry.page("acme/second", "store: file:.store");
        git.commit("Another registry");
        git.git("switch", "-q", "-c", "topic");
        git.git("merge", "-q", "--allow-unrelated-histories", "-m", "Both", "main");
        git.git("switch", "-q", "main");
        git.git("merge", "-q", "--allow-unrelated-histories", "-m", "Both", "second");
        git.git("switch", "-q", "topic");
        tag("2");
        git.commit("Contribute");
        assertThat(validate().errors()).isEmpty();
        assertThat(validate().tagChanges()).hasSize(1);
    }

    @Test
    void file_thatAContributionTurnsBack_isAChange() {
        String old = git.git("rev-parse", "main");
        onTopic(() -> tag("2"));
        onMain(() -> tag("3"));
        git.git("merge", "-q", "-m", "Take theirs", "topic");
        git.git("switch", "-q", "topic");
        git.git("merge", "-q", "-m", "Take ours", "main~1");
        git.git("rm", "-rq", APP + "/manifests/2");
        git.commit("Turn back");
        assertThat(git.git("merge-base", "--all", "main", "topic").split("\n"))
                .hasSize(2)
                .doesNotContain(old);
        assertThat(validate().tagChanges())
                .containsExactly("acme/app:2 is removed; it was " + ManifestText.digest(Sample.ARM64));
    }

    @Test
    void histories_withNothingInCommon_areRefused() {
        git.git("switch", "-q", "--orphan", "topic");
        git.file("acme/app/README.md", "x").commit("Alone");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::validate)
                .withMessageContaining("has no commit in common with main");
    }

    @Test
    void shallowClone_withoutTheMergeBase_isReportedWithWhatToFetch() {
        onTopic(() -> tag("2"));
        onMain(() -> tag("3"));
        GitDirectoryFixture clone = GitDirectoryFixture.init(temporary.resolve("clone"));
        clone.git(
                "fetch",
                "-q",
                "--depth",
                "1",
                "file://" + git.directory(),
                "main:main",
                "topic:topic",
                "--update-head-ok");
        clone.git("switch", "-q", "main");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> validate(clone.directory(), "topic"))
                .withMessageContaining("git fetch --unshallow");
    }

    // states of digests

    @Test
    void digest_thatIsYanked_isListed() {
        onTopic(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "yanked: \"it is\\nbroken\""));
        assertThat(validate().errors()).isEmpty();
        assertThat(validate().tagChanges()).containsExactly(ARM64 + " is yanked: it is\\u000abroken");
    }

    @Test
    void digest_thatIsNoLongerYankedOrOtherwise_isListed() {
        onMain(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "yanked: old")
                .note(APP, ManifestText.digest(Sample.BOTH), "yanked: it"));
        onTopic(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "yanked: new")
                .remove(RegistryDirectory.noteFile(APP, ManifestText.digest(Sample.BOTH))));
        assertThat(validate().errors()).isEmpty();
        assertThat(validate().tagChanges())
                .containsExactlyInAnyOrder(
                        ARM64 + " stays yanked; the reason changes from: old to: new",
                        APP + "@" + ManifestText.digest(Sample.BOTH) + " is not yanked any more; the reason was: it");
    }

    @Test
    void digest_thatAContributionRemoves_isListedAndRefused() {
        onTopic(() -> {
            registry.note(APP, ManifestText.digest(Sample.AMD64), "removed: I don't like it");
            tag("2");
        });
        ValidateResult result = validate();
        assertThat(result.tagChanges())
                .startsWith(APP + "@" + ManifestText.digest(Sample.AMD64) + " is removed: I don't like it");
        assertThat(result.errors())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(ProblemCode.CHANGE_FORBIDDEN, ProblemCode.MANIFEST_BLOB_UNKNOWN);
    }

    @Test
    void digest_thatAContributionBringsBack_isListedAndRefused() {
        onMain(() -> registry.note(APP, ManifestText.digest("gone"), "removed: it had a secret"));
        onTopic(() -> registry.remove(RegistryDirectory.noteFile(APP, ManifestText.digest("gone"))));
        ValidateResult result = validate();
        assertThat(result.tagChanges())
                .containsExactly(APP + "@" + ManifestText.digest("gone")
                        + " is not removed any more; the reason was: it had a secret");
        assertThat(result.errors()).extracting(Problem::code).containsExactly(ProblemCode.CHANGE_FORBIDDEN);
    }

    // values of a tag

    @ParameterizedTest
    @ValueSource(strings = {"2099-01-01T00:00:00Z", "2099-01-01", "2026-02-31", "2026-11-20T25:00:00Z"})
    void published_inTheFutureOrNever_isReported(String published) {
        onTopic(() -> published("2", published));
        assertThat(validate().errors()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.what()).contains("has published " + published);
            assertThat(problem.location()).hasToString(APP + "/manifests/2/README.md:6");
        });
        git.git("switch", "-q", "topic");
        git.git("reset", "-q", "--soft", "main");
        assertThat(validate(null).errors()).hasSize(1);
    }

    @Test
    void published_beforeTheCommit_isFine() {
        onTopic(() -> published("2", "2020-02-29"));
        assertThat(validate().errors()).isEmpty();
    }

    @Test
    void published_afterTheCommit_isReportedThoughItIsPast() {
        git.git("switch", "-q", "-C", "topic", "main");
        published("2", "2021-01-01T00:00:00Z");
        git.git("add", "-A");
        String tree = git.git("write-tree");
        String head = git.object(
                "commit",
                ("tree " + tree + "\nparent " + git.git("rev-parse", "main")
                                + "\nauthor A <a@example.org> 1577836800 +0000\n"
                                + "committer A <a@example.org> 1577836800 +0000\n\nContribute\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(validate(head).errors())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .contains("later than its commit")
                        .contains("2020-01-01"));
    }

    @Test
    void published_ofATagThatIsNotChanged_isNotLookedAt() {
        onMain(() -> published("old", "2099-01-01"));
        onTopic(() -> tag("2"));
        assertThat(validate().errors()).isEmpty();
    }

    private void published(String tag, String when) {
        registry.tag(
                APP,
                tag,
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + ManifestText.digest(Sample.ARM64),
                "size: " + Sample.ARM64_SIZE,
                "published: " + when);
    }

    private void assertConflict(String file, String what) {
        assertThat(validate().errors()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.CHANGE_CONFLICT);
            assertThat(problem.subject()).isEqualTo(file);
            assertThat(problem.what()).contains(what);
            assertThat(problem.hint()).contains("git merge");
        });
    }

    private ValidateResult validate() {
        return validate("topic");
    }

    private ValidateResult validate(String head) {
        return validate(registry.root(), head);
    }

    private static ValidateResult validate(Path directory, String head) {
        return new StaticRegistry().validate(new ValidateRequest(directory, "main", head, false, RegistryStory.ACCESS));
    }
}
