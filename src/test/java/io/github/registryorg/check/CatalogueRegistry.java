package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;

import io.github.registryorg.check.Authority.Standing;
import io.github.registryorg.event.Contributor;
import io.github.registryorg.event.ContributorRequest;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ContributedProblems;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import io.github.registryorg.signature.CertificateFixture;
import io.github.registryorg.signature.SignedRegistry;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.work.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One git repository with all contributions of the catalogue: a branch each, on top of one of several registries. */
final class CatalogueRegistry {

    /** Default rules. acme/app has 1.4.1, the old image, and 1.4.2, 1.4, latest, the new one. */
    static final String MAIN = "main";

    /** The same, with keepers and owners; mallory contributes, who owns acme/tool only. */
    static final String OWNED = "owned";

    /** The same as main, and acme must be signed. */
    static final String SIGNED = "signed";

    /** The same as main, with rules. */
    static final String STRICT = "strict";

    /** The same as main, and a contribution may add few blobs, at few hosts. */
    static final String BOUNDED = "bounded";

    static final KeyPair KEYS = CertificateFixture.ec("secp256r1");

    private static final String SETTINGS = "formatVersion: 1\nstore: https://storage.example/all\n";

    private final GitDirectoryFixture git;

    CatalogueRegistry(Path directory) {
        git = GitDirectoryFixture.quick(directory);
        RegistryDirectory registry = new RegistryDirectory(git.directory());
        registry.file("registry.yaml", SETTINGS);
        registry.page(APP, "store: https://storage.example/acme", "description: The app");
        OLD.into(registry, APP, "1.4.1");
        NEW.into(registry, APP, "1.4.2", "1.4", "latest");
        NEWEST.into(registry.page("acme/tool"), "acme/tool", "1", "edge");
        registry.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", legacy("a", ""));
        git.commit("The registry");
        policy(OWNED, """
                keepers:
                - {user: alice, id: 1001}
                owners:
                  acme:
                  - {user: bob, id: 1002}
                  acme/tool:
                  - {user: mallory, id: 66}
                """);
        registry.file("keys/acme.pub", SignedRegistry.pem(KEYS));
        policy(SIGNED, "signatures:\n  acme:\n  - cosign: keys/acme.pub\n");
        policy(
                BOUNDED,
                "rules: {maxNewBlobs: 100, maxNewHosts: 90, namespaces: {acme: {maxNewBlobs: 12, maxNewHosts: 2}}}\n");
        policy(STRICT, """
                rules:
                  immutableTags: all
                  tagDeletion: keepers
                  locationRemoval: keepers
                  maxLayers: 2
                  maxIndexManifests: 2
                  maxImageSize: 5000
                  maxMirrors: 2
                  maxProse: 1000
                  maxNameDepth: 2
                  allowedPlatforms: [linux/amd64]
                  allowedHosts: [storage.example]
                  requiredTagKeys: [revision]
                  requiredPageKeys: [description]
                """);
    }

    private void policy(String branch, String lines) {
        git.switchTo(branch, MAIN);
        git.file("registry.yaml", SETTINGS + lines).commit("The policy");
    }

    /** Makes the branches of contributions, each named by its index. */
    CatalogueRegistry with(List<Defect> defects) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < defects.size(); i++) {
            ContributedFiles files = new ContributedFiles();
            defects.get(i).change().accept(files);
            stream.writeBytes(files.commit("case" + i, defects.get(i).base()));
        }
        git.fastImport(stream.toByteArray());
        return this;
    }

    Report judge(String base, String head, boolean blobs) {
        ValidateRequest request = new ValidateRequest(
                git.directory(),
                base,
                head,
                false,
                RegistryStory.ACCESS,
                List.of(),
                null,
                false,
                problem -> {},
                new ContributorRequest(
                        Contributor.Given.parse(List.of("mallory#66")), null, id -> Optional.empty(), null, Map.of()),
                BlobOptions.DEFAULT);
        try (OpenStores open = new OpenStores(git.directory(), RegistryStory.ACCESS)) {
            Authority authority = base.equals(OWNED) ? null : any -> Standing.OWNER;
            Inspected inspected =
                    new ContributionValidation(request, authority, null, open.stores(), Progress.NONE).inspect();
            if (blobs) {
                BlobCache none = BlobCache.read(null, Duration.ZERO, InstantSource.system(), inspected.report());
                try (BlobExistence existence = new BlobExistence(
                        open.stores(),
                        new BlobScope(true, false, null),
                        none,
                        Progress.NONE,
                        inspected.blobs(),
                        ContributedProblems.ofWhatIsBrought(inspected.report()))) {
                    existence.finish();
                }
            }
            return inspected.report();
        }
    }

    /** All but what each legacy tag has. */
    static List<Problem> findings(Report report) {
        return Stream.concat(report.errors().stream(), report.warnings().stream())
                .filter(problem -> problem.code() != ProblemCode.SIZE_UNIT_UNKNOWN)
                .toList();
    }

    /** A legacy tag of the digest of a text; the keys that are added begin in line 5. */
    static String legacy(String file, String keys) {
        String digest = ManifestText.digest(file).toString();
        return "---\nlayout: manifests/singularity\nsize: 42819584\ndigest: " + digest + "\n" + keys
                + "layers:\n- digest: " + digest + "\n  url: https://files.example/image.sif\n---\n";
    }
}
