package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.signature.CertificateFixture;
import io.github.registryorg.signature.SignatureFixture;
import io.github.registryorg.signature.SignedRegistry;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.ReservedPort;
import io.github.registryorg.verdict.Reason;
import io.github.registryorg.verdict.RepositoryVerdict;
import io.github.registryorg.verdict.VerdictFile;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What registry.yaml requires to be signed is, in a registry and in what a contribution brings. */
class SignatureCheckTest {

    private static final String APP = "acme/app";
    private static final KeyPair KEYS = CertificateFixture.ec("secp256r1");
    private static final KeyPair OTHERS = CertificateFixture.ec("secp256r1");
    private static final Digest INDEX = ManifestText.digest(Sample.BOTH);
    private static final Digest ARM64 = ManifestText.digest(Sample.ARM64);
    private static final String POLICY = "formatVersion: 1\nsignatures:\n  acme:\n  - cosign: keys/acme.pub\n";

    @TempDir
    Path temporary;

    private GitDirectoryFixture git;
    private RegistryDirectory registry;
    private SignedRegistry signed;
    private StoreAccess access = RegistryStory.ACCESS;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.quick(temporary.resolve("registry"));
        registry = RegistryDirectory.wellFormed(git.directory())
                .file("registry.yaml", POLICY)
                .file(".gitignore", ".store/\n")
                .file("keys/acme.pub", SignedRegistry.pem(KEYS));
        signed = new SignedRegistry(registry, APP);
    }

    private List<Problem> all() {
        ValidateResult result = new StaticRegistry().validate(new ValidateRequest(registry.root(), false, access));
        return Stream.concat(result.errors().stream(), result.warnings().stream())
                .toList();
    }

    private List<Problem> contributed() {
        git.commit("Contribute");
        return new StaticRegistry()
                .validate(new ValidateRequest(registry.root(), "main", "topic", false, RegistryStory.ACCESS))
                .errors();
    }

    /** Both images of the registry are signed, and the contribution begins. */
    private void signedBase() {
        signed.bundle(KEYS, INDEX);
        signed.tag(KEYS, ARM64);
        git.commit("The registry");
        git.branch("topic");
    }

    private static void assertRequired(List<Problem> errors, String tag, String reason) {
        assertFound(ProblemCode.SIGNATURE_REQUIRED, errors, tag, reason);
    }

    private static void assertUnmet(List<Problem> warnings, String tag, String reason) {
        assertFound(ProblemCode.RULE_UNMET, warnings, tag, reason);
    }

    private static void assertFound(ProblemCode code, List<Problem> problems, String tag, String reason) {
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.subject()).isEqualTo("acme/app:" + tag);
            assertThat(problem.cause()).contains(reason);
            assertThat(problem.hint()).isNotBlank();
            assertThat(String.valueOf(problem.location())).isEqualTo("acme/app/manifests/" + tag + "/README.md:4");
        });
    }

    @Test
    void images_signedInEitherForm_areAccepted() {
        signed.bundle(KEYS, INDEX);
        signed.tag(KEYS, ARM64);
        assertThat(all()).isEmpty();
    }

    @Test
    void image_unsigned_isRefused() {
        signed.bundle(KEYS, INDEX);
        assertUnmet(all(), "arm64", "it has no signature that can be verified");
        assertThat(all().get(0).toString())
                .startsWith("RULE_UNMET acme/app:arm64: has no valid signature by acme.pub (cosign), which"
                        + " registry.yaml requires for acme: it has no signature that can be verified. Sign the image");
    }

    @Test
    void index_ofSignedPlatforms_isRefused() {
        signed.tag(KEYS, ARM64);
        assertUnmet(all(), "1.4.2", "the index itself has no signature");
    }

    @Test
    void signature_ofAnotherImageOrKey_isRefusedWithWhatWasLookedAt() {
        signed.tag(KEYS, ARM64);
        String byOthers = signed.bundle(OTHERS, INDEX);
        String payload = SignatureFixture.bundle(KEYS, ARM64);
        String swapped = signed.referrer(SignatureFixture.BUNDLE, payload, INDEX);
        registry.content(APP, payload);
        assertUnmet(
                all(),
                "1.4.2",
                "that in " + ManifestText.digest(byOthers).abbreviated() + " is not by a key that registry.yaml names");
        assertUnmet(all(), "1.4.2", "that in " + ManifestText.digest(swapped).abbreviated() + " has sha256 \"");
    }

    @Test
    void payload_inTheStoreAlone_isRead() {
        signed.tag(KEYS, ARM64);
        String payload = SignatureFixture.bundle(KEYS, INDEX);
        signed.referrer(SignatureFixture.BUNDLE, payload, INDEX);
        assertThat(all()).isEmpty();

        registry.remove(RegistryDirectory.blobFile(".store", payload));
        assertThat(all()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.RULE_UNMET);
            assertThat(problem.cause()).contains("can't be read: ");
        });
    }

    @Test
    void signature_removed_doesNotCount() {
        signed.tag(KEYS, ARM64);
        String manifest = signed.bundle(KEYS, INDEX);
        registry.note(APP, ManifestText.digest(manifest), "removed: the key was stolen");
        assertUnmet(all(), "1.4.2", "the index itself has no signature");
    }

    @Test
    void names_outsideOfThePolicy_needNone() {
        registry.file("registry.yaml", POLICY + "  acme/app: []\n");
        assertThat(all()).isEmpty();
        registry.file("registry.yaml", POLICY.replace("acme:", "acme/ap:"));
        assertThat(all()).isEmpty();
        registry.file("registry.yaml", POLICY.replace("acme:", "\"*/a*\":"));
        assertThat(all()).hasSize(2);
    }

    @Test
    void key_asText_isUsed() {
        signed.bundle(KEYS, INDEX);
        registry.file(
                "registry.yaml",
                POLICY.replace(
                        "keys/acme.pub\n", "|\n" + SignedRegistry.pem(KEYS).indent(6)));
        assertUnmet(all(), "arm64", "it has no signature");
        assertThat(all().get(0).what()).matches("has no valid signature by key [0-9a-f]{12} \\(cosign\\), which .*");
    }

    @Test
    void tag_ofTheLegacyFormat_isRefused() {
        signed.bundle(KEYS, INDEX);
        signed.tag(KEYS, ARM64);
        registry.file("acme/app/manifests/old/README.md", """
                ---
                layout: manifests/singularity
                digest: sha256:%s
                size: 1
                layers:
                - digest: sha256:%s
                  size: 1
                  url: https://storage.example/x
                ---
                """.formatted("a".repeat(64), "a".repeat(64)));
        assertThat(all()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.RULE_UNMET);
            assertThat(problem.cause()).isEqualTo("a tag of the legacy format has no digest that could be signed");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "",
                "\u0000",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----\n"
            })
    void key_thatCantBeRead_isReported(String text) {
        registry.file("keys/acme.pub", text);
        assertThat(all()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SIGNATURE_POLICY_INVALID);
            assertThat(problem.subject()).isEqualTo("keys/acme.pub");
            assertThat(String.valueOf(problem.location())).isEqualTo("registry.yaml:4");
        });
    }

    @Test
    void key_thatIsAbsentWeakOrContributed_isReported() {
        registry.file("keys/acme.pub", SignedRegistry.pem(CertificateFixture.rsa(1024)));
        assertThat(all()).anySatisfy(problem -> assertThat(problem.what()).contains("too short"));
        registry.remove("keys/acme.pub");
        assertThat(all()).anySatisfy(problem -> assertThat(problem.what()).contains("is not there"));
        registry.file("registry.yaml", POLICY.replace("keys/acme.pub", "acme/app/README.md"));
        assertThat(all()).anySatisfy(problem -> assertThat(problem.what()).contains("is a file of a repository"));
    }

    @Test
    void directory_ofKeys_isNotReported() {
        signed.bundle(KEYS, INDEX);
        signed.tag(KEYS, ARM64);
        assertThat(new StaticRegistry()
                        .validate(new ValidateRequest(registry.root(), false, access))
                        .warnings())
                .noneMatch(problem -> problem.toString().contains("keys"));
    }

    @Test
    void contribution_ofAnUnsignedTag_isRefused() {
        signedBase();
        registry.content(APP, Sample.AMD64).tag(APP, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
        assertRequired(contributed(), "amd64", "it has no signature");
    }

    /** A tag that looks like one of cosign's exempts nothing: what can be run under it must be signed. */
    @ParameterizedTest
    @ValueSource(strings = {".sig", ".att", ".sbom"})
    void contribution_ofAnImageUnderATagOfCosign_isRefused(String suffix) {
        signedBase();
        String tag = "sha256-" + "5".repeat(64) + suffix;
        registry.tag(APP, tag, ManifestText.MANIFEST, Sample.AMD64, amd64Size());
        assertRequired(
                contributed(), tag, "it is not what cosign keeps under such a tag, and it has no signature that can");
    }

    @Test
    void contribution_underATagOfCosign_isJudgedByItsContent() {
        signedBase();
        String name = "sha256-" + "5".repeat(64);
        String empty = ManifestText.image("{}");
        String sif =
                ManifestText.image("{}", "sif").replace(ManifestText.LAYER, "application/vnd.sylabs.sif.layer.v1.sif");
        String mixed = ManifestText.image("{}", "statement", "files")
                .replaceFirst(java.util.regex.Pattern.quote(ManifestText.LAYER), SignatureFixture.SIMPLE);
        String index = ManifestText.index();
        String sbom = ManifestText.image("{}", "bom").replace(ManifestText.LAYER, "text/spdx+json");
        String attestation =
                ManifestText.image("{}", "dsse").replace(ManifestText.LAYER, "application/vnd.dsse.envelope.v1+json");
        registry.content(APP, empty).content(APP, sif).content(APP, mixed).content(APP, index);
        registry.content(APP, sbom).content(APP, attestation);
        registry.tag(APP, name + ".sig", ManifestText.MANIFEST, mixed, 1)
                .tag(APP, name + ".att", ManifestText.MANIFEST, sif, 1)
                .tag(APP, name + ".sbom", ManifestText.INDEX, index, 1);
        String other = "sha256-" + "6".repeat(64);
        registry.tag(APP, other + ".sig", ManifestText.MANIFEST, empty, 1)
                .tag(APP, other + ".att", ManifestText.MANIFEST, attestation, 1)
                .tag(APP, other + ".sbom", ManifestText.MANIFEST, sbom, 1);
        registry.file("acme/app/manifests/sha256-" + "7".repeat(64) + ".sig/README.md", legacy("a"));
        registry.blob(".store", "{}");
        assertThat(contributed())
                .filteredOn(problem -> problem.code() == ProblemCode.SIGNATURE_REQUIRED)
                .extracting(Problem::subject)
                .containsExactlyInAnyOrder(
                        "acme/app:" + name + ".sig",
                        "acme/app:" + name + ".att",
                        "acme/app:" + name + ".sbom",
                        "acme/app:" + other + ".sig",
                        "acme/app:sha256-" + "7".repeat(64) + ".sig");
    }

    /** Whoever makes an image chooses the types of its layers. */
    @ParameterizedTest
    @CsvSource({
        "empty, 100, true",
        "cosign, 262144, true",
        "cosign, 262145, false",
        "linux, 100, false",
        "entrypoint, 100, false",
        "command, 100, false",
        "absent, 100, false"
    })
    void contribution_underATagOfCosign_mustBeNothingToRun(String kind, int size, boolean isExempt) {
        signedBase();
        String layer = "x".repeat(size);
        String config = switch (kind) {
            case "empty" -> "{}";
            case "linux" -> ManifestText.config("amd64", 1);
            case "entrypoint" -> "{\"config\":{\"Entrypoint\":[\"/bin/sh\"]}}";
            case "command" -> "{\"config\":{\"Cmd\":[\"/bin/sh\"]}}";
            default -> SignedRegistry.cosignConfig(layer);
        };
        String manifest = ManifestText.image(config, layer).replace(ManifestText.LAYER, SignatureFixture.SIMPLE);
        String tag = "sha256-" + "5".repeat(64) + ".sig";
        registry.content(APP, manifest).tag(APP, tag, ManifestText.MANIFEST, manifest, 1);
        if (!kind.equals("absent")) {
            registry.blob(".store", config);
        }
        assertThat(contributed())
                .filteredOn(problem -> problem.code() == ProblemCode.SIGNATURE_REQUIRED)
                .hasSize(isExempt ? 0 : 1);
    }

    /** The config that cosign writes in its older form, by its digest. */
    @Test
    void config_ofCosign_isThatOfARealSignature() throws IOException {
        Path fixtures = Path.of("src/test/resources/fixtures/signatures");
        String payload = Files.readString(fixtures.resolve("cosign-tag-first.payload"));
        assertThat(Files.readString(fixtures.resolve("cosign-tag-first.json")))
                .contains(ManifestText.digest(SignedRegistry.cosignConfig(payload))
                        .toString());
    }

    @Test
    void contribution_withItsSignature_isAccepted() {
        signedBase();
        registry.tag(APP, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
        signed.bundle(KEYS, ManifestText.digest(Sample.AMD64));
        assertThat(contributed()).isEmpty();
    }

    @Test
    void contribution_thatMovesATagToASignedImage_isAccepted() {
        signedBase();
        registry.tag(APP, "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        assertThat(contributed()).isEmpty();
    }

    @Test
    void contribution_thatTakesASignatureAway_isRefused() {
        signedBase();
        String tag = ARM64.toString().replace(':', '-') + ".sig";
        registry.remove("acme/app/manifests/" + tag + "/README.md");
        assertRequired(contributed(), "arm64", "it has no signature");
    }

    @Test
    void contribution_thatWithdrawsTheManifestOfASignature_isRefused() {
        signedBase();
        String tag = ARM64.toString().replace(':', '-') + ".sig";
        Digest signature = new MetadataDirectory(new DirectoryTree(registry.root()), problem -> {})
                .repository(RepositoryName.parse(APP))
                .tag(new Tag(tag))
                .map(record -> ((OciTag) record).digest())
                .orElseThrow();
        registry.note(APP, signature, "removed: it is not needed");
        assertThat(contributed())
                .extracting(problem -> problem.code() + " " + problem.subject())
                .contains("SIGNATURE_REQUIRED acme/app:arm64");
    }

    @Test
    void contribution_withManySignaturesOfOthers_hidesNone() {
        signed.tag(KEYS, ARM64);
        Digest signature = ManifestText.digest(signed.bundle(KEYS, INDEX));
        while (signature.hex().charAt(0) < '8') {
            registry.remove(RegistryDirectory.digestFile(APP, signature));
            signature = ManifestText.digest(signed.bundle(KEYS, INDEX));
        }
        git.commit("The registry");
        git.branch("topic");
        int first = 0;
        for (int i = 0; first < 64; i++) {
            String junk = signed.referrer(SignatureFixture.BUNDLE, "{\"number\":" + i + "}", INDEX);
            first += ManifestText.digest(junk).compareTo(signature) < 0 ? 1 : 0;
        }
        assertThat(contributed()).extracting(Problem::code).doesNotContain(ProblemCode.SIGNATURE_REQUIRED);
    }

    @Test
    void contribution_thatChangesATagOfTheLegacyFormat_isRefused() {
        registry.page("acme/sif").file("acme/sif/manifests/1.0/README.md", legacy("a"));
        registry.page("acme/old").file("acme/old/manifests/1.0/README.md", legacy("a"));
        signedBase();
        registry.file("acme/sif/manifests/1.0/README.md", legacy("b"));
        registry.file("acme/old/manifests/1.0/README.md", legacy("a") + "Some prose.\n");
        assertThat(contributed())
                .filteredOn(problem -> problem.code() == ProblemCode.SIGNATURE_REQUIRED)
                .extracting(Problem::subject)
                .containsExactly("acme/sif:1.0");
    }

    private static String legacy(String file) {
        String digest = ManifestText.digest(file).toString();
        return "---\nlayout: manifests/singularity\nsize: 1\ndigest: " + digest + "\nlayers:\n- digest: " + digest
                + "\n  url: https://files.example/" + file + "\n---\n";
    }

    @Test
    void contribution_isNotToBlameForWhatWasUnsigned() {
        git.commit("The registry");
        git.branch("topic");
        registry.file(
                "acme/app/manifests/arm64/README.md",
                "---\nlayout: manifests/oci\nmediaType: " + ManifestText.MANIFEST + "\ndigest: " + ARM64 + "\nsize: "
                        + Sample.ARM64_SIZE + "\n---\nSome prose.\n");
        signed.bundle(OTHERS, INDEX);
        assertThat(contributed()).isEmpty();
        registry.tag(APP, "again", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        assertRequired(contributed(), "again", "it has no signature");
    }

    @Test
    void contribution_withAPolicyOfItsOwn_isJudgedByTheBase() {
        signedBase();
        registry.file("registry.yaml", "formatVersion: 1\n")
                .file("keys/acme.pub", SignedRegistry.pem(OTHERS))
                .tag(APP, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
        signed.bundle(OTHERS, ManifestText.digest(Sample.AMD64));
        assertThat(contributed())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        ProblemCode.SIGNATURE_REQUIRED, ProblemCode.CHANGE_FORBIDDEN, ProblemCode.CHANGE_FORBIDDEN);
    }

    private RepositoryVerdict verdict() {
        Path file = temporary.resolve("verdict.json");
        new StaticRegistry().validate(new ValidateRequest(registry.root(), false, access).withVerdict(file));
        return VerdictFile.read(file).orElseThrow().of(RepositoryName.parse(APP));
    }

    @Test
    void policy_newerThanTheRegistry_holdsNothingBack() {
        git.commit("Unsigned");
        assertThat(verdict().heldBack()).isFalse();
        assertThat(verdict().reasons()).isEmpty();
        assertThat(verdict().lastGood()).isPresent();
    }

    @Test
    void payload_inAStoreThatDoesNotRespond_isUnverified() {
        signed.tag(KEYS, ARM64);
        String payload = SignatureFixture.bundle(KEYS, INDEX);
        signed.referrer(SignatureFixture.BUNDLE, payload, INDEX);
        access = new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);
        try (ReservedPort nothing = ReservedPort.take()) {
            registry.page(APP, "store: http://" + nothing.address() + "/acme");
            registry.remove(RegistryDirectory.blobFile(".store", payload));
            assertThat(all())
                    .anySatisfy(problem -> assertThat(problem.toString()).startsWith("BLOB_UNVERIFIED acme/app:1.4.2:"))
                    .noneMatch(problem -> problem.code() == ProblemCode.RULE_UNMET);
            git.commit("Bad");
            assertThat(verdict().reasons())
                    .filteredOn(reason -> reason.codes().containsKey("BLOB_UNVERIFIED"))
                    .extracting(Reason::kind)
                    .containsExactly(Reason.Kind.UNREACHABLE);
            assertThat(verdict().reasons()).extracting(Reason::kind).doesNotContain(Reason.Kind.STRUCTURE);
        }
    }

    /** What is wrong with a contribution whose blobs are at a server of this test, without looking for blobs. */
    private List<Problem> contributedAtServer() {
        access = new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);
        git.commit("Contribute");
        ValidateRequest request = new ValidateRequest(registry.root(), "main", "topic", false, access);
        try (OpenStores open = new OpenStores(registry.root(), access)) {
            return new ContributionValidation(request, open.stores(), Progress.NONE)
                    .inspect()
                    .report()
                    .errors();
        }
    }

    /** Whether a contribution is too large is known before anything is requested for it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_000})
    void payload_ofAContribution_isRequestedOnlyIfThatIsNotTooLarge(long most) {
        AtomicInteger requests = new AtomicInteger();
        try (LoopbackServer store = notFound(requests)) {
            registry.page(APP, "store: " + store.url("/acme"))
                    .file("registry.yaml", POLICY + "rules: {maxNewBlobs: " + most + "}\n");
            signedBase();
            registry.content(APP, Sample.AMD64).tag(APP, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
            Digest image = ManifestText.digest(Sample.AMD64);
            signed.referrer(SignatureFixture.BUNDLE, SignatureFixture.bundle(KEYS, image), image);
            signed.referrer(SignatureFixture.BUNDLE, SignatureFixture.bundle(OTHERS, image), image);
            List<Problem> errors = contributedAtServer();
            if (most == 1) {
                assertThat(requests).hasValue(0);
                assertThat(errors).extracting(Problem::code).contains(ProblemCode.CONTRIBUTION_TOO_LARGE);
                assertThat(errors)
                        .filteredOn(error -> error.code() == ProblemCode.SIGNATURE_REQUIRED)
                        .singleElement()
                        .asString()
                        .contains(" is not read: nothing is requested, since the contribution adds more than it may."
                                + " Correct that first. A payload that is kept in digests/ needs no request.");
            } else {
                assertThat(requests.get()).isPositive();
                assertRequired(errors, "amd64", "can't be read");
            }
        }
    }

    @Test
    void payload_atAnAddressThatTheRulesRefuse_isNotRequested() {
        AtomicInteger requests = new AtomicInteger();
        try (LoopbackServer store = notFound(requests)) {
            registry.file("registry.yaml", POLICY + "rules: {allowedHosts: [storage.example]}\n");
            signedBase();
            registry.page(APP, "store: " + store.url("/acme"))
                    .content(APP, Sample.AMD64)
                    .tag(APP, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
            Digest image = ManifestText.digest(Sample.AMD64);
            signed.referrer(SignatureFixture.BUNDLE, SignatureFixture.bundle(KEYS, image), image);
            List<Problem> errors = contributedAtServer();

            assertThat(errors).extracting(Problem::code).contains(ProblemCode.RULE_BROKEN);
            assertRequired(
                    errors.stream()
                            .filter(error -> error.code() == ProblemCode.SIGNATURE_REQUIRED)
                            .toList(),
                    "amd64",
                    "no address of it is known and allowed");
            assertThat(requests).hasValue(0);
        }
    }

    /** Each address is a request. */
    @Test
    void payloads_ofAContribution_areRequestedAThousandTimesAtMost() {
        AtomicInteger requests = new AtomicInteger();
        try (LoopbackServer store = notFound(requests)) {
            String mirrors = IntStream.range(0, 9)
                    .mapToObj(number -> store.url("/" + number))
                    .collect(Collectors.joining(", ", "store: [", "]"));
            registry.page(APP, mirrors);
            signedBase();
            registry.content(APP, Sample.AMD64).tag(APP, "amd64", ManifestText.MANIFEST, Sample.AMD64, amd64Size());
            for (int i = 0; i < 120; i++) {
                signed.referrer(SignatureFixture.BUNDLE, "{\"number\":" + i + "}", ManifestText.digest(Sample.AMD64));
            }
            assertThat(contributedAtServer())
                    .filteredOn(error -> error.code() == ProblemCode.SIGNATURE_REQUIRED)
                    .singleElement()
                    .extracting(Problem::hint)
                    .isEqualTo("Keep the payload in digests/, or split the contribution.");
            assertThat(requests).hasValue(1_000);
        }
    }

    private static LoopbackServer notFound(AtomicInteger requests) {
        return LoopbackServer.start(exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
    }

    @Test
    void signature_amongManyOfOthers_isFound() {
        signed.tag(KEYS, ARM64);
        String junk = SignatureFixture.bundle(OTHERS, ARM64);
        registry.content(APP, junk);
        for (int i = 0; i < 100; i++) {
            registry.content(
                    APP,
                    ManifestText.with(
                            signed.manifest(SignatureFixture.BUNDLE, junk, INDEX, 70),
                            "annotations",
                            "{\"n\":\"" + i + "\"}"));
        }
        signed.bundle(KEYS, INDEX);
        assertThat(all()).noneMatch(problem -> problem.code() == ProblemCode.RULE_UNMET);
    }

    private static long amd64Size() {
        return ManifestText.size(Sample.AMD64)
                + ManifestText.size(Sample.AMD64_CONFIG)
                + ManifestText.size(Sample.SHARED_LAYER)
                + ManifestText.size(Sample.AMD64_LAYER);
    }
}
