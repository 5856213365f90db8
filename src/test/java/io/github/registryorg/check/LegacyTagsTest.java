package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags in the legacy format are read leniently; all their quirks are reported. */
class LegacyTagsTest {

    private static final String TAG = "moon/cheese/manifests/latest/README.md";
    private static final String SUBJECT = "moon/cheese:latest";
    private static final String SHA256 = "sha256:" + "1ada".repeat(16);
    private static final String URL =
            "https://files.example/download/moon%2Fcheese-latest@3125.simg?generation=15&alt=media";

    @TempDir
    private Path root;

    /** With everything that directories of legacy registries have. */
    private void legacy(String size, String digest, String layerDigest) {
        new RegistryDirectory(root)
                .file("_config.yml", "title: x\n")
                .file(
                        "moon/cheese/README.md",
                        "---\nlayout: collection\ndescription: Old cheese\n---\n\nSee [it](x).\n")
                .file("moon/cheese/manifests/README.md", "---\nlayout: x\n---\n")
                .file("moon/cheese/tags/README.md", "---\nlayout: tags\n---\n\nThis page will render the tags.\n")
                .file(
                        TAG,
                        "---\nlayout: manifests/singularity\nsize: " + size + "\ndigest: " + digest
                                + "\nlayers:\n- size: " + size + "\n  digest: \"" + layerDigest + "\"\n  url: \"" + URL
                                + "\"\n---\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Moon/Cheese", "v2x/Tool_X", "con/app"})
    void repository_ofANameThatTheSpecificationHasNot_isLeftOut(String name) {
        legacy("42819584 bytes", SHA256, SHA256);
        new RegistryDirectory(root)
                .file(name + "/README.md", "---\nlayout: collection\n---\n")
                .file(name + "/tags/README.md", "---\nlayout: tags\n---\n");

        assertThat(Findings.ofStructure(root).problems())
                .filteredOn(problem -> problem.code() == ProblemCode.REPOSITORY_LEFT_OUT)
                .singleElement()
                .satisfies(problem -> assertThat(problem.subject()).isEqualTo(name));
        assertThat(Findings.ofStructure(root).problems()).noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40 MiB", "1.5G", "1.5", "about 40", "-1"})
    void size_thatIsMoreThanDigits_isAWarningThatSaysSo(String size) {
        legacy(size, SHA256, SHA256);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SIZE_UNIT_UNKNOWN,
                        SUBJECT,
                        TAG + ":3",
                        "size " + size + " is not a number of bytes",
                        "registry:import makes an OCI artifact of it");
    }

