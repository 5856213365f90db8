package io.github.registryorg.check;

import static io.github.registryorg.metadata.RegistryDirectory.digestFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MemoryTree;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of repositories and tags that clients, the site or a file system can't have. */
class NamesTest {

    @TempDir
    private Path root;

    private RegistryDirectory registry() {
        return new RegistryDirectory(root);
    }

    private void tagged(String tag) {
        RegistryDirectory.wellFormed(root).tag("acme/app", tag, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme",
                "acme/App",
                "acme/-app",
                "acme/app-",
                "acme/a___b",
                "acme/a..b",
                "acme/app.",
                "acme/_app",
                "acme/two words",
                "acme/a+b",
                "Acme/app"
            })
    void directory_withAnInvalidName_isReported(String name) {
        registry().page(name);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.NAME_INVALID,
                        name,
                        name,
                        "is not a repository's name",
                        "Rename the directory: lower");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/app", "acme", "a/b/c/d", "acme/a.b_c__d---e", "acme/1", "acme/v2", "acme/docs"})
    void name_valid_hasNoFinding(String name) {
        registry().page(name);

        Findings.ofStructure(root).assertNone();
    }

    @ParameterizedTest
    @CsvSource({
        "acme/blobs, blobs",
        "acme/referrers, referrers",
        "acme/index.html, index.html",
        "blobs, blobs",
        "acme/blobs/app, blobs",
        "index.html/app, index.html",
        "manifests/app, manifests"
    })
    void component_reserved_isReported(String name, String component) {
        registry().page(name);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.NAME_RESERVED,
                        name,
                        name,
                        "\"" + component + "\" is reserved for the registry's own paths",
                        "Give the repository another name.");
    }

    @ParameterizedTest
    @CsvSource({"con, con", "acme/nul, nul", "acme/com1.app, com1.app", "aux/app, aux", "acme/lpt9/app, lpt9"})
    void name_ofADevice_isReported(String name, String component) {
        registry().page(name);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.NAME_RESERVED,
                        name,
                        name,
                        "\"" + component + "\" is a device on Windows",
                        "Give the repository another name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "target", "docs", ".github", "_site"})
    void directory_ofAnotherPurpose_isSkipped(String directory) {
        registry().page(directory + "/app").file(directory + "/stray.txt", "x");

        Findings.ofStructure(root).assertNone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "api", "404.html"})
    void repositories_atPathsOfTheSite_areSkippedWithAWarning(String directory) {
        registry().page(directory + "/app").file(directory + "/stray.txt", "x");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::toString)
                .containsExactly("FOLDER_IGNORED " + directory
                        + "/: is reserved for the site's own paths: the repositories in it are skipped. Use names"
                        + " with another first part.");
    }

    @Test
    void files_atPathsOfTheSite_areIgnored() {
        registry().file("api/openapi.json", "{}").file("404.html/README.md", "# No front matter\n");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void name_ofMoreThan255Characters_isReported() {
        String half = "a".repeat(128);
        registry().page("acme").file("acme/" + half + "/" + half + "/README.md", "---\nlayout: collection\n---\n");
        String name = "acme/" + half + "/" + half;

        Findings.ofStructure(root)
                .assertOnly(ProblemCode.NAME_INVALID, name, name, "is longer than 255 characters", "shorter");
    }

    @Test
    void repository_insideAnother_isValid() {
        registry().page("acme/app").page("acme/app/tools").page("acme/app/tools/more");

        Findings.ofStructure(root).assertNone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", ".x", "a b", "a+b", "x,y"})
    void directory_withAnInvalidTag_isReported(String tag) {
        tagged(tag);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.TAG_INVALID,
                        "acme/app/manifests/" + tag,
                        "acme/app/manifests/" + tag,
                        "\"" + tag + "\" is not a tag",
                        "at most 128 letters");
    }

    @Test
    void tag_of129Characters_isReported() {
        String tag = "a".repeat(129);
        tagged(tag);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.TAG_INVALID,
                        "acme/app/manifests/" + tag,
                        "acme/app/manifests/" + tag,
                        "\"" + tag + "\" is not a tag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "1.10", "v1-2_3", "sha256-abc", "sha384-0", "latest"})
    void tag_valid_hasNoFinding(String tag) {
        tagged(tag);

        Findings.ofStructure(root).assertNone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256-", "sha512-"})
    void tag_ofTheReferrersTagSchema_isReported(String prefix) {
        String tag = prefix + "0".repeat(64);
        tagged(tag);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.TAG_INVALID,
                        "acme/app:" + tag,
                        "acme/app/manifests/" + tag,
                        "is a name of the OCI referrers tag schema",
                        "contribute the manifest under digests/ and no tag");
    }

    @ParameterizedTest
    @CsvSource({
        "con, is a device on Windows",
        "NUL.1, is a device on Windows",
        "'1.0.', 'ends with a dot, which Windows drops'"
    })
    void tag_invalidOnWindows_isReported(String tag, String reason) {
        tagged(tag);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.NAME_RESERVED,
                        "acme/app:" + tag,
                        "acme/app/manifests/" + tag,
                        "\"" + tag + "\" " + reason,
                        "Give it another tag.");
    }

    @Test
    void tags_differingOnlyInCase_areReported() {
        Findings.ofStructure(tags("Latest", "latest"))
                .assertOnly(
                        ProblemCode.NAME_CONFLICT,
                        "acme/app:latest",
                        "acme/app/manifests/latest",
                        "differs from the tag Latest only in case",
                        "remove the other");
    }

    @Test
    void tags_threeDifferingOnlyInCase_areReportedOnceEach() {
        assertThat(Findings.ofStructure(tags("RC", "Rc", "rc")).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(
                        tuple(ProblemCode.NAME_CONFLICT, "acme/app:Rc"),
                        tuple(ProblemCode.NAME_CONFLICT, "acme/app:rc"));
    }

    /** Of a manifest without blobs, so that nothing else is to be reported. */
    private static MemoryTree tags(String... tags) {
        String manifest = ManifestText.index();
        MemoryTree tree = new MemoryTree()
                .file("acme/app/README.md", "---\nlayout: collection\nstore: file:.store\n---\n")
                .file(digestFile("acme/app", ManifestText.digest(manifest)), manifest);
        for (String tag : tags) {
            tree.file(
                    "acme/app/manifests/" + tag + "/README.md",
                    "---\nlayout: manifests/oci\nmediaType: " + ManifestText.INDEX + "\ndigest: "
                            + ManifestText.digest(manifest) + "\nsize: " + ManifestText.size(manifest) + "\n---\n");
        }
        return tree;
    }

    @Test
    void repositories_differingOnlyInCase_areReported() {
        MemoryTree tree = new MemoryTree()
                .file("acme/app/README.md", "---\nlayout: collection\n---\n")
                .file("acme/App/README.md", "---\nlayout: collection\n---\n");

        Findings.ofStructure(tree)
                .assertOnly(ProblemCode.NAME_INVALID, "acme/App", "acme/App", "is not a repository's name");
    }

    @Test
    void fileName_notADigest_isReported() {
        String file = digestFile("acme/app", ManifestText.digest("x")).replace(".json", "0.json");
        RegistryDirectory.wellFormed(root).file(file, "x");

        Findings.ofStructure(root)
                .assertOnly(ProblemCode.FILE_IGNORED, file, file, "is not allowed under digests/", "<algorithm>");
    }
}
