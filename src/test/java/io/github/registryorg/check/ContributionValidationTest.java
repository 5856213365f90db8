package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.git.GitDirectoryFixture.RawTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.HeardProgress;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a contribution changes is validated, and nothing else, with the base's policy. */
class ContributionValidationTest {

    private static final String APP = "acme/app";
    private static final String TOOL = "acme/tool";
    private static final String CONFIG = ManifestText.config("amd64", 1);
    private static final String LAYER = "files of the tool";
    private static final String IMAGE = ManifestText.image(CONFIG, LAYER);
    private static final long SIZE = ManifestText.size(IMAGE) + ManifestText.size(CONFIG) + ManifestText.size(LAYER);

    @TempDir
    Path temporary;

    private RegistryDirectory registry;
    private GitDirectoryFixture git;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.quick(temporary.resolve("registry"));
        registry = RegistryDirectory.wellFormed(git.directory());
        registry.file("registry.yaml", "formatVersion: 1\n").file(".gitignore", ".store/\ntarget/\n");
        git.commit("The registry");
        git.branch("topic");
    }

    @Test
    void contribution_empty_hasNoFinding() {
        ValidateResult result = validate("topic");
        assertThat(result.errors()).isEmpty();
        assertThat(result.summary()).isEqualTo("Checked 0 repositories with 0 tags and 0 blobs: 0 errors, 0 warnings.");
    }

    @Test
    void contribution_valid_isAcceptedWithoutACheckout() {
        tool("1.0");
        registry.tag(APP, "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        registry.tag(APP, "2", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        git.commit("Contribute");
        git.switchTo("main");
        ValidateResult result = validate("topic");
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(ChangeText.lines(result.changes()))
                .containsExactly(
                        "Tags moved to another image:",
                        "  acme/app:arm64: " + shortly(Sample.ARM64) + " → " + shortly(Sample.BOTH),
                        "New:",
                        "  acme/app:2: " + shortly(Sample.ARM64),
                        "  acme/tool:1.0: " + shortly(IMAGE));
        assertThat(result.summary())
                .isEqualTo(
                        "6 files changed. Checked 2 repositories with 4 tags and 2 blobs (2 hashed): 0 errors, 0 warnings.");
    }

    @Test
    void oddities_ofTheBase_areWarningsAndThoseOfAContributionErrors() {
        git.switchTo("main");
        registry.page("moon/cheese")
                .file("moon/cheese/manifests/old/README.md", legacy("sha256:abc"))
                .file("moon/cheese/manifests/older/README.md", legacy("[]"))
                .file("moon/cheese/manifests/next/Singularity", "Bootstrap: docker\n")
                .file("moon/cheese/Thumbs.db", "x");
        git.commit("A legacy repository");
        git.branch("later");
        registry.file("moon/cheese/manifests/new/README.md", legacy("md5:58642f2f73a4ea8eae0f665174297330"))
                .file("moon/cheese/manifests/new/Singularity", "Bootstrap: docker\n");
        git.commit("One more");
        ValidateResult result = validate("later");
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .extracting(Problem::code)
                .contains(ProblemCode.DIGEST_UNUSUAL, ProblemCode.TAG_LEFT_OUT);

        registry.file("moon/cheese/manifests/new/README.md", legacy("sha256:abc"))
                .file("moon/cheese/manifests/newer/README.md", legacy("[]"))
                .file("moon/cheese/manifests/newest/Singularity", "Bootstrap: docker\n")
                .file("moon/cheese/manifests/new/Singularity.html", "<script></script>")
                .file("moon/cheese/manifests/Thumbs.db", "x");
        git.commit("Odd ones");
        assertThat(validate("later").errors())
                .extracting(Problem::code, Problem::subject)
                .containsExactlyInAnyOrder(
                        tuple(ProblemCode.DIGEST_INVALID, "moon/cheese:new"),
                        tuple(ProblemCode.FRONT_MATTER_INVALID, "moon/cheese/manifests/newer/README.md"),
                        tuple(ProblemCode.FRONT_MATTER_INVALID, "moon/cheese/manifests/newest/README.md"),
                        tuple(ProblemCode.FILE_STRAY, "moon/cheese/manifests/new/Singularity.html"),
                        tuple(ProblemCode.FILE_STRAY, "moon/cheese/manifests/Thumbs.db"));
    }

    /** Blobs are requests to others, which a contribution may cause so many of. */
    @Test
    void contribution_ofTooManyBlobs_causesNoRequest() {
        git.git("switch", "-q", "main");
        registry.file("registry.yaml", "formatVersion: 1\nrules: {maxNewBlobs: 1}\n");
        git.commit("A rule");
        git.branch("large");
        tool("1.0");
        git.commit("Two blobs");
        ValidateResult result = validate("large");
        assertThat(result.errors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error.toString())
                                .startsWith(
                                        "CONTRIBUTION_TOO_LARGE acme/tool:1.0"
                                                + ": is in a contribution that adds 2 blobs, and 1 are allowed. Split the contribution; where"
                                                + " one change names so many, such as another store of a page, ask a keeper of the registry for a higher limit. The rule is maxNewBlobs in registry.yaml."));
        assertThat(result.notes()).contains("Blobs were not looked for, since the contribution adds more than it may.");
        assertThat(result.looked()).isEqualTo(BlobCounts.NONE);
    }

    /** They are not even collected: a contribution does not decide how much memory that takes. */
    @Test
    void contribution_ofManyTimesTooManyBlobs_isNotCounted() {
        git.git("switch", "-q", "main");
        registry.file("registry.yaml", "formatVersion: 1\nrules: {maxNewBlobs: 2}\n");
        registry.page(TOOL, "store: file:.store").content(TOOL, ManifestText.image("before", LAYER));
        git.commit("A rule, and two blobs");
        git.branch("large");
        for (int i = 0; i < 20; i++) {
            registry.content(TOOL, ManifestText.image("config " + i, LAYER));
        }
        git.commit("Twenty configs, each with a layer that is read for it");

        ValidateResult result = validate("large");
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.toString())
                        .startsWith("CONTRIBUTION_TOO_LARGE acme/tool@sha256:")
                        .contains(": is in a contribution that adds more than 9 blobs, and 2 are allowed."));
        assertThat(result.looked()).isEqualTo(BlobCounts.NONE);
    }

    /** Each would be read, and held in memory. */
    @Test
    void contribution_ofTooManyLargeConfigs_causesNoRequest() {
        registry.page(TOOL, "store: file:.store");
        for (int i = 0; i <= 256; i++) {
            registry.content(
                    TOOL,
                    ManifestText.image("config " + i, LAYER)
                            .replaceFirst("\"size\":\\d+", "\"size\":" + 4 * 1024 * 1024));
        }
        git.commit("Many configs");

        ValidateResult result = validate("topic");
        assertOnly(
                result,
                ProblemCode.CONTRIBUTION_TOO_LARGE,
                "is in a contribution that adds configs of 1.0 GiB that are not kept, and 1.0 GiB are allowed");
        assertThat(result.looked()).isEqualTo(BlobCounts.NONE);
    }

    /** It is judged as one that is kept. */
    @Test
    void config_inTheStoreOnly_isJudged() {
        String image = ManifestText.image(CONFIG, LAYER, "other files");
        registry.page(TOOL, "store: file:.store").content(TOOL, image);
        registry.blob(".store", CONFIG).blob(".store", LAYER).blob(".store", "other files");
        git.commit("Contribute");

        ValidateResult result = validate("topic");
        assertOnly(result, ProblemCode.MANIFEST_INVALID, "has 2 layers, and its config describes 1");
        assertThat(result.errors().get(0).location())
                .asString()
                .isEqualTo(RegistryDirectory.digestFile(TOOL, ManifestText.digest(image)));
    }

    /** More errors than are kept may hide the one for which no blob is looked for. */
    @Test
    void contribution_ofMoreErrorsThanAreKept_causesNoRequest() {
        tool("1.0");
        for (int i = 0; i < 10_001; i++) {
            registry.file("x" + i, "");
        }
        git.commit("Many files");
        ValidateResult result = validate("topic");
        assertThat(result.dropped()).isPositive();
        assertThat(result.notes()).contains("Blobs were not looked for, since there are more errors than are kept.");
    }

    /** What a config says of a layer is judged by reading the layer, though the registry had it before. */
    @Test
    void config_ofALayerThatTheBaseHas_isComparedWithIt() {
        String tar = "x".repeat(257) + "ustar" + "x".repeat(300);
        git.git("switch", "-q", "main");
        registry.blob(".store", tar);
        archive(tar, "right", tar);
        archive(tar, "wrong of old", "something else");
        git.commit("Images of an archive");
        git.branch("same");
        archive(tar, "right again", tar);
        git.commit("Another image of it");
        ValidateResult same = validate("same");
        assertThat(same.errors()).isEmpty();
        assertThat(same.summary()).contains("and 1 blob (1 hashed):");

        git.branch("false");
        archive(tar, "wrong", "other files");
        git.commit("An image of which the config says something else");
        assertThat(validate("false").errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(error.what())
                    .contains("is " + ManifestText.digest(tar) + " uncompressed, and the image's config says "
                            + ManifestText.digest("other files"));
            assertThat(error.location()).isNotNull();
        });
    }

    /** An image of one layer that is an archive, whose config claims that its files are something. */
    private void archive(String tar, String name, String files) {
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"author\":\"" + name
                + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + ManifestText.digest(files) + "\"]}}";
        String image = ManifestText.image(config, tar).replace("tar+gzip", "tar");
        registry.content(APP, config).content(APP, image).blob(".store", config);
    }

    @Test
    void contradictions_ofMediaTypes_areErrorsInWhatAContributionBrings() {
        String docker = "application/vnd.docker.container.image.v1+json";
        String mixed = IMAGE.replace(ManifestText.CONFIG, docker);
        String bzip2 = "BZh91AY&SY";
        String odd = ManifestText.image(CONFIG, bzip2);
        git.switchTo("main");
        registry.content(APP, CONFIG).content(APP, mixed).blob(".store", LAYER);
        git.commit("An old image");
        git.branch("later");
        registry.tag(
                APP, "old", ManifestText.MANIFEST, mixed, ManifestText.size(mixed) + SIZE - ManifestText.size(IMAGE));
        git.commit("A tag of it");

        ValidateResult old = validate("later");
        assertThat(old.errors()).isEmpty();
        assertThat(old.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .startsWith("MEDIA_TYPE_UNUSUAL acme/app@" + ManifestText.digest(mixed) + ": is an OCI manifest"
                                + " with Docker's type of config: podman, and skopeo inspect, fail on it"));

        String another = mixed.replace("{\"schemaVersion\":2,", "{\"schemaVersion\":2,\"annotations\":{\"a\":\"b\"},");
        registry.content(APP, another).content(APP, odd).blob(".store", bzip2);
        git.commit("New ones");
        assertThat(validate("later").errors())
                .extracting(Problem::code, Problem::subject)
                .containsExactlyInAnyOrder(
                        tuple(ProblemCode.MEDIA_TYPE_INVALID, "acme/app@" + ManifestText.digest(another)),
                        tuple(ProblemCode.MEDIA_TYPE_INVALID, "acme/app@" + ManifestText.digest(odd)));
        assertThat(new StaticRegistry()
                        .validate(new ValidateRequest(registry.root(), "main", "later", true, RegistryStory.ACCESS))
                        .errors())
                .extracting(Problem::code, Problem::what)
                .containsExactlyInAnyOrder(
                        tuple(ProblemCode.MEDIA_TYPE_INVALID, "is an OCI manifest with Docker's type of config"),
                        tuple(
                                ProblemCode.MEDIA_TYPE_INVALID,
                                "its layer " + ManifestText.digest(bzip2)
                                        + " is compressed with something else than gzip or zstd"));
    }

    private static String shortly(String manifest) {
        return ManifestText.digest(manifest).abbreviated();
    }

    private static String legacy(String digest) {
        return "---\nlayout: manifests/singularity\nsize: 42819584\ndigest: " + digest + "\nlayers: []\n---\n";
    }

    @Test
    void blobs_newlyNamed_areLookedForAlone() {
        registry.remove(RegistryDirectory.blobFile(".store", Sample.AMD64_LAYER));
        tool("1.0").remove(RegistryDirectory.blobFile(".store", LAYER));
        registry.tag(APP, "2", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        git.commit("Contribute");
        assertOnly(validate("topic"), ProblemCode.BLOB_UNKNOWN, ManifestText.digest(LAYER) + " is not at file:.store");
    }

    @Test
    void store_moved_mustHaveAllBlobs() {
        registry.page(APP, "store: file:.other");
        git.commit("Move");
        assertThat(validate("topic").errors())
                .hasSize(4)
                .allMatch(problem -> problem.code() == ProblemCode.BLOB_UNKNOWN);
    }

    @Test
    void repositories_changed_areCheckedAlone() {
        git.switchTo("main");
        registry.page("acme/broken", "colour: [").tag("acme/broken", "1", "digest: none");
        git.commit("Something broken");
        git.git("switch", "-q", "-c", "later");
        tool("1.0");
        git.commit("Contribute");
        assertThat(validate("later").errors()).isEmpty();
        registry.tag("acme/broken", "2", "digest: none");
        git.commit("Touch it");
        assertThat(validate("later").errors())
                .extracting(problem -> problem.location().file())
                .contains("acme/broken/README.md", "acme/broken/manifests/2/README.md");
    }

    @Test
    void settings_ofTheBase_apply() {
        git.switchTo("main");
        registry.file("registry.yaml", "formatVersion: 1\nallowedStores: [\"https://storage.example/acme\"]\n");
        git.commit("Be strict");
        git.switchTo("topic");
        tool("1.0").file("registry.yaml", "formatVersion: 1\n");
        git.commit("Be lax");
        assertThat(validate("topic").errors())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(ProblemCode.STORE_INVALID);
        registry.file("registry.yaml", "formatVersion: 1\nallowedStores: [\"file:.store\"]\n");
        git.commit("Be my own judge");
        assertThat(validate("topic").errors())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(ProblemCode.STORE_INVALID, ProblemCode.CHANGE_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.yaml", "logo.svg", "logo.png"})
    void lookOfTheRegistry_contributed_isForbidden(String file) {
        registry.file(file, "formatVersion: 1\ntitle: Mine\n");
        git.commit("Add or change");
        assertForbidden(file);

        git.switchTo("main");
        registry.file(file, "formatVersion: 1\ntitle: Ours\n");
        git.commit("Have it");
        git.branch("later");
        registry.remove(file);
        git.commit("Remove");
        assertForbidden(file, "later");
    }

    private void assertForbidden(String file) {
        assertForbidden(file, "topic");
    }

    private void assertForbidden(String file, String head) {
        assertThat(validate(head).errors())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.CHANGE_FORBIDDEN, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.yaml", "logo.svg", "logo.png"})
    void repository_namedAsAFileOfTheRegistry_isRefused(String name) {
        git.switchTo("main");
        registry.remove("registry.yaml");
        git.commit("Have no settings");
        git.branch("later");
        registry.page(name + "/app");
        git.commit("Take its place");
        assertThat(validate("later").errors())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.NAME_RESERVED, name + "/app"));
    }

    @Test
    void base_withNewerCommits_causesNoFinding() {
        tool("1.0");
        git.commit("Contribute");
        git.switchTo("main");
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Containers\n").remove(APP + "/README.md");
        git.commit("Go on");
        ValidateResult result = validate("topic");
        assertThat(result.errors()).isEmpty();
        assertThat(result.repositories()).isEqualTo(1);
    }

    @Test
    void store_directoryOfOneMachine_isRefused() {
        tool("1.0").page(TOOL, "store: file:" + temporary.resolve("store"));
        git.commit("Contribute");
        assertThat(validate("topic").errors())
                .extracting(Problem::code)
                .contains(ProblemCode.STORE_INVALID, ProblemCode.BLOB_UNKNOWN);
        git.switchTo("main");
        registry.file("registry.yaml", "formatVersion: 1\nallowedStores: [\"file:" + temporary + "\"]\n");
        git.commit("All our machines have it");
        ValidateResult result = validate("topic");
        assertThat(result.errors()).extracting(Problem::code).containsOnly(ProblemCode.BLOB_UNKNOWN);
        assertThat(result.warnings()).extracting(Problem::code).containsOnly(ProblemCode.STORE_LOCAL);
    }

    /** As CI makes clones: with the files of one commit, and without those of the other. */
    @ParameterizedTest
    @ValueSource(strings = {"main", "topic"})
    void clone_withoutSomeObjects_isReportedAndNoBlobIsLookedFor(String checkedOut) {
        tool("1.0");
        registry.tag(APP, "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        git.commit("Contribute");
        git.git("config", "uploadpack.allowFilter", "true");
        String from = git.directory().toUri().toString();
        git.git("clone", "-q", "--filter=blob:none", "--branch", checkedOut, from, "../partial");
        if (checkedOut.equals("topic")) {
            git.git("-C", "../partial", "branch", "-q", "main", "origin/main");
        }
        Path partial = temporary.resolve("partial");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> validate(partial, "origin/topic"))
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.REVISION_UNKNOWN);
                    assertThat(e.problem().toString())
                            .contains("lacks", "such as that of", "partial clone", "git fetch --refetch --no-filter");
                });

        git.git("-C", "../partial", "fetch", "-q", "--refetch", "--no-filter", "origin");
        assertThat(validate(partial, "origin/topic").changes()).hasSize(2);
    }

    @Test
    void head_notSet_isWhatIsCheckedOut() {
        tool("1.0").file("target/ignored", "").file("stray", "");
        ValidateResult result = validate(null);
        assertOnly(result, ProblemCode.CHANGE_FORBIDDEN, "is not a file of a repository");
        assertThat(result.changes()).hasSize(1);
        assertThat(result.blobs()).isEqualTo(2);
    }

    @Test
    void tagsAndDigests_removed_areListed() {
        registry.remove(APP + "/manifests/arm64/README.md");
        git.commit("Remove a tag");
        assertThat(validate("topic").errors()).isEmpty();
        assertThat(ChangeText.lines(validate("topic").changes()))
                .containsExactly("Tags removed:", "  acme/app:arm64, which was " + shortly(Sample.ARM64));
        git.git("rm", "-rq", APP);
        git.commit("Remove a repository");
        assertThat(validate("topic").errors())
                .filteredOn(problem -> problem.what().equals("was removed"))
                .hasSize(5);
    }

    @Test
    void metadata_inADirectoryOfTheRepository_isValidated() {
        GitDirectoryFixture whole = GitDirectoryFixture.quick(temporary.resolve("whole"));
        registry = RegistryDirectory.wellFormed(whole.directory().resolve("registry"));
        whole.file("registry/registry.yaml", "formatVersion: 1\n")
                .file(".gitignore", ".store/\n")
                .commit("One");
        whole.branch("topic");
        tool("1.0");
        whole.commit("Contribute");
        ValidateResult result = validate(registry.root(), "topic");
        assertThat(result.errors()).isEmpty();
        assertThat(result.repositories()).isEqualTo(1);
        whole.file("outside", "").commit("More");
        assertOnly(validate(registry.root(), "topic"), ProblemCode.CHANGE_FORBIDDEN, "is not a file of a repository");
    }

    @Tag("slow")
    @Test
    void files_aHundredThousand_areReportedUpToAMaximum() {
        RawTree many = new RawTree();
        String blob = git.blob("stray");
        for (int i = 100_000; i < 200_000; i++) {
            many.entry("100644", "stray" + i, blob);
        }
        String head = git.commitTree(git.object("tree", many.bytes()), git.git("rev-parse", "main"));
        ValidateResult result = validate(head);
        assertThat(result.errors()).hasSize(10_000);
        assertThat(result.dropped()).isGreaterThan(90_000);
    }

    @Tag("slow")
    @Test
    void tags_aHundredThousand_areRead() {
        tool("1.0");
        git.commit("Contribute");
        String tag = git.git("rev-parse", "HEAD:acme/tool/manifests/1.0");
        RawTree tags = new RawTree();
        for (int i = 100_000; i < 200_000; i++) {
            tags.entry("40000", "v" + i, tag);
        }
        String tool = new TreeOf("HEAD:acme/tool").with("manifests", git.object("tree", tags.bytes()));
        String acme = new TreeOf("HEAD:acme").with("tool", tool);
        String root = new TreeOf("HEAD:").with("acme", acme);
        ValidateResult result = validate(git.commitTree(root, "main"));
        assertThat(result.errors()).isEmpty();
        assertThat(result.changes()).hasSize(100_000);
    }

    /** A directory of git's, of which one directory is another. */
    private final class TreeOf {
        private final String name;

        TreeOf(String name) {
            this.name = name;
        }

        String with(String directory, String id) {
            RawTree tree = new RawTree();
            for (String line : git.git("ls-tree", name).split("\n")) {
                String[] parts = line.split("[ \t]");
                tree.entry(parts[0].replaceFirst("^0", ""), parts[3], parts[3].equals(directory) ? id : parts[2]);
            }
            return git.object("tree", tree.bytes());
        }
    }

    @Test
    void head_unknown_isReported() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> validate("refs/pull/7/head"))
                .withMessageContaining("REVISION_UNKNOWN refs/pull/7/head: is not a commit");
    }

    /** A second repository, all of whose blobs are in the store. */
    private RegistryDirectory tool(String tag) {
        registry.page(TOOL, "store: file:.store").content(TOOL, CONFIG).content(TOOL, IMAGE);
        registry.blob(".store", CONFIG).blob(".store", LAYER);
        return registry.tag(TOOL, tag, ManifestText.MANIFEST, IMAGE, SIZE);
    }

    @Test
    void progress_ofAContribution_countsTheRepositoriesThatItChanges() {
        tool("1.0");
        registry.page(APP, "store: file:.store", "description: Another");
        git.commit("Contribute");
        HeardProgress progress = new HeardProgress();
        new StaticRegistry(progress)
                .validate(new ValidateRequest(registry.root(), "main", "topic", false, RegistryStory.ACCESS));

        assertThat(progress.heard())
                .startsWith("Comparing commits/", "Reading metadata/repository", "2 expected", "1 done", "1 done");
    }

    private ValidateResult validate(String head) {
        return validate(registry.root(), head);
    }

    private static ValidateResult validate(Path directory, String head) {
        return new StaticRegistry().validate(new ValidateRequest(directory, "main", head, false, RegistryStory.ACCESS));
    }

    private static void assertOnly(ValidateResult result, ProblemCode code, String what) {
        assertThat(result.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.what()).contains(what);
            assertThat(problem.hint()).isNotBlank();
        });
        assertThat(result.dropped()).isZero();
    }
}
