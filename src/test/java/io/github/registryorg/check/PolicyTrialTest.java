package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ContributionFixture.Image;
import io.github.registryorg.git.FirstParent;
import io.github.registryorg.git.Revision;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.signature.CertificateFixture;
import io.github.registryorg.signature.SignedRegistry;
import io.github.registryorg.testkit.HeardProgress;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy is tried on what was merged, and nothing is refused. */
class PolicyTrialTest {

    @TempDir
    Path temporary;

    private ContributionFixture fixture;
    private String begin;

    /** A merge that moves a tag back, one that a keeper committed, one that is fine. */
    @BeforeEach
    void begin() {
        fixture = new ContributionFixture(temporary.resolve("registry")).withApp();
        begin = fixture.git.git("rev-parse", "main");
        fixture.git.branch("topic");
        OLD.tagged(fixture.registry, "latest", "published: 2026-02-02");
        fixture.git.commit("Half");
        OLD.tagged(fixture.registry, "latest", "published: 2026-02-03");
        fixture.git.commit("All");
        fixture.git.switchTo("main");
        fixture.git.git("merge", "-q", "--no-ff", "-m", "Merge \u202epull request #7", "topic");
        fixture.base(app -> app.file(
                "registry.yaml", "formatVersion: 1\nstore: https://storage.example/all\n" + "title: Registry\n"));
        fixture.base(app -> NEWEST.into(app, APP, "1.5.0"));
    }

    private PolicyTrialResult tryPolicy(String since, Path policy) {
        return new StaticRegistry()
                .tryPolicy(new PolicyTrialRequest(
                        fixture.registry.root(), since, null, policy, RegistryStory.ACCESS, List.of()));
    }

    private Path policy(String rules) throws IOException {
        return Files.writeString(temporary.resolve("other.yaml"), "formatVersion: 1\n" + rules + "\n");
    }

    @Test
    void policy_ofTheDirectory_isTriedOnEachMerge() {
        PolicyTrialResult result = tryPolicy(begin, null);

        assertThat(result.merges()).hasSize(3);
        String merge = fixture.git.git("rev-parse", "main~2").substring(0, 10);
        assertThat(result.lines())
                .hasSize(3)
                .first()
                .isEqualTo(merge + " Merge \\u202epull request #7: would be refused, 1 error");
        assertThat(result.lines().get(1)).startsWith("  TAG_ROLLBACK acme/app:latest: moves back from sha256:");
        assertThat(result.lines().get(2))
                .isEqualTo("Tried the policy on 3 merges: 1 would be refused, 1 without a repository.");
    }

    @Test
    void progress_ofATrial_countsMerges() {
        HeardProgress progress = new HeardProgress();
        new StaticRegistry(progress)
                .tryPolicy(new PolicyTrialRequest(
                        fixture.registry.root(), begin, null, null, RegistryStory.ACCESS, List.of()));

        assertThat(progress.heard())
                .containsExactly("Trying the policy/merge", "3 expected", "1 done", "1 done", "1 done");
    }

    @Test
    void lines_ofManyErrors_areAHundredAndHowManyMore() {
        FirstParent commit =
                new FirstParent(new Revision("before", "1".repeat(40)), new Revision("merge", "2".repeat(40)), "Merge");
        List<Problem> errors = IntStream.range(0, 103)
                .mapToObj(i -> Problem.of(ProblemCode.TAG_INVALID, "acme/app:" + i, "is wrong"))
                .toList();
        for (int count : List.of(100, 101, 103)) {
            List<String> lines = new PolicyTrialResult(
                            List.of(new PolicyTrialResult.Merge(commit, 1, errors.subList(0, count))))
                    .lines();
            assertThat(lines).hasSize(count == 100 ? 102 : 103);
            if (count > 100) {
                assertThat(lines.get(101))
                        .isEqualTo("  … and " + (count - 100) + (count == 101 ? " more error." : " more errors."));
            }
        }
    }

    @Test
    void policy_another_isTriedInItsPlace() throws IOException {
        PolicyTrialResult result = tryPolicy(
                begin,
                policy(
                        "store: https://storage.example/all\nrules: {rollback: nobody, allowedPlatforms: [linux/s390x]}"));

        assertThat(result.merges())
                .extracting(merge -> merge.errors().stream().map(Problem::code).toList())
                .containsExactly(List.of(ProblemCode.TAG_ROLLBACK), List.of(), List.of(ProblemCode.RULE_BROKEN));
    }

    /** What is wrong with a file is no fault of the policy, and was merged nevertheless. */
    @Test
    void merges_thatAreWrongWhateverThePolicySays_areNotRefused() {
        String before = fixture.git.git("rev-parse", "main");
        String broken = NEWEST.manifest().replace("\"schemaVersion\":2", "\"schemaVersion\":1");
        fixture.base(app -> app.file("acme/app/notes.txt", "stray")
                .file(".github/workflows/ci.yml", "on: push\n")
                .content(APP, broken)
                .note(APP, OLD.digest(), "bases: nonsense")
                .tag(APP, "1.7.0", "mediaType: x", "digest: " + OLD.digest(), "size: nonsense"));
        fixture.base(app -> app.page(APP, "store: https://storage.example/acme", "licenses: {}"));
        assertThat(tryPolicy(before, null).lines())
                .containsExactly("Tried the policy on 2 merges: 0 would be refused.");
    }

