package io.github.registryorg.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTreeCommitTest {

    @TempDir
    Path temporary;

    private GitDirectoryFixture git;
    private String head;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.init(temporary.resolve("work"));
        head = git.file("pom.xml", "<project/>")
                .file("module/App.java", "class App {}")
                .file(".gitignore", "target/\n")
                .commit("One");
    }

    private Optional<WorkTreeCommit> commit() {
        return WorkTreeCommit.of(git.directory());
    }

    private void assertModified(boolean isModified) {
        assertThat(commit()).contains(new WorkTreeCommit(head, isModified));
    }

    @Test
    void workTree_asCommitted_isThatOfItsCommit() {
        assertModified(false);
        assertThat(WorkTreeCommit.of(git.directory().resolve("module"))).contains(new WorkTreeCommit(head, false));
    }

    @Test
    void workTree_withUntrackedAndIgnoredFiles_isNotModified() {
        git.file("image.tar", "x").file("target/store/blob", "x");

        assertModified(false);
    }

    @Test
    void workTree_withFilesThatWereTouchedOnly_isNotModified() throws IOException {
        Files.setLastModifiedTime(git.directory().resolve("pom.xml"), FileTime.from(Instant.EPOCH));

        assertModified(false);
    }

    @Test
    void workTree_withAChangeOfAnyKind_isModified() throws IOException {
        git.file("module/App.java", "class App {} ");
        assertModified(true);
        git.git("checkout", "-q", "--", ".");
        assertModified(false);

        // of the same size
        git.file("module/App.java", "class Abb {}");
        Files.setLastModifiedTime(git.directory().resolve("module/App.java"), FileTime.from(Instant.EPOCH));
        assertModified(true);
        git.git("checkout", "-q", "--", ".");

        Files.delete(git.directory().resolve("pom.xml"));
        assertModified(true);
        git.git("checkout", "-q", "--", ".");

        git.file("new", "x").git("add", "new");
        assertModified(true);
        git.git("rm", "-q", "--cached", "new");
        assertModified(false);

        git.git("rm", "-q", "--cached", "pom.xml");
        assertModified(true);
    }

    @Test
    void linkInAWorkTree_isComparedByItsTarget() throws IOException {
        Path link = git.directory().resolve("link");
        Files.createSymbolicLink(link, Path.of("pom.xml"));
        head = git.commit("A link");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("pom.xml"));
        assertModified(false);

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("pom.xmm"));
        assertModified(true);
    }

    @Test
    void directory_withoutFilesOfACommit_hasNone() throws IOException {
        git.file("target/it/pom.xml", "<project/>");

        assertThat(WorkTreeCommit.of(git.directory().resolve("target/it"))).isEmpty();
        assertThat(WorkTreeCommit.of(temporary)).isEmpty();
        assertThat(WorkTreeCommit.of(temporary.resolve("absent"))).isEmpty();
        assertThat(WorkTreeCommit.of(
                        GitDirectoryFixture.init(temporary.resolve("empty")).directory()))
                .isEmpty();
        git.git("clone", "-q", "--bare", ".", temporary.resolve("bare").toString());
        assertThat(WorkTreeCommit.of(temporary.resolve("bare"))).isEmpty();
    }

    @Test
    void directory_outsideTheWorkTreeOfItsRepository_hasNone() throws IOException {
        git.git(
                "config",
                "core.worktree",
                Files.createDirectory(temporary.resolve("elsewhere")).toString());

        assertThat(commit()).isEmpty();
    }

    @Test
    void repository_damaged_hasNone() throws IOException {
        Files.writeString(git.directory().resolve(".git/index"), "DIRC and no more");

        assertThat(commit()).isEmpty();
    }

    @Test
    void workTree_whoseFilesGoThroughAProgram_startsNone() throws IOException {
        Path started = temporary.resolve("started");
        git.git("config", "filter.x.clean", "touch '" + started + "' && cat");
        git.file(".gitattributes", "*.bin filter=x\n").file("a.bin", "x");
        head = git.commit("A filter");
        Files.deleteIfExists(started);
        Files.setLastModifiedTime(git.directory().resolve("a.bin"), FileTime.from(Instant.EPOCH));

        assertModified(false);
        git.file("a.bin", "y");
        assertModified(true);
        assertThat(started).doesNotExist();
    }
}
