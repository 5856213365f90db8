package io.github.registryorg.check;

import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.RegistryDirectory.noteFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of blobs in metadata, and whether the registry allows them. */
class StoresTest {

    private static final String PAGE = "acme/app/README.md";
    private static final String ALLOWED = "formatVersion: 1\nallowedStores: [https://storage.example/acme]\n";

    @TempDir
    private Path root;

    private RegistryDirectory registry() {
        return RegistryDirectory.wellFormed(root);
    }

    @Test
    void repository_withoutAStore_isReportedOnce() {
        registry().page("acme/app");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.STORE_INVALID,
                        "acme/app",
                        PAGE,
                        "has no valid store",
                        "Write \"store: https://…\" into its README.md");
    }

    @Test
    void blobs_withUrlsAndKeptConfig_needNoStore() {
        String image = ManifestText.image(Sample.ARM64_CONFIG, Sample.SHARED_LAYER);
        String urls = "urls: {\"" + digest(Sample.SHARED_LAYER) + "\": [\"http://127.0.0.1:1/layer\"]}";
        new RegistryDirectory(root)
                .page("acme/app")
                .content("acme/app", image)
                .content("acme/app", Sample.ARM64_CONFIG)
                .note("acme/app", digest(image), urls);

        Findings.ofStructure(root).assertNone();
        // the layer is requested, and nothing else
        assertThat(Findings.ofBlobs(root, false).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.ADDRESS_FORBIDDEN, "acme/app@" + digest(image)));
    }

    @Test
    void config_notKept_needsAStoreOrAUrl() {
        String image = ManifestText.image(Sample.ARM64_CONFIG, Sample.SHARED_LAYER);
        String urls = "urls: {\"" + digest(Sample.SHARED_LAYER) + "\": [\"https://storage.example/layer\"]}";
        new RegistryDirectory(root).page("acme/app").content("acme/app", image).note("acme/app", digest(image), urls);

        Findings.ofStructure(root).assertOnly(ProblemCode.STORE_INVALID, "acme/app", PAGE, "has no valid store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed: it had a secret", "yanked: it is of a config"})
    void note_ofWhatIsNotServed_mayNotNameOtherAddressesEither(String state) {
        String content = state.startsWith("removed") ? Sample.ARM64 : Sample.ARM64_CONFIG;
        new RegistryDirectory(root)
                .page("acme/app")
                .file("registry.yaml", ALLOWED)
                .content("acme/app", content)
                .note(
                        "acme/app",
                        digest(content),
                        state,
                        "bases: https://other.example/b",
                        "urls: {\"" + digest("x") + "\": [\"https://storage.example/acme/%2e%2e/x\"]}");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, problem -> problem.location().file())
                .containsExactly(
                        tuple(ProblemCode.ADDRESS_UNUSUAL, noteFile("acme/app", digest(content))),
                        tuple(ProblemCode.ADDRESS_UNUSUAL, noteFile("acme/app", digest(content))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.example/acme/../other",
                "https://storage.example/%2e%2e/x",
                "https://storage.example:99999/acme",
                "https://storage.example/100%",
                "file://other.example/srv",
                "file:a%00b"
            })
    void allowedStore_thatNoAddressCanMatch_isReportedOnceWithItsLine(String entry) {
        registry()
                .page("acme/app")
                .page("acme/tool")
                .file(
                        "registry.yaml",
                        "formatVersion: 1\nallowedStores:\n- https://storage.example\n- '" + entry + "'\n");

        assertThat(Findings.ofStructure(root).problems())
                .filteredOn(problem -> problem.subject().equals("registry.yaml"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
                    assertThat(problem.location()).isEqualTo(new Location("registry.yaml", 4));
                    assertThat(problem.what()).contains("allowedStores", entry);
                });
    }

    @Test
    void store_ofTheRegistry_appliesWhereAPageHasNone() {
        registry().page("acme/app").file("registry.yaml", "formatVersion: 1\nstore: https://storage.example/all\n");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void storeOfTheRegistry_directoryOfThisMachine_isAWarning() {
        registry().page("acme/app").file("registry.yaml", "formatVersion: 1\nstore: file:/srv/blobs\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.STORE_LOCAL,
                        "",
                        "registry.yaml",
                        "the store file:/srv/blobs is a directory of one machine");
    }

    @Test
    void repository_ofLegacyTagsOnly_needsNoStore() {
        new RegistryDirectory(root).page("moon/cheese");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void urls_ofEachBlob_makeAStoreUnnecessary() {
        new RegistryDirectory(root)
                .page("acme/app")
                .content("acme/app", Sample.ARM64)
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest(Sample.ARM64_CONFIG) + ": [https://files.example/config]",
                        "  " + digest(Sample.SHARED_LAYER) + ": [https://files.example/layer]");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void urls_ofSomeBlobs_needAStore() {
        new RegistryDirectory(root)
                .page("acme/app")
                .content("acme/app", Sample.ARM64)
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest(Sample.ARM64_CONFIG) + ": [https://files.example/config]");

        Findings.ofStructure(root).assertOnly(ProblemCode.STORE_INVALID, "acme/app", PAGE, "has no valid store");
    }

    @Test
    void store_notAllowed_isReported() {
        registry()
                .page("acme/app", "store: [https://storage.example/acme, https://evil.example/acme]")
                .file("registry.yaml", "formatVersion: 1\nallowedStores: [https://storage.example/, file:.store]\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.STORE_INVALID,
                        "acme/app",
                        PAGE + ":3",
                        "the store https://evil.example/acme is not allowed",
                        "registry.yaml allows https://storage.example/, file:.store.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.example.evil.example/acme",
                "https://storage.example/acmeevil",
                "https://storage.example",
                "https://storage.example/acme/../other",
                "https://storage.example/acme/%2e%2e/other",
                "http://storage.example/acme"
            })
    void store_withAnAllowedPrefixOnly_isNotAllowed(String store) {
        registry()
                .page("acme/app", "store: " + store)
                .file("registry.yaml", "formatVersion: 1\nallowedStores: [https://storage.example/acme]\n");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject)
                .contains(tuple(ProblemCode.STORE_INVALID, "acme/app"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.example/acme",
                "https://storage.example/acme/sub",
                "https://storage.example/acme/"
            })
    void store_belowAnAllowedOne_isAllowed(String store) {
        registry()
                .page("acme/app", "store: " + store)
                .file("registry.yaml", "formatVersion: 1\nallowedStores: [https://storage.example/acme]\n");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void store_besideAnAllowedOne_isNotAllowed() {
        registry()
                .page("acme/app", "store: file:.store/../other")
                .file("registry.yaml", "formatVersion: 1\nallowedStores: [file:.store]\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.STORE_INVALID,
                        "acme/app",
                        PAGE + ":3",
                        "the store file:.store/../other is not allowed");
    }

    @Test
    void store_ofADigest_isCheckedByTheSameRules() {
        registry()
                .note("acme/app", digest(Sample.BOTH), "bases: https://evil.example/x")
                .file("registry.yaml", "formatVersion: 1\nallowedStores: [file:.store]\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.STORE_INVALID,
                        "acme/app@" + digest(Sample.BOTH),
                        noteFile("acme/app", digest(Sample.BOTH)) + ":1",
                        "the store https://evil.example/x is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/srv/blobs", "file:///srv/blobs", "file:../no-such-store", "file:a/../../b"})
    void directory_ofThisMachine_isAWarning(String store) {
        registry().page("acme/app", "store: " + store);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.STORE_LOCAL,
                        "acme/app",
                        PAGE + ":3",
                        "the store " + store + " is a directory of one machine",
                        "Others can't read it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://:80/acme", "https://user:secret@storage.example/acme", "https://storage.example/a/../b"
            })
    void address_invalid_isReportedWithItsFile(String store) {
        registry().page("acme/app", "store: \"" + store + "\"");

        assertThat(Findings.ofStructure(root).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
            assertThat(problem.subject()).isEqualTo("acme/app");
            assertThat(problem.location()).hasToString(PAGE + ":3");
            assertThat(problem.hint()).isNotBlank();
            assertThat(problem.toString()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://bucket/x", "storage.example/acme", "https://storage.example/acme?x=y", "ftp://x.example"})
    void address_unknownToReaders_isReportedWithItsLine(String store) {
        registry().page("acme/app", "store: \"" + store + "\"");

        assertThat(Findings.ofStructure(root).problems())
                .filteredOn(problem -> problem.code() == ProblemCode.FRONT_MATTER_INVALID)
                .isNotEmpty()
                .allSatisfy(problem -> {
                    assertThat(problem.location()).hasToString(PAGE + ":3");
                    assertThat(problem.what()).startsWith("\"store\" ");
                    assertThat(problem.hint()).contains("Public base URL of the store");
                });
    }

    @Test
    void index_alone_needsNoStore() {
        new RegistryDirectory(root).page("acme/app").content("acme/app", ManifestText.index());

        Findings.ofStructure(root).assertNone();
    }

    /** An image whose blobs each have an address in a note. */
    private RegistryDirectory withUrls(String... layerUrls) {
        return new RegistryDirectory(root)
                .page("acme/app")
                .content("acme/app", Sample.ARM64)
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest(Sample.ARM64_CONFIG) + ": [https://storage.example/acme/config]",
                        "  " + digest(Sample.SHARED_LAYER) + ": [\"" + String.join("\", \"", layerUrls) + "\"]")
                .file("registry.yaml", ALLOWED);
    }

    @Test
    void urlsOfANote_belowAnAllowedStore_areAllowed() {
        withUrls("https://storage.example/acme/layer?generation=1&alt=media");

        Findings.ofStructure(root).assertNone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/acme/layer",
                "http://storage.example/acme/layer",
                "https://storage.example/acme/%2e%2e/evil/layer",
                "https://storage.example/acme/..%2fevil/layer",
                "https://storage.example/acme%2f../evil/layer",
                "https://user:geheim@storage.example/acme/layer"
            })
    void urlOfANote_elsewhere_isRefusedAndNotRequested(String url) {
        withUrls("https://storage.example/acme/layer", url);

        assertRefused(noteFile("acme/app", digest(Sample.ARM64)));
    }

    private void assertRefused(String file) {
        assertThat(Findings.ofStructure(root).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
            assertThat(problem.subject()).isEqualTo("acme/app@" + digestIn(file));
            assertThat(problem.location().file()).isEqualTo(file);
            assertThat(problem.hint()).isNotBlank();
            assertThat(problem.toString()).doesNotContain("geheim");
        });
        assertThat(Findings.ofBlobs(root, false).problems())
                .noneMatch(problem -> problem.toString().contains("evil"));
    }

    private static String digestIn(String file) {
        String hex = file.substring(file.lastIndexOf('/') + 1).replaceAll("[.].*", "");
        return "sha256:" + hex;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
                "application/vnd.oci.image.layer.v1.tar+gzip"
            })
    void urlsOfALayer_whateverItsType_areComparedWithTheAllowedStores(String type) {
        String urls = "[\"https://storage.example/acme/layer\", \"https://evil.example/layer\"]";
        String layer = ManifestText.with(ManifestText.descriptor(type, Sample.SHARED_LAYER), "urls", urls);
        assertRefused(manifestWith(ManifestText.descriptor(ManifestText.CONFIG, Sample.ARM64_CONFIG), layer));
    }

    @Test
    void urlsOfAConfig_elsewhere_areRefused() {
        String config = ManifestText.with(
                ManifestText.descriptor(ManifestText.CONFIG, Sample.ARM64_CONFIG),
                "urls",
                "[\"https://evil.example/config\"]");
        assertRefused(manifestWith(config, ManifestText.descriptor(ManifestText.LAYER, Sample.SHARED_LAYER)));
    }

    @Test
    void urlsOfAnIndexEntry_elsewhere_areRefused() {
        String child = ManifestText.with(
                ManifestText.descriptor(ManifestText.MANIFEST, Sample.ARM64),
                "urls",
                "[\"https://evil.example/child\"]");
        String index = ManifestText.index(child);
        new RegistryDirectory(root)
                .page("acme/app", "store: https://storage.example/acme")
                .content("acme/app", Sample.ARM64)
                .content("acme/app", index)
                .file("registry.yaml", ALLOWED);
        assertRefused(RegistryDirectory.digestFile("acme/app", digest(index)));
    }

    private String manifestWith(String config, String layer) {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":" + config
                + ",\"layers\":[" + layer + "]}";
        new RegistryDirectory(root)
                .page("acme/app", "store: https://storage.example/acme")
                .content("acme/app", manifest)
                .file("registry.yaml", ALLOWED);
        return RegistryDirectory.digestFile("acme/app", digest(manifest));
    }

    private RegistryDirectory legacy(String url) {
        return new RegistryDirectory(root)
                .page("moon/cheese")
                .file(
                        "moon/cheese/manifests/latest/README.md",
                        "---\nlayout: manifests/singularity\nsize: 756\ndigest: sha256:" + "1ada".repeat(16)
                                + "\nlayers:\n- digest: sha256:" + "1ada".repeat(16) + "\n  url: \"" + url
                                + "\"\n---\n")
                .file("registry.yaml", ALLOWED);
    }

    @Test
    void urlOfALegacyTag_elsewhere_isAWarningInARegistryAndNotRequested() {
        legacy("https://evil.example/x.simg");

        assertThat(Findings.ofStructure(root).problems())
                .filteredOn(problem -> problem.code() == ProblemCode.ADDRESS_UNUSUAL)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.subject()).isEqualTo("moon/cheese:latest");
                    assertThat(problem.location()).hasToString("moon/cheese/manifests/latest/README.md:7");
                });
        Findings.ofBlobs(root, false).assertNone();
    }

    @Test
    void urlOfALegacyTag_elsewhere_isAnErrorInAContribution() {
        legacy("https://evil.example/x.simg");

        assertThat(Findings.ofContribution(root).problems())
                .extracting(Problem::code)
                .contains(ProblemCode.STORE_INVALID);
    }

    @Test
    void urlOfALegacyTag_belowAnAllowedStore_isNotReported() {
        legacy("https://storage.example/acme/moon%2Fcheese-latest@3125.simg?generation=15");

        assertThat(Findings.ofContribution(root).problems())
                .extracting(Problem::code)
                .containsOnly(ProblemCode.SIZE_UNIT_UNKNOWN);
    }
}
