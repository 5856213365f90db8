package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryWalkTest {

    private static final Path DIRECTORY = Path.of("somewhere");
    private static final String PAGE = "---\nlayout: collection\n---\n";
    private static final String TAG = "---\nlayout: manifests/oci\n---\n";

    private final MemoryTree tree = new MemoryTree();
    private final List<Problem> problems = new ArrayList<>();

    private List<String> names() {
        return new MetadataDirectory(tree, problems::add)
                .repositoriesOf(DIRECTORY).stream().map(Object::toString).toList();
    }

    private void assertNoRegistry(String reason) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::names)
                .satisfies(e -> assertThat(e.problems()).hasSize(1))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REGISTRY_UNKNOWN))
                .satisfies(e -> assertThat(e.problem().subject()).isEqualTo("somewhere"))
                .withMessageContaining(reason)
                .withMessageContaining("-Dregistry.directory")
                .withMessageContaining("registry.yaml");
        assertThat(problems).isEmpty();
    }

    private void sources(int count) {
        for (int i = 0; i < count; i++) {
            tree.file("app/src/main/java/com/acme/Class" + i + ".java", "class Class" + i + " {}");
        }
    }

    @Test
    void repositories_inAnEmptyDirectory_isOneProblem() {
        assertNoRegistry("and no repository");
    }

    @Test
    void repositories_amongSources_isOneProblemAndNoFindingAboutEachFile() {
        tree.file("pom.xml", "<project/>");
        sources(300);

        assertNoRegistry("and no repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app/com/acme/tags/Tag.java",
                "app/com/acme/manifests/Manifest.java",
                "deploy/manifests/base/kustomization.yaml",
                "deploy/manifests/base/README.md",
                "app/com/acme/digests/Digests.java",
                "out/acme/app/tags/index.html"
            })
    void repositories_amongSourcesWithADirectoryOfSuchAName_isOneProblem(String file) {
        tree.file(file, "# anything");
        tree.file("app/com/acme/Main.java", "class Main {}");

        assertNoRegistry("and no repository");
    }

    @Test
    void repositories_amongPagesOfAnotherSite_isOneProblem() {
        tree.file("posts/first/README.md", "---\nlayout: post\ntitle: First\n---\nHello.\n");
        tree.file("posts/first/picture.png", "png");

        assertNoRegistry("and no repository");
    }

    @Test
    void repositories_deepBelowOtherFiles_isOneProblemThatNamesTheRegistryBelow() {
        sources(300);
        tree.file("app/src/test/fixture/registry.yaml", "formatVersion: 1\n");
        tree.file("app/src/test/fixture/acme/app/README.md", PAGE);
        tree.file("app/src/test/fixture/acme/app/manifests/1.0/README.md", TAG);

        assertNoRegistry("there is one in app/src/test/fixture");
    }

    @Test
    void repositories_aboveARegistry_isOneProblemThatNamesIt() {
        tree.file("containers/registry.yaml", "formatVersion: 1\n");
        tree.file("containers/acme/app/README.md", PAGE);

        assertNoRegistry("it has no registry.yaml; there is one in containers.");
    }

    @Test
    void repositories_besideADirectoryWithRegistryYamlAndNoRepository_areListed() {
        tree.file("acme/app/README.md", PAGE);
        tree.file("templates/registry.yaml", "formatVersion: 1\n");

        assertThat(names()).containsExactly("acme/app");
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.FOLDER_IGNORED);
    }

    @Test
    void repositories_withRegistryYamlAndNoRepository_areNone() {
        tree.file("registry.yaml", "formatVersion: 1\n");

        assertThat(names()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void repositories_withRegistryYamlAmongSources_reportEachFile() {
        tree.file("registry.yaml", "formatVersion: 1\n");
        tree.file("app/README.md", PAGE);
        sources(30);

        assertThat(names()).containsExactly("app");
        assertThat(problems).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/app/manifests/1.0/README.md",
                "acme/app/tags/README.md",
                "acme/app/README.md",
                "acme/app/digests/sha256/9f/9f86.json"
            })
    void repositories_withoutRegistryYaml_areThoseOfAContribution(String file) {
        tree.file(file, "---\n---\n");

        assertThat(names()).containsExactly("acme/app");
    }

    @Test
    void repositories_withoutRegistryYamlAndAFewStrayFiles_reportEachFile() {
        tree.file("acme/app/README.md", PAGE);
        tree.file("acme/app/Dockerfile", "FROM scratch");
        tree.file("acme/notes.txt", "notes");

        assertThat(names()).containsExactly("acme/app");
        assertThat(problems)
                .extracting(Problem::code)
                .containsOnly(ProblemCode.FILE_IGNORED)
                .hasSize(2);
    }

    @Test
    void repositories_moreThanStrayFiles_reportEachFile() {
        for (int i = 0; i < 40; i++) {
            tree.file("acme/app" + i + "/README.md", PAGE);
            tree.file("acme/app" + i + "/Dockerfile", "FROM scratch");
        }

        assertThat(names()).hasSize(40);
        assertThat(problems).hasSize(40);
    }

    @Test
    void repositories_withABrokenPageOnly_reportThePage() {
        tree.file("acme/app/README.md", "---\n- no mapping\n---\n");

        assertThat(names()).containsExactly("acme/app");
    }

    @Test
    void repositories_withABadNameOnly_reportTheName() {
        tree.file("Acme/App/README.md", PAGE);

        assertThat(names()).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.NAME_INVALID);
    }

    @Test
    void repositories_among20OtherFiles_areListed() {
        tree.file("app/README.md", PAGE);
        sources(20);

        assertThat(names()).containsExactly("app");
        assertThat(problems).hasSize(20);
    }

    @Test
    void repositories_among21OtherFiles_isOneProblemWithTheirNumber() {
        tree.file("app/README.md", PAGE);
        sources(21);

        assertNoRegistry("and 21 files that no registry has");
    }

    @Test
    void repositories_fewerThanManyOtherFiles_isOneProblem() {
        for (int i = 0; i < 25; i++) {
            tree.file("acme/app" + i + "/README.md", PAGE);
            tree.file("acme/app" + i + "/Dockerfile", "FROM scratch");
        }
        assertThat(names()).hasSize(25);
        problems.clear();
        tree.file("acme/notes.txt", "notes");

        assertNoRegistry("and 26 files that no registry has");
    }

    @Test
    void links_whereRepositoriesCouldBe_areReported() {
        tree.file("acme/app/README.md", PAGE);
        tree.other("registry.yaml", FileTree.Kind.LINK);
        tree.other("tools", FileTree.Kind.LINK);
        tree.other("_other", FileTree.Kind.LINK);
        tree.other("src", FileTree.Kind.LINK);
        tree.other("Makefile", FileTree.Kind.LINK);
        tree.other("acme/more", FileTree.Kind.LINK);
        tree.other("acme/pipe", FileTree.Kind.OTHER);

        assertThat(names()).containsExactly("acme/app");
        assertThat(problems)
                .extracting(Problem::code, Problem::subject, Problem::what)
                .containsExactlyInAnyOrder(
                        tuple(ProblemCode.FILE_KIND_INVALID, "registry.yaml", "is a symbolic link"),
                        tuple(ProblemCode.FILE_KIND_INVALID, "tools", "is a symbolic link"),
                        tuple(ProblemCode.FILE_KIND_INVALID, "acme/more", "is a symbolic link"),
                        tuple(ProblemCode.FILE_KIND_INVALID, "acme/pipe", "is neither a file nor a directory"));
    }

    @Test
    void repositories_atAPathOfTheSite_areSkippedWithAWarning() {
        tree.file("registry.yaml", "formatVersion: 1\n");
        tree.file("v2/app/README.md", PAGE);
        tree.file("v1/notes.txt", "no repository");

        assertThat(names()).isEmpty();
        assertThat(problems)
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.FOLDER_IGNORED, "v2/"));
    }

    /** A store may be beside the repositories. */
    @Test
    void directory_ofBlobs_isNoFinding() {
        tree.file("registry.yaml", "formatVersion: 1\n");
        tree.file("store/sha256/" + "ab".repeat(32), "a blob");
        assertThat(names()).isEmpty();
        assertThat(problems).isEmpty();

        tree.file("store/sha256/" + "ab".repeat(31), "something else");
        assertThat(names()).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.FOLDER_IGNORED);
    }

    @Test
    void fileInARepository_isReportedAsSuch() {
        tree.file("registry.yaml", "formatVersion: 1\n");
        tree.file("acme/app/README.md", PAGE);
        tree.file("acme/app/.gitattributes", "* text\n");
        tree.file("acme/.hidden/x", "x");

        assertThat(names()).containsExactly("acme/app");
        assertThat(problems)
                .extracting(Problem::subject, Problem::what)
                .containsExactlyInAnyOrder(
                        tuple("acme/app/.gitattributes", "is not allowed in a repository"),
                        tuple("acme/.hidden", "is not allowed in the metadata"));
        assertThat(problems.stream().map(Problem::hint))
                .anyMatch(hint -> hint.startsWith("A nested .gitattributes could change the bytes"))
                .anyMatch(hint -> hint.startsWith("Remove it. A repository has README.md"));
    }

    @Test
    void name_of255Characters_isTheLongest() {
        tree.file("registry.yaml", "formatVersion: 1\n");
        tree.file("a/" + "b".repeat(253) + "/README.md", PAGE);
        tree.file("a/" + "c".repeat(254) + "/README.md", PAGE);

        assertThat(names()).containsExactly("a/" + "b".repeat(253));
        assertThat(problems)
                .extracting(Problem::code, Problem::what)
                .containsExactly(tuple(ProblemCode.NAME_INVALID, "is longer than 255 characters"));
    }

    @Test
    void reservedName_ofARepository_isReported() {
        tree.file("registry.yaml", "formatVersion: 1\n");
        tree.file("acme/con/README.md", PAGE);

        assertThat(names()).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.NAME_RESERVED);
    }
}
