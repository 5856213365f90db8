package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.file.FileTree.Kind;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory's files: sorted, bounded, and nothing that is elsewhere. */
class DirectoryTreeTest {

    @TempDir
    private Path temp;

    private RegistryDirectory files;
    private DirectoryTree tree;

    @BeforeEach
    void secretOutside() {
        new RegistryDirectory(temp).file("outside/secret", "secret");
        files = new RegistryDirectory(temp.resolve("inside"));
        files.file("acme/file", "content");
        tree = new DirectoryTree(files.root());
    }

    @Test
    void entries_ofADirectory_areSortedAndHaveTheirKind() {
        files.file("b", "12345").file("B/x", "").file("a/x", "").link("link", Path.of("b"));

        assertThat(tree.list(""))
                .containsExactly(
                        new Entry("B", Kind.DIRECTORY, 0),
                        new Entry("a", Kind.DIRECTORY, 0),
                        new Entry("acme", Kind.DIRECTORY, 0),
                        new Entry("b", Kind.FILE, 5),
                        new Entry("link", Kind.LINK, 0));
        assertThat(tree.list("acme")).containsExactly(new Entry("file", Kind.FILE, 7));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void entries_whoseNamesAreNoCharacters_areListedWithTheOthers() throws Exception {
        String[] command = {"sh", "-c", "touch \"$(printf '\\377')\""};
        Process made = new ProcessBuilder(command)
                .directory(files.root().resolve("acme").toFile())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();

        assertThat(tree.list("acme"))
                .containsExactly(new Entry("file", Kind.FILE, 7), new Entry("\uFFFD", Kind.FILE, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "nothing/below", "acme/file"})
    void entries_ofAFile_areEmpty(String path) {
        assertThat(tree.list(path)).isEmpty();
    }

    @Test
    void entries_ofAnAbsentDirectory_areEmpty() {
        DirectoryTree nothing = new DirectoryTree(temp.resolve("nothing"));

        assertThat(nothing.list("")).isEmpty();
        assertThat(nothing.read("x", 10)).isEmpty();
    }

    @Test
    void file_read_hasItsWholeContent() {
        assertThat(tree.read("acme/file", 100).orElseThrow()).asString().isEqualTo("content");
        assertThat(tree.read("acme/none", 100)).isEmpty();
        assertThat(tree.read("none/none", 100)).isEmpty();
    }

    @Test
    void file_largerThanTheLimit_isRefused() {
        assertThat(tree.read("acme/file", 7).orElseThrow()).hasSize(7);

        Problem problem = Problems.of(() -> tree.read("acme/file", 6));
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_TOO_LARGE);
        assertThat(problem.subject()).isEqualTo("acme/file");
        assertThat(problem.what()).isEqualTo("has more than 6 bytes, the most that a file of its kind may have");
        assertThat(problem.location()).hasToString("acme/file");
        assertThat(problem.hint()).isNotBlank();
    }

    /** A file may change after it was looked at: what is read has the limit, whatever was seen. */
    @Test
    void file_thatHasChangedSinceItWasSeen_isReadAsItIsNow() {
        BasicFileAttributes seen = tree.attributes("acme/file");
        for (String content : List.of("", "cut", "content", "contents", "x".repeat(1000))) {
            files.file("acme/file", content);

            assertThat(tree.read("acme/file", 1000, seen)).hasValue(content.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Problems.of(() -> tree.read("acme/file", 999, seen)).code()).isEqualTo(ProblemCode.FILE_TOO_LARGE);
    }

    @Test
    void directory_readAsAFile_isRefused() {
        Problem problem = Problems.of(() -> tree.read("acme", 100));

        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(problem.what()).isEqualTo("is not an ordinary file");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void link_readAsAFile_isRefused(boolean outside) {
        files.link("link", outside ? temp.resolve("outside/secret") : Path.of("acme/file"));

        Problem problem = Problems.of(() -> tree.read("link", 100));
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(problem.what()).isEqualTo("is not an ordinary file");
        assertThat(problem.location()).hasToString("link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "acme/link", "acme/deep/link"})
    void link_withinAPath_isNotFollowed(String link) {
        files.link(link, temp.resolve("outside"));

        assertThat(tree.list(link)).isEmpty();
        Problem problem = Problems.of(() -> tree.read(link + "/secret", 100));
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(problem.subject()).isEqualTo(link + "/secret");
        assertThat(problem.what()).isEqualTo("is behind a symbolic link");
        assertThat(problem.hint()).isNotBlank();
    }

    @Test
    void link_toNothing_isListedAsALink() {
        files.link("link", Path.of("nothing"));

        assertThat(tree.list("")).contains(new Entry("link", Kind.LINK, 0));
        assertThat(Problems.of(() -> tree.read("link", 100)).code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
    }

    @Test
    void root_behindALink_isRead() {
        files.link("../alias", files.root());

        DirectoryTree alias = new DirectoryTree(temp.resolve("alias"));
        assertThat(alias.read("acme/file", 100).orElseThrow()).asString().isEqualTo("content");
        assertThat(alias.list("acme")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../outside", "acme/../../outside", "acme/.."})
    void path_leadingUpwards_isRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> tree.list(path));
        assertThatIllegalArgumentException().isThrownBy(() -> tree.read(path + "/secret", 100));
    }

    @Test
    void path_absolute_isTakenAsRelative() {
        assertThat(tree.read(temp.resolve("outside/secret").toString(), 100)).isEmpty();
        assertThat(tree.list(temp.resolve("outside").toString())).isEmpty();
        assertThat(tree.read("/acme/file", 100).orElseThrow()).asString().isEqualTo("content");
    }
}
