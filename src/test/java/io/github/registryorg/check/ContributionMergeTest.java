package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contribution is judged as it would be once merged, whatever its base has become since. */
class ContributionMergeTest {

    private static final String APP = "acme/app";
    private static final String PAGE = APP + "/README.md";
    private static final String ARM64 = APP + "@" + shortly(Sample.ARM64);

    @TempDir
    Path temporary;

    private RegistryDirectory registry;
    private GitDirectoryFixture git;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.quick(temporary.resolve("registry"));
        registry = RegistryDirectory.wellFormed(git.directory());
        registry.file("registry.yaml", "formatVersion: 1\n").file(".gitignore", ".store/\n");
        git.commit("The registry");
    }

    private void onTopic(Runnable changes) {
        git.switchTo("topic", "main");
        changes.run();
        git.commit("Contribute");
        git.switchTo("main");
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
        assertThat(validate().changes()).isEmpty();
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
    void changes_areThoseOfTheBase() {
        onTopic(() -> tag("2"));
        onMain(() -> registry.tag(APP, "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE));
        assertThat(changes(validate())).containsExactly("NEW acme/app:2: " + shortly(Sample.ARM64));
    }

    @Test
    void workingTree_isMergedToo() {
        onMain(() -> tag("Edge"));
        git.switchTo("topic", "main~1");
        tag("edge");
        registry.page(APP, "store: file:.store", "title: Mine");
        assertThat(validate(null).errors()).extracting(Problem::code).containsExactly(ProblemCode.NAME_CONFLICT);
        git.git("stash", "-q", "-u");
        git.switchTo("main");
        onMain(() -> registry.page(APP, "store: file:.store", "title: Yours"));
        git.switchTo("topic");
        git.git("stash", "pop", "-q");
        assertThat(validate(null).errors())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CHANGE_CONFLICT, ProblemCode.NAME_CONFLICT);
    }

    @Test
    void workingTree_withWhatTheBaseHas_changesNothing() {
        onMain(() -> tag("2"));
        git.switchTo("topic", "main~1");
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
        git.switchTo("topic");
        git.git("merge", "-q", "-m", "Take ours", main);
        assertThat(git.git("merge-base", "--all", "main", "topic").split("\n")).hasSize(2);
        assertThat(validate().files()).isZero();
        registry.tag(APP, "2", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        tag("4");
        git.commit("More");
        git.switchTo("main");
        onMain(() -> tag("5"));
        assertThat(validate().errors()).isEmpty();
        assertThat(changes(validate()))
                .containsExactly(
                        "MOVED acme/app:2: " + shortly(Sample.ARM64) + " → " + shortly(Sample.BOTH),
                        "NEW acme/app:4: " + shortly(Sample.ARM64));
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
        git.switchTo("main");
        git.git("merge", "-q", "--allow-unrelated-histories", "-m", "Both", "second");
        git.switchTo("topic");
        tag("2");
        git.commit("Contribute");
        assertThat(validate().errors()).isEmpty();
        assertThat(validate().changes()).hasSize(1);
    }

    @Test
    void file_thatAContributionTurnsBack_isAChange() {
        String old = git.git("rev-parse", "main");
        onTopic(() -> tag("2"));
        onMain(() -> tag("3"));
        git.git("merge", "-q", "-m", "Take theirs", "topic");
        git.switchTo("topic");
        git.git("merge", "-q", "-m", "Take ours", "main~1");
        git.git("rm", "-rq", APP + "/manifests/2");
        git.commit("Turn back");
        assertThat(git.git("merge-base", "--all", "main", "topic").split("\n"))
                .hasSize(2)
                .doesNotContain(old);
        assertThat(changes(validate())).containsExactly("REMOVED acme/app:2, which was " + shortly(Sample.ARM64));
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
        GitDirectoryFixture clone = GitDirectoryFixture.quick(temporary.resolve("clone"));
        clone.git(
                "fetch",
                "-q",
                "--depth",
                "1",
                "file://" + git.directory(),
                "main:main",
                "topic:topic",
                "--update-head-ok");
        clone.switchTo("main");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> validate(clone.directory(), "topic"))
                .withMessageContaining("git fetch --unshallow");
    }

    // two contributions, each of them valid

    /** What GitHub calls a merge group: both, one upon the other. */
    @Test
    void contributions_invalidTogether_areCaughtBeforeAndAfterTheMerge() {
        onTopic(() -> tag("2"));
        git.branch("other");
        registry.note(APP, ManifestText.digest(Sample.ARM64), "removed: it had a secret")
                .note(APP, ManifestText.digest(Sample.BOTH), "removed: it has the other")
                .remove(APP + "/manifests/arm64/README.md")
                .remove(APP + "/manifests/1.4.2/README.md");
        git.commit("By a keeper");
        assertThat(judge("main", "other").report().errors()).isEmpty();
        assertThat(validate("topic").errors()).isEmpty();

        git.switchTo("group", "other");
        git.git("merge", "-q", "-m", "Both", "topic");
        assertThat(judge("main", "group").report().errors())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.MANIFEST_UNKNOWN);

        git.switchTo("main");
        git.git("merge", "-q", "group");
        assertThat(new StaticRegistry()
                        .validate(new ValidateRequest(registry.root(), false, RegistryStory.ACCESS))
                        .errors())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.MANIFEST_UNKNOWN);
    }

    @Test
    void contributions_ofNamesThatLookAlike_areCaughtTogether() {
        onTopic(() -> image("acme/tool"));
        git.switchTo("other", "main");
        image("acme/too1");
        git.commit("The other");
        git.switchTo("main");
        assertThat(validate("topic").errors()).isEmpty();
        assertThat(validate("other").errors()).isEmpty();

        git.git("merge", "-q", "-m", "One", "topic");
        assertThat(validate("other").errors()).extracting(Problem::code).containsExactly(ProblemCode.NAME_SIMILAR);
    }

    private void image(String repository) {
        registry.page(repository, "store: file:.store")
                .content(repository, Sample.ARM64_CONFIG)
                .content(repository, Sample.ARM64)
                .tag(repository, "1", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    private Inspected judge(String base, String head) {
        ValidateRequest request = new ValidateRequest(registry.root(), base, head, false, RegistryStory.ACCESS);
        try (OpenStores open = new OpenStores(registry.root(), RegistryStory.ACCESS)) {
            return new ContributionValidation(
                            request, any -> Authority.Standing.KEEPER, null, open.stores(), Progress.NONE)
                    .inspect();
        }
    }

    // states of digests

    @Test
    void digest_thatIsYanked_isListed() {
        onTopic(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "yanked: \"it is\\nbroken\""));
        assertThat(validate().errors()).isEmpty();
        assertThat(changes(validate())).containsExactly("YANKED " + ARM64 + ": it is\\u000abroken");
    }

    @Test
    void digest_thatIsNoLongerYankedOrOtherwise_isListed() {
        onMain(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "yanked: old")
                .note(APP, ManifestText.digest(Sample.BOTH), "yanked: it"));
        onTopic(() -> registry.note(APP, ManifestText.digest(Sample.ARM64), "yanked: new")
                .remove(RegistryDirectory.noteFile(APP, ManifestText.digest(Sample.BOTH))));
        assertThat(validate().errors()).isEmpty();
        assertThat(changes(validate()))
                .containsExactlyInAnyOrder(
                        "YANKED " + ARM64 + ": new (before: old)",
                        "YANKED " + APP + "@" + shortly(Sample.BOTH) + " is not yanked any more; the reason was: it");
    }

    @Test
    void digest_thatAContributionRemoves_isListedAndRefused() {
        onTopic(() -> {
            registry.note(APP, ManifestText.digest(Sample.AMD64), "removed: I don't like it");
            tag("2");
        });
        ValidateResult result = validate();
        assertThat(changes(result)).startsWith("WITHDRAWN " + APP + "@" + shortly(Sample.AMD64) + ": I don't like it");
        assertThat(result.errors())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(ProblemCode.CHANGE_FORBIDDEN, ProblemCode.MANIFEST_BLOB_UNKNOWN);
    }

    @Test
    void digest_thatAContributionBringsBack_isListedAndRefused() {
        onMain(() -> registry.note(APP, ManifestText.digest("gone"), "removed: it had a secret"));
        onTopic(() -> registry.remove(RegistryDirectory.noteFile(APP, ManifestText.digest("gone"))));
        ValidateResult result = validate();
        assertThat(changes(result))
                .containsExactly("WITHDRAWN " + APP + "@" + shortly("gone")
                        + " is not withdrawn any more; the reason was: it had a secret");
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
        git.switchTo("topic");
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
        git.switchTo("topic", "main");
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

    private static String shortly(String manifest) {
        return ManifestText.digest(manifest).abbreviated();
    }

    private static List<String> changes(ValidateResult result) {
        return result.changes().stream()
                .map(change -> change.kind() + " " + ChangeText.line(change, PrintableText::of))
                .toList();
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