    @Test
    void policy_withAllowedStores_refusesOthers() throws IOException {
        String before = fixture.git.git("rev-parse", "main");
        fixture.base(app -> app.page(APP, "store: [https://storage.example/acme, https://other.example/acme]"));
        PolicyTrialResult result = tryPolicy(before, policy("allowedStores: [https://storage.example/]"));
        assertThat(result.merges())
                .singleElement()
                .satisfies(
                        merge -> assertThat(merge.errors())
                                .singleElement()
                                .satisfies(
                                        error -> assertThat(error.toString())
                                                .startsWith(
                                                        "STORE_INVALID acme/app: the store https://other.example/acme is not allowed")));
    }

    /** Places of blobs are in the front matter of repositories and of tags of the legacy format, and in manifests. */
    @Test
    void policy_withAllowedStores_refusesOthersWhereverTheyAre() throws IOException {
        String before = fixture.git.git("rev-parse", "main");
        String layer = ManifestText.descriptor(ManifestText.LAYER, "foreign");
        String config = ManifestText.config("amd64", 1);
        String manifest = ManifestText.image(config, "foreign")
                .replace(layer, ManifestText.with(layer, "urls", "[\"https://other.example/layer\"]"));
        fixture.base(app -> app.content(APP, config).content(APP, manifest));
        String digest = "sha256:" + "1ada".repeat(16);
        fixture.base(app -> app.file(
                APP + "/manifests/1.8.0/README.md",
                "---\nlayout: manifests/singularity\nsize: 3 bytes\ndigest: " + digest
                        + "\nlayers:\n- size: 3 bytes\n  digest: \"" + digest
                        + "\"\n  url: \"https://other.example/sif\"\n---\n"));
        PolicyTrialResult result = tryPolicy(before, policy("allowedStores: [https://storage.example/]"));

        assertThat(result.merges())
                .hasSize(2)
                .allSatisfy(merge ->
                        assertThat(merge.errors()).extracting(Problem::code).contains(ProblemCode.STORE_INVALID));
    }

    /** The base of a merge may be older than the keys. */
    @Test
    void keysOfAPolicy_areReadFromItsDirectoryOrThatOfTheRegistry() throws IOException {
        KeyPair keys = CertificateFixture.ec("secp256r1");
        String before = fixture.git.git("rev-parse", "main");
        Image image = Image.of("signed", "2026-04-01T00:00:00Z");
        fixture.base(app -> {
            image.into(app, APP, "2.0.0");
            new SignedRegistry(app, APP).bundle(keys, image.digest());
        });
        fixture.base(app -> Image.of("unsigned", "2026-05-01T00:00:00Z").into(app, APP, "2.0.1"));
        String lines = "signatures:\n  acme:\n  - cosign: keys/acme.pub\n";
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> tryPolicy(before, policy(lines)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SIGNATURE_POLICY_INVALID));

        Path beside = Files.createDirectories(temporary.resolve("keys")).resolve("acme.pub");
        Files.writeString(beside, SignedRegistry.pem(keys));
        assertRefused(tryPolicy(before, policy(lines)));

        fixture.registry.file("keys/acme.pub", SignedRegistry.pem(keys));
        Files.delete(beside);
        assertRefused(tryPolicy(before, policy(lines)));
    }

    private static void assertRefused(PolicyTrialResult result) {
        assertThat(result.merges())
                .extracting(merge -> merge.errors().stream().map(Problem::code).toList())
                .containsExactly(List.of(), List.of(ProblemCode.SIGNATURE_REQUIRED));
    }

    @Test
    void takeDown_ofAKeeper_isNotRefused() {
        Image image = Image.of("with a secret", "");
        fixture.base(app -> image.into(app, APP));
        String before = fixture.git.git("rev-parse", "main");
        fixture.base(app -> app.note(APP, image.digest(), "removed: it had a secret"));

        assertThat(tryPolicy(before, null).lines()).containsExactly("Tried the policy on 1 merge: 0 would be refused.");
    }

    @Test
    void merges_none_areNoError() {
        assertThat(tryPolicy("main", null).lines())
                .containsExactly("Tried the policy on 0 merges: 0 would be refused.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic~1", "no-such-commit"})
    void commit_thatIsNotOneOfTheBranch_isReported(String since) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> tryPolicy(since, null))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REVISION_UNKNOWN))
                .satisfies(e -> assertThat(e.problem().hint()).isNotBlank());
    }

    @Test
    void policy_thatCanNotBeRead_isReported() throws IOException {
        Path wrong = policy("rules: {maxLayers: many}");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> tryPolicy(begin, wrong))
                .withMessageContaining("FRONT_MATTER_INVALID");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> tryPolicy(begin, temporary.resolve("absent.yaml")))
                .withMessageContaining("does not exist");
    }
}
