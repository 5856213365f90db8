package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.BlobOptions;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.event.ContributorRequest;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.ReservedPort;
import io.github.registryorg.verdict.CommitId;
import io.github.registryorg.verdict.Reason;
import io.github.registryorg.verdict.RepositoryVerdict;
import io.github.registryorg.verdict.Verdict;
import io.github.registryorg.verdict.VerdictFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry in which one repository after another breaks, validated and made into a site as CI does. */
class HeldBackSiteTest {

    private static final StoreAccess LOOPBACK =
            new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);
    private static final String APP = "acme/app";
    private static final String LIB = "acme/lib";
    private static final String DEAD = "acme/dead";
    private static final String ARM64 = ManifestText.digest(Sample.ARM64).toString();
    private static final String BOTH = ManifestText.digest(Sample.BOTH).toString();

    @TempDir
    Path directory;

    private final ReservedPort nothing = ReservedPort.take();
    private GitDirectoryFixture git;
    private RegistryDirectory registry;
    private Path site;
    private Path verdict;
    private String host = "local";
    private BlobMode blobs = BlobMode.AUTO;

    @BeforeEach
    void begin() {
        site = directory.resolve("site");
        verdict = directory.resolve("verdict.json");
        git = GitDirectoryFixture.quick(directory.resolve("registry"));
        registry = RegistryDirectory.wellFormed(git.directory());
        registry.file("registry.yaml", "formatVersion: 1\n").file(".gitignore", ".store/\n");
        repository(LIB, "store: file:.store");
    }

    @AfterEach
    void end() {
        nothing.close();
    }

    private void repository(String name, String store) {
        registry.page(name, store, "description: What " + name + " is.");
        for (String content :
                List.of(Sample.AMD64_CONFIG, Sample.ARM64_CONFIG, Sample.AMD64, Sample.ARM64, Sample.BOTH)) {
            registry.content(name, content);
        }
        registry.tag(name, "1.0", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        registry.tag(name, "arm64", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    private void dead() {
        repository(DEAD, "store: http://" + nothing.address() + "/acme");
    }

    /** Front matter that can't be read, beside a tag that is new. */
    private void breakLib() {
        registry.file(LIB + "/manifests/2.0/README.md", "---\nlayout: [\n---\n");
        registry.tag(LIB, "1.1", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    private ValidateResult validate() {
        return new StaticRegistry()
                .validate(new ValidateRequest(registry.root(), false, LOOPBACK).withVerdict(verdict));
    }

    private SiteResult make(Path target, boolean full) {
        return new StaticRegistry()
                .site(new SiteRequest(
                                registry.root(),
                                target,
                                Host.of(host),
                                "https://registry.example",
                                blobs,
                                SiteRequest.DEFAULT_TAG_PAGES,
                                LOOPBACK,
                                full)
                        .withVerdict(verdict));
    }

    private SiteResult make() {
        SiteResult made = make(site, false);
        Path other = directory.resolve("anew");
        assertThat(made.warnings()).isEqualTo(make(other, true).warnings());
        try {
            TreeMap<String, String> different = new TreeMap<>(FileTrees.of(site.toRealPath()));
            different.entrySet().removeAll(FileTrees.of(other.toRealPath()).entrySet());
            assertThat(different).isEmpty();
            assertThat(FileTrees.of(site.toRealPath())).isEqualTo(FileTrees.of(other.toRealPath()));
            FileTrees.clear(other);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return made;
    }

    private RepositoryVerdict verdictOn(String name) {
        return VerdictFile.read(verdict).orElseThrow().of(RepositoryName.parse(name));
    }

    private Path manifest(String name, String reference) {
        return site.resolve("v2/" + name + "/manifests/" + reference);
    }

    private static List<String> found(SiteResult made, ProblemCode code) {
        return made.warnings().stream()
                .filter(problem -> problem.code() == code)
                .map(Problem::subject)
                .toList();
    }

    @Test
    void registry_good_hasItsCommitAndIsMadeAsWithoutAVerdict() throws IOException {
        String commit = git.commit("Good");
        assertThat(validate().errors()).isEmpty();
        assertThat(verdictOn(LIB).lastGood()).contains(new CommitId(commit));
        SiteResult made = make();
        assertThat(made.warnings()).isEmpty();
        assertThat(manifest(LIB, "1.0")).hasContent(Sample.BOTH);
        assertThat(make().changed()).isFalse();
        // the commit of a good repository is not what its files depend on
        git.commit("Nothing");
        validate();
        assertThat(make().changed()).isFalse();
    }

    @Test
    void repository_brokenSince_isTakenFromWhereItWasGood() throws IOException {
        String good = git.commit("Good");
        validate();
        make();
        breakLib();
        dead();
        registry.tag(APP, "new", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        String bad = git.commit("Bad");
        ValidateResult result = validate();
        assertThat(result.errors()).isNotEmpty();
        assertThat(verdictOn(APP)).isEqualTo(new RepositoryVerdict(false, new CommitId(bad), List.of()));
        assertThat(verdictOn(LIB).heldBack()).isTrue();
        assertThat(verdictOn(LIB).lastGood()).contains(new CommitId(good));
        assertThat(verdictOn(LIB).reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.STRUCTURE);
        assertThat(verdictOn(DEAD).heldBack()).isTrue();
        assertThat(verdictOn(DEAD).lastGood()).isEmpty();
        assertThat(verdictOn(DEAD).reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.UNREACHABLE);

        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_HELD_BACK)).containsExactly(LIB);
        assertThat(made.warnings())
                .filteredOn(problem -> problem.code() == ProblemCode.REPOSITORY_HELD_BACK)
                .first()
                .asString()
                .contains("is in the site as it was at " + good.substring(0, 10))
                .contains("FRONT_MATTER_INVALID acme/lib/manifests/2.0/README.md");
        assertThat(manifest(LIB, "1.0")).hasContent(Sample.BOTH);
        assertThat(manifest(LIB, "1.1")).doesNotExist();
        assertThat(site.resolve(LIB + "/index.html")).content().contains("Held back", good.substring(0, 10));
        // what is new elsewhere is there, and so is what is only redirected to
        assertThat(manifest(APP, "new")).exists();
        assertThat(manifest(DEAD, "1.0")).exists();
        assertThat(site.resolve(APP + "/index.html")).content().doesNotContain("Held back");
        assertThat(make().changed()).isFalse();

        // mended, it is as it is
        registry.remove(LIB + "/manifests/2.0/README.md");
        registry.remove(LIB + "/manifests/2.0");
        git.commit("Better");
        validate();
        assertThat(found(make(), ProblemCode.REPOSITORY_HELD_BACK)).isEmpty();
        assertThat(manifest(LIB, "1.1")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-pages", "local"})
    void takeDowns_inABrokenRepository_goThrough(String onHost) {
        host = onHost;
        registry.tag(LIB, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
        git.commit("Good");
        validate();
        make();
        breakLib();
        registry.note(LIB, ManifestText.digest(Sample.AMD64), "removed: has a stolen key in it");
        registry.note(LIB, ManifestText.digest(Sample.ARM64), "yanked: crashes");
        registry.page(LIB, "store: file:.store", "deprecated: nobody repairs it", "successor: acme/app");
        git.commit("Bad, and a take-down");
        validate();
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_HELD_BACK)).containsExactly(LIB);
        // the image, its tag, the index that names it and the tag of that
        for (String gone : List.of(ManifestText.digest(Sample.AMD64).toString(), "amd64", BOTH, "1.0", "1.1")) {
            assertThat(manifest(LIB, gone)).doesNotExist();
        }
        assertThat(manifest(LIB, "arm64")).hasContent(Sample.ARM64);
        assertThat(site.resolve(LIB + "/index.html")).content().contains("nobody repairs it", "crashes", "Held back");
        assertThat(site.resolve("v2/" + LIB + "/tags/list"))
                .content()
                .contains("arm64")
                .doesNotContain("amd64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-pages", "local"})
    void site_withARepositoryHeldBack_isServed(String onHost) throws Exception {
        host = onHost;
        git.commit("Good");
        validate();
        breakLib();
        git.commit("Bad");
        validate();
        make(site, false);
        ServeRequest request = new ServeRequest(registry.root(), site, 0, LOOPBACK);
        try (LocalServer server = new StaticRegistry().serve(request, (method, path, status) -> {})) {
            String base = "http://" + server.address() + "/v2/" + LIB;
            assertThat(get(base + "/manifests/1.0").body()).isEqualTo(Sample.BOTH);
            assertThat(get(base + "/blobs/" + ManifestText.digest(Sample.AMD64_LAYER))
                            .body())
                    .isEqualTo(Sample.AMD64_LAYER);
            assertThat(get(base + "/manifests/1.1").statusCode()).isEqualTo(404);
            assertThat(get(base + "/tags/list").body()).contains("1.0", "arm64").doesNotContain("1.1", "2.0");
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static long amd64Size() {
        return ManifestText.size(Sample.AMD64)
                + ManifestText.size(Sample.AMD64_CONFIG)
                + ManifestText.size(Sample.SHARED_LAYER)
                + ManifestText.size(Sample.AMD64_LAYER);
    }

    @Test
    void tagsAndDigests_deletedInABrokenRepository_stayDeleted() {
        git.commit("Good");
        validate();
        breakLib();
        registry.remove(RegistryDirectory.digestFile(LIB, ManifestText.digest(Sample.BOTH)));
        registry.remove(LIB + "/manifests/1.0/README.md");
        registry.remove(LIB + "/manifests/1.0");
        git.commit("Bad, and less");
        validate();
        make();
        assertThat(manifest(LIB, "1.0")).doesNotExist();
        assertThat(manifest(LIB, BOTH)).doesNotExist();
        assertThat(manifest(LIB, "arm64")).hasContent(Sample.ARM64);
    }

    @Test
    void tag_ofADigestThatWasDeleted_isNotServed() {
        git.commit("Good");
        validate();
        breakLib();
        registry.remove(RegistryDirectory.digestFile(LIB, ManifestText.digest(Sample.BOTH)));
        registry.tag(LIB, "1.0", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        git.commit("Bad, and the tag moved away");
        validate();
        make();
        assertThat(manifest(LIB, "1.0")).doesNotExist();
        assertThat(manifest(LIB, "arm64")).exists();
    }

    @Test
    void repository_deletedAsAWhole_staysDeleted() throws IOException {
        git.commit("Good");
        validate();
        make();
        FileTrees.clear(registry.path(LIB));
        git.commit("Without it");
        validate();
        assertThat(VerdictFile.read(verdict).orElseThrow().repositories()).hasSize(1);
        make();
        assertThat(site.resolve("v2/" + LIB)).doesNotExist();
    }

    @Test
    void repository_brokenFromTheBeginning_isLeftOut() {
        breakLib();
        registry.file(APP + "/below/manifests/1.0/README.md", "---\nlayout: [\n---\n");
        git.commit("Bad");
        validate();
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_LEFT_OUT)).containsExactly(APP + "/below", LIB);
        assertThat(site.resolve(LIB)).doesNotExist();
        assertThat(site.resolve(APP + "/index.html")).content().doesNotContain("Repositories below");
        assertThat(manifest(APP, "1.4.2")).exists();
    }

    @Test
    void repository_wrongFromTheBeginning_staysIn() {
        registry.tag(LIB, "1.1", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE + 1);
        registry.tag(APP, "gone", ManifestText.MANIFEST, "{\"absent\":1}", 9);
        registry.remove(RegistryDirectory.digestFile(APP, ManifestText.digest(Sample.AMD64)));
        git.commit("Bad");
        validate();
        assertThat(verdictOn(LIB).reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.STRUCTURE);
        assertThat(verdictOn(APP).heldBack()).isTrue();
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_UNVERIFIED)).containsExactly(APP, LIB);
        assertThat(found(made, ProblemCode.REPOSITORY_LEFT_OUT)).isEmpty();
        assertThat(manifest(LIB, "1.0")).exists();
        assertThat(manifest(APP, "arm64")).exists();
        assertThat(manifest(APP, "gone")).doesNotExist();
    }

    /** What a merged contribution had on its way was never the registry. */
    @Test
    void commit_ofAMergedContribution_isNotServed() {
        git.commit("Good");
        git.branch("contribution");
        registry.tag(LIB, "evil", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        String evil = git.commit("On the way");
        registry.remove(LIB + "/manifests/evil/README.md");
        git.commit("Taken back");
        git.switchTo("main");
        git.git("merge", "-q", "--no-ff", "-m", "Merge", "contribution");
        breakLib();
        String head = git.commit("Bad");
        TreeMap<RepositoryName, RepositoryVerdict> repositories = new TreeMap<>();
        Reason reason = new Reason(Reason.Kind.STRUCTURE, new TreeMap<>(Map.of("TAG_INVALID", 1)), "wrong");
        repositories.put(RepositoryName.parse(LIB), new RepositoryVerdict(true, new CommitId(evil), List.of(reason)));
        VerdictFile.write(verdict, new Verdict(new CommitId(head), repositories));
        assertThat(found(make(), ProblemCode.REPOSITORY_LEFT_OUT)).containsExactly(LIB);
        assertThat(manifest(LIB, "evil")).doesNotExist();
    }

    @Test
    void blobs_absentFromTheBeginning_leaveTheRepositoryIn() {
        registry.remove(RegistryDirectory.blobFile(".store", Sample.AMD64_LAYER));
        git.commit("Without a blob");
        validate();
        assertThat(verdictOn(LIB).reasons()).extracting(Reason::kind).containsExactly(Reason.Kind.BLOBS);
        assertThat(verdictOn(APP).reasons().get(0).codes()).containsEntry("BLOB_UNKNOWN", 1);
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_UNVERIFIED)).containsExactly(APP, LIB);
        assertThat(manifest(LIB, "1.0")).exists();
    }

    @Test
    void blobs_absentOfWhatIsNew_holdItBack() {
        registry.blob(".other", "x");
        git.commit("Good");
        validate();
        String layer = "files that were never uploaded";
        String image = ManifestText.image(Sample.ARM64_CONFIG, layer);
        registry.content(LIB, image)
                .tag(
                        LIB,
                        "3.0",
                        ManifestText.MANIFEST,
                        image,
                        ManifestText.size(image) + ManifestText.size(Sample.ARM64_CONFIG) + ManifestText.size(layer));
        git.commit("New");
        validate();
        assertThat(found(make(), ProblemCode.REPOSITORY_HELD_BACK)).containsExactly(LIB);
        assertThat(manifest(LIB, "3.0")).doesNotExist();
        assertThat(manifest(LIB, "1.0")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "COPY"})
    void store_dead_holdsBackOnlyWhereTheSiteNeedsTheBytes(String mode) {
        blobs = BlobMode.valueOf(mode);
        host = "github-pages";
        git.commit("Good");
        validate();
        registry.page(LIB, "store: http://" + nothing.address() + "/acme");
        dead();
        git.commit("Moved to a dead store");
        validate();
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_HELD_BACK)).containsExactly(LIB);
        assertThat(found(made, ProblemCode.REPOSITORY_UNVERIFIED)).containsExactly(DEAD);
        assertThat(site.resolve("v2/" + LIB + "/blobs/" + ManifestText.digest(Sample.AMD64_LAYER)))
                .hasContent(Sample.AMD64_LAYER);
        assertThat(manifest(DEAD, "1.0")).exists();
        assertThat(made.findings()).extracting(Problem::code).contains(ProblemCode.BLOB_UNFETCHED);

        host = "nginx";
        blobs = BlobMode.AUTO;
        site = directory.resolve("redirecting");
        assertThat(make().warnings()).noneMatch(problem -> problem.code() == ProblemCode.REPOSITORY_HELD_BACK);
    }

    @Test
    void clone_shallow_keepsWhatCanBeReadAndSaysWhy() throws IOException {
        git.commit("Good");
        validate();
        breakLib();
        registry.remove(RegistryDirectory.blobFile(".store", Sample.AMD64_LAYER));
        git.commit("Bad");
        validate();
        Path clone = directory.resolve("clone");
        git.git("clone", "-q", "--depth", "1", "file://" + git.directory(), clone.toString());
        copyStore(clone);
        registry = new RegistryDirectory(clone);
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_LEFT_OUT)).containsExactly(LIB);
        assertThat(found(made, ProblemCode.REPOSITORY_UNVERIFIED)).containsExactly(APP);
        assertThat(made.warnings())
                .allSatisfy(problem -> assertThat(problem.toString())
                        .contains("No earlier version can be used: ")
                        .contains("shallow"));

        // fetched in full, it is as it should be
        GitDirectoryFixture.at(clone).git("fetch", "-q", "--unshallow");
        assertThat(found(make(), ProblemCode.REPOSITORY_HELD_BACK)).containsExactly(APP, LIB);
    }

    private void copyStore(Path clone) throws IOException {
        Path to = Files.createDirectories(clone.resolve(".store/sha256"));
        try (var files = Files.list(registry.path(".store/sha256"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    /** A clone of a registry has commits of contributions too, or of a history that was rewritten since. */
    @Test
    void commit_outsideOfTheHistory_isNotServed() {
        git.commit("Good");
        git.branch("contribution");
        registry.tag(LIB, "evil", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        String evil = git.commit("Never accepted");
        git.switchTo("main");
        breakLib();
        String head = git.commit("Bad");
        TreeMap<RepositoryName, RepositoryVerdict> repositories = new TreeMap<>();
        Reason reason = new Reason(Reason.Kind.STRUCTURE, new TreeMap<>(Map.of("TAG_INVALID", 1)), "wrong");
        repositories.put(RepositoryName.parse(LIB), new RepositoryVerdict(true, new CommitId(evil), List.of(reason)));
        repositories.put(
                RepositoryName.parse(APP), new RepositoryVerdict(true, new CommitId("1".repeat(40)), List.of(reason)));
        VerdictFile.write(verdict, new Verdict(new CommitId(head), repositories));
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_LEFT_OUT)).containsExactly(LIB);
        assertThat(found(made, ProblemCode.REPOSITORY_UNVERIFIED)).containsExactly(APP);
        assertThat(site.resolve("v2/" + LIB)).doesNotExist();
    }

    @Test
    void verdict_ofAnotherCommit_isSaid() {
        git.commit("Good");
        validate();
        git.commit("Next");
        assertThat(make().warnings()).extracting(Problem::code).containsExactly(ProblemCode.VERDICT_UNUSABLE);
    }

    @Test
    void verdict_absentOrBroken_stopsTheSite() throws IOException {
        git.commit("Good");
        for (String content : List.of("", "{\"schemaVersion\":9}")) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> make(site, false))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID));
            Files.writeString(verdict, content);
        }
    }

    @Test
    void verdict_brokenBefore_isReplacedWithAWarning() throws IOException {
        git.commit("Good");
        Files.writeString(verdict, "{\"schemaVersion\":1,\"repositories\":{\"../../etc\":{}}}");
        ValidateResult result = validate();
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).extracting(Problem::code).containsExactly(ProblemCode.VERDICT_UNUSABLE);
        assertThat(verdictOn(LIB).lastGood()).isPresent();
    }

    @Test
    void files_notCommitted_areNotGoodAtTheCommit() {
        String commit = git.commit("Good");
        validate();
        registry.tag(LIB, "1.1", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        git.commit("Good too");
        registry.tag(LIB, "1.2", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        assertThat(validate().warnings()).extracting(Problem::code).containsExactly(ProblemCode.VERDICT_UNUSABLE);
        assertThat(verdictOn(LIB).lastGood()).contains(new CommitId(commit));
        assertThat(verdictOn(APP).lastGood()).isNotEqualTo(verdictOn(LIB).lastGood());
    }

    @Test
    void directory_inNoGitRepository_hasAVerdictWithoutCommits() throws IOException {
        FileTrees.clear(registry.path(".git"));
        assertThat(validate().warnings()).extracting(Problem::code).containsExactly(ProblemCode.VERDICT_UNUSABLE);
        assertThat(verdictOn(LIB).lastGood()).isEmpty();
        assertThat(make().warnings()).isEmpty();
    }

    @Test
    void strayLinkInARepository_holdsThatBackAndOneElsewhereNothing() {
        git.commit("Good");
        validate();
        registry.link(LIB + "/evil", Path.of("nowhere")).link("acme/other", Path.of("nowhere"));
        registry.tag(LIB, "1.1", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        git.commit("Links");
        validate();
        SiteResult made = make();
        assertThat(found(made, ProblemCode.REPOSITORY_HELD_BACK)).containsExactly(LIB);
        assertThat(found(made, ProblemCode.FILE_IGNORED)).containsExactly("acme/other");
        assertThat(manifest(LIB, "1.1")).doesNotExist();
    }

    @Test
    void scrub_thatVerifiesNothing_fails() throws IOException {
        FileTrees.clear(registry.path(APP));
        FileTrees.clear(registry.path(LIB));
        dead();
        git.commit("Only dead stores");
        ValidateRequest request = new ValidateRequest(
                registry.root(),
                null,
                null,
                false,
                LOOPBACK,
                List.of(),
                null,
                true,
                problem -> {},
                ContributorRequest.NOTHING,
                BlobOptions.DEFAULT);
        assertThat(new StaticRegistry().validate(request).errors())
                .extracting(Problem::code)
                .contains(ProblemCode.NOTHING_VERIFIED);
        repository(LIB, "store: file:.store");
        assertThat(new StaticRegistry().validate(request).errors())
                .extracting(Problem::code)
                .doesNotContain(ProblemCode.NOTHING_VERIFIED);
    }
}