    @ParameterizedTest
    @CsvSource({
        "756, and is probably kibibytes (du -k)",
        "999999, and is probably kibibytes (du -k)",
        "1000000, and is probably bytes",
        "42819584, and is probably bytes"
    })
    void size_withoutAUnit_isAWarning(String size, String guess) {
        legacy(size, SHA256, SHA256);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SIZE_UNIT_UNKNOWN,
                        SUBJECT,
                        TAG + ":3",
                        "size " + size + " has no unit, " + guess,
                        "registry:import makes an OCI artifact of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5:58642f2f73a4ea8eae0f665174297330",
                "md5:WGQgL3Ok6o6uD2ZRdClzDQ==",
                "md5:58642F2F73A4EA8EAE0F665174297330"
            })
    void digest_md5_isAWarning(String digest) {
        legacy("42819584", digest, digest);

        assertThat(Findings.ofStructure(root).problems())
                .extracting(
                        Problem::code,
                        Problem::subject,
                        Problem::what,
                        problem -> problem.location().toString())
                .containsExactly(
                        tuple(
                                ProblemCode.SIZE_UNIT_UNKNOWN,
                                SUBJECT,
                                "size 42819584 has no unit, and is probably bytes",
                                TAG + ":3"),
                        tuple(ProblemCode.DIGEST_WEAK, SUBJECT, digest + " is too weak to verify content", TAG + ":4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:abc", "md5:abc", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "latest"})
    void digest_invalid_isAWarning(String digest) {
        legacy("756", digest, digest);

        Problem problem = Findings.ofStructure(root).problems().get(1);
        Findings.assertIs(
                problem, ProblemCode.DIGEST_UNUSUAL, SUBJECT, TAG + ":4", "\"" + digest + "\" is not a digest");
        assertThat(Findings.ofStructure(root).problems()).hasSize(2);
    }

    @Test
    void digest_ofNoLayer_isAWarning() {
        legacy("756", SHA256, "md5:WGQgL3Ok6o6uD2ZRdClzDQ==");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, problem -> problem.location().toString(), Problem::what)
                .containsExactly(
                        tuple(
                                ProblemCode.SIZE_UNIT_UNKNOWN,
                                TAG + ":3",
                                "size 756 has no unit, and is probably kibibytes (du -k)"),
                        tuple(ProblemCode.DIGEST_UNUSUAL, TAG + ":4", "names a digest that none of its layers has"),
                        tuple(
                                ProblemCode.DIGEST_WEAK,
                                TAG + ":8",
                                "md5:WGQgL3Ok6o6uD2ZRdClzDQ== is too weak to verify content"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\nlayout: manifests/singularity\nlayers: [\n---\n",
                "---\nlayout: \"manifests/singularity\"\n"
            })
    void frontMatter_ofALegacyTagThatIsNotYaml_leavesTheTagOut(String content) {
        new RegistryDirectory(root).page("moon/cheese").file(TAG, content);

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.TAG_LEFT_OUT, TAG));
    }

    @Test
    void recipes_besideALegacyTag_areItsOwn() {
        legacy("42819584", SHA256, SHA256);
        new RegistryDirectory(root)
                .file("moon/cheese/manifests/latest/Singularity", "Bootstrap: docker\n")
                .file("moon/cheese/manifests/latest/Singularity.gpu-1.0", "Bootstrap: docker\n")
                // its image was not built yet
                .file("moon/cheese/manifests/next/Singularity", "Bootstrap: docker\n")
                .file("moon/cheese/manifests/not a tag/Singularity", "Bootstrap: docker\n");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(
                        tuple(ProblemCode.SIZE_UNIT_UNKNOWN, SUBJECT),
                        tuple(ProblemCode.TAG_LEFT_OUT, "moon/cheese/manifests/next/README.md"),
                        tuple(ProblemCode.TAG_LEFT_OUT, "moon/cheese/manifests/not a tag"));
    }

    @Test
    void recipe_tooLarge_isReportedOnce() {
        legacy("42819584", SHA256, SHA256);
        new RegistryDirectory(root).file("moon/cheese/manifests/latest/Singularity", "#".repeat(1024 * 1024 + 1));

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(
                        tuple(ProblemCode.SIZE_UNIT_UNKNOWN, SUBJECT),
                        tuple(ProblemCode.RECIPE_LEFT_OUT, "moon/cheese/manifests/latest/Singularity"));
    }

    @Test
    void recipe_thatIsALink_isLeftOut() {
        legacy("42819584", SHA256, SHA256);
        new RegistryDirectory(root)
                .link("moon/cheese/manifests/latest/Singularity", root.resolve("moon/cheese/Singularity"));

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.SIZE_UNIT_UNKNOWN, ProblemCode.RECIPE_LEFT_OUT);
    }

    /** One tag never stops the others. */
    @ParameterizedTest
    @ValueSource(strings = {"1.0+cuda", "-x", "a b"})
    void tag_ofAnInvalidName_isLeftOut(String name) {
        legacy("42819584", SHA256, SHA256);
        new RegistryDirectory(root)
                .file(
                        "moon/cheese/manifests/" + name + "/README.md",
                        "---\nlayout: manifests/singularity\nsize: 1\n---\n");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(ProblemCode.SIZE_UNIT_UNKNOWN, ProblemCode.TAG_LEFT_OUT);
    }

    @Test
    void tag_withoutFrontMatterBesideTheMarker_isLeftOut() {
        legacy("42819584", SHA256, SHA256);
        RegistryDirectory registry = new RegistryDirectory(root)
                .file("moon/cheese/manifests/1.0/README.md", "Soon.\n")
                .remove("moon/cheese/tags/README.md");
        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code)
                .contains(ProblemCode.FRONT_MATTER_INVALID);

        registry.file("moon/cheese/tags/README.md", "---\nlayout: tags\n---\n");
        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code)
                .containsOnly(ProblemCode.SIZE_UNIT_UNKNOWN, ProblemCode.TAG_LEFT_OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Singularity.", "Singularity.a b", "singularity", "Singularity/x"})
    void file_besideALegacyTagThatIsNoRecipe_isStray(String name) {
        legacy("42819584", SHA256, SHA256);
        new RegistryDirectory(root).file("moon/cheese/manifests/latest/" + name, "x");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code)
                .contains(ProblemCode.FILE_IGNORED);
    }

    @Test
    void tag_withoutASize_isRead() {
        new RegistryDirectory(root)
                .page("moon/cheese")
                .file(TAG, "---\nlayout: manifests/singularity\ndigest: " + SHA256 + "\nlayers: []\n---\n");

        Findings.ofStructure(root).assertOnly(ProblemCode.SIZE_UNIT_UNKNOWN, SUBJECT, TAG, "has no size");
    }

    @ParameterizedTest
    @CsvSource({
        "'layers: []', 3, digest, required property 'digest' not found",
        "'digest: sha256:x', 3, layers, required property 'layers' not found"
    })
    void key_missing_leavesTheTagOut(String key, int lines, String missing, String what) {
        new RegistryDirectory(root)
                .page("moon/cheese")
                .file(TAG, "---\nlayout: manifests/singularity\n" + key + "\n---\n");

        assertThat(Findings.ofStructure(root).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.TAG_LEFT_OUT);
            assertThat(problem.what()).isEqualTo(what);
            assertThat(problem.location()).extracting(Location::file).isEqualTo(TAG);
            assertThat(problem.hint()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://files.example/x", "/x", "https://files.example/a b"})
    void url_ofALayerNotOnTheWeb_leavesTheTagOut(String url) {
        new RegistryDirectory(root)
                .page("moon/cheese")
                .file(
                        TAG,
                        "---\nlayout: manifests/singularity\ndigest: " + SHA256 + "\nlayers:\n- digest: " + SHA256
                                + "\n  url: \"" + url + "\"\n---\n");

        Problem problem = Findings.ofStructure(root).problems().get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.TAG_LEFT_OUT);
        assertThat(problem.location()).hasToString(TAG + ":6");
        assertThat(problem.what()).startsWith("\"layers[0].url\" has the wrong form");
        assertThat(problem.hint()).isEqualTo("The files of the image.");
    }
}
