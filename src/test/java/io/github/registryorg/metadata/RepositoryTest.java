package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a repository's files that are not as they should be, and what of it can be read all the same. */
class RepositoryTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final String LEGACY = "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\n";

    @TempDir
    private Path root;

    private RegistryDirectory registry;
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(root);
    }

    private Repository repository() {
        return new MetadataDirectory(new DirectoryTree(root), problems::add).repository(NAME);
    }

    /** The only problem of a repository all of whose tags and digests were read. */
    private Problem problem() {
        Repository repository = repository();
        repository.page();
        repository.tags().forEach(repository::tag);
        repository.digests().forEach(digest -> {
            repository.manifest(digest);
            repository.note(digest);
        });
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static void assertIs(Problem problem, ProblemCode code, String path, String what) {
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.subject()).isEqualTo(path);
        assertThat(problem.what()).isEqualTo(what);
        assertThat(problem.hint()).isNotBlank();
        assertThat(problem.location().file()).isEqualTo(path);
    }

    // files without a place

    @ParameterizedTest
    @CsvSource({
        "acme/app/manifests/notes.txt, is not allowed here",
        "acme/app/manifests/arm64/notes.txt, is not allowed here",
        "acme/app/manifests/arm64/Singularity, is not allowed here",
        "acme/app/tags/notes.txt, is not allowed here",
        "acme/app/digests/notes.txt, is not allowed under digests/",
        "acme/app/digests/sha256/notes.txt, is not allowed under digests/",
        "acme/app/digests/sha256/ab/notes.txt, is not allowed under digests/"
    })
    void file_withoutAPlace_isReported(String path, String what) {
        registry.file(path, "x");

        assertIs(problem(), ProblemCode.FILE_IGNORED, path, what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/app/manifests/arm64/more",
                "acme/app/tags/README.md",
                "acme/app/digests/md5",
                "acme/app/digests/sha256/abc"
            })
    void directory_withoutAPlace_isReported(String path) {
        registry.file(path + "/file", "x");

        assertThat(problem().code()).isEqualTo(ProblemCode.FILE_IGNORED);
    }

    @Test
    void file_ofAnOperatingSystem_isAWarning() {
        registry.file("acme/app/manifests/.DS_Store", "x");

        Problem problem = problem();

        assertIs(
                problem,
                ProblemCode.FILE_IGNORED,
                "acme/app/manifests/.DS_Store",
                "was made by an operating system, and is skipped");
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    }

    /** Legacy metadata has both, without any meaning. */
    @Test
    void markers_ofTheLegacyFormat_areFine() {
        registry.file("acme/app/manifests/README.md", "x").file("acme/app/tags/README.md", "x");

        repository().tags().forEach(repository()::tag);

        assertThat(problems).isEmpty();
    }

    // tags

    @Test
    void tag_withoutItsFile_isReported() {
        registry.file("acme/app/manifests/1.5/.keep", "").remove("acme/app/manifests/1.5/.keep");

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.subject()).isEqualTo("acme/app/manifests/1.5/README.md");
        assertThat(problem.what()).isEqualTo("is missing");
        assertThat(problem.location().file()).isEqualTo("acme/app/manifests/1.5");
    }

    /** What was built from a recipe is of the legacy format: one such tag does not keep the others from the site. */
    @Test
    void tag_withoutItsFileButWithARecipe_isLeftOut() {
        registry.file("acme/app/manifests/old/Singularity", "From: x\n");

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.TAG_LEFT_OUT);
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void tag_ofTheLegacyFormatThatCannotBeRead_isLeftOut() {
        registry.file("acme/app/manifests/old/README.md", "---\nlayout: manifests/singularity\nsize: [\n---\n");

        assertThat(problem().code()).isEqualTo(ProblemCode.TAG_LEFT_OUT);
    }

    @Test
    void tag_thatCannotBeRead_isReported() {
        registry.file("acme/app/manifests/1.5/README.md", "---\nlayout: manifests/oci\nsize: [\n---\n");

        assertThat(problem().code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"other, other", "'', ''"})
    void tag_ofAnotherLayout_isReportedWithThoseThatThereAre(String layout, String shown) {
        registry.file("acme/app/manifests/1.5/README.md", "---\nlayout: '" + layout + "'\n---\n");

        Problem problem = problem();

        assertThat(problem.what()).isEqualTo("\"layout\" is \"" + shown + "\" in a tag");
        assertThat(problem.hint())
                .isEqualTo("A tag has layout: manifests/oci (or manifests/singularity, the legacy format).");
        assertThat(problem.location()).hasToString("acme/app/manifests/1.5/README.md:2");
    }

    @Test
    void tag_ofAnInvalidName_isReportedAndNotListed() {
        registry.file("acme/app/manifests/-x/README.md", "---\nlayout: manifests/oci\n---\n");

        assertIs(problem(), ProblemCode.TAG_INVALID, "acme/app/manifests/-x", "\"-x\" is not a tag");
        assertThat(repository().tags()).extracting(Tag::name).containsExactly("1.4.2", "arm64");
    }

    @Test
    void tag_ofAnInvalidNameWithARecipe_isLeftOut() {
        registry.file("acme/app/manifests/-x/Singularity", "From: x\n");

        assertThat(problem().code()).isEqualTo(ProblemCode.TAG_LEFT_OUT);
    }

    @Test
    void tags_leftOut_leaveTheRest() {
        Repository repository = repository().withTags(tag -> tag.name().equals("arm64"));

        assertThat(repository.name()).isEqualTo(NAME);
        assertThat(repository.tags()).extracting(Tag::name).containsExactly("arm64");
        assertThat(repository.has(Tag.parse("arm64"))).isTrue();
        assertThat(repository.has(Tag.parse("1.4.2"))).isFalse();
        assertThat(repository.digests()).isEqualTo(repository().digests()).hasSize(5);
        assertThat(repository.has(digest(Sample.BOTH))).isTrue();
    }

    // recipes

    @Test
    void recipes_ofALegacyTag_areListedSortedAndRead() {
        registry.file("acme/app/manifests/old/README.md", LEGACY)
                .file("acme/app/manifests/old/Singularity.old", "From: old\n")
                .file("acme/app/manifests/old/Singularity", "From: x\n")
                .file("acme/app/manifests/old/Singularity.dir/x", "x");
        LegacyTag tag = (LegacyTag) repository().tag(Tag.parse("old")).orElseThrow();

        assertThat(repository().recipes(tag)).containsExactly("Singularity", "Singularity.old");
        assertThat(repository().recipe(tag, "Singularity").orElseThrow())
                .asString(UTF_8)
                .isEqualTo("From: x\n");
        assertThat(repository().recipe(tag, "Singularity.other")).isEmpty();
    }

    @Test
    void recipe_thatIsALink_isLeftOutWithAWarning() {
        registry.file("acme/app/manifests/old/README.md", LEGACY);
        LegacyTag tag = (LegacyTag) repository().tag(Tag.parse("old")).orElseThrow();
        registry.link("acme/app/manifests/old/Singularity", Path.of("README.md"));

        assertThat(repository().recipe(tag, "Singularity")).isEmpty();
        assertThat(problems).extracting(Problem::severity).containsOnly(Severity.WARNING);
        assertThat(repository().recipes(tag)).isEmpty();
    }

    // pages

    @Test
    void page_thatIsALink_isReportedAndEmpty() {
        registry.remove("acme/app/README.md").link("acme/app/README.md", Path.of("../../x"));

        assertThat(problem().code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(repository().page()).isEqualTo(RepositoryPage.EMPTY);
    }

    @Test
    void page_readTwice_isReportedOnce() {
        registry.page("acme/app", "unknown: x");
        Repository repository = repository();

        assertThat(repository.page()).isSameAs(repository.page());
        assertThat(problems).hasSize(1);
    }

    // descriptions

    /** A config that is no config of an image is what a check reports; a tag is described without it. */
    @Test
    void description_ofAnImageWithABrokenConfig_isWithoutPlatforms() {
        String config = "{\"architecture\":7}";
        String image = ManifestText.image(config);
        registry.content("acme/app", config).content("acme/app", image);
        Repository repository = repository();

        ImageDescription description =
                repository.description(repository.manifest(digest(image)).orElseThrow());

        assertThat(description.tag(Tag.parse("a")).platforms()).isEmpty();
        assertThat(description.pullSize()).isEqualTo(ManifestText.size(image) + ManifestText.size(config));
    }

    @Test
    void description_ofAnIndex_hasThePlatformsOfItsImages() {
        Repository repository = repository();

        ImageDescription description =
                repository.description(repository.manifest(digest(Sample.BOTH)).orElseThrow());

        assertThat(description.tag(Tag.parse("a")).platforms()).containsExactly("linux/amd64", "linux/arm64");
        assertThat(description.pullSize()).isEqualTo(Sample.BOTH_SIZE);
    }
}
