package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionDirectoryTest {

    private static final String OLD = "acme/app/manifests/1.0/README.md";
    private static final String NEW = "acme/app/manifests/1.1/README.md";

    @TempDir
    private Path root;

    private Path write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }

    private static Map<String, byte[]> files(String... paths) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String path : paths) {
            files.put(path, path.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    @Test
    void put_startedAfresh_removesWhatRepositoriesHadAndNothingElse() throws IOException {
        write(OLD, "old");
        write("acme/tool/README.md", "old");
        Path blob = write("store/sha256/abc", "a blob of a store within the contribution");

        List<String> changed = ContributionDirectory.startedAfresh(root).put(files(NEW));

        assertThat(changed).containsExactlyInAnyOrder(NEW, OLD, "acme/tool/README.md");
        assertThat(root.resolve(OLD).getParent()).doesNotExist();
        assertThat(root.resolve("acme/tool")).doesNotExist();
        assertThat(root.resolve(NEW)).isRegularFile();
        assertThat(blob).isRegularFile();
    }

    @Test
    void put_startedAfreshWithTheSame_changesNothing() {
        ContributionDirectory.startedAfresh(root).put(files(OLD, NEW));

        assertThat(ContributionDirectory.startedAfresh(root).put(files(OLD, NEW)))
                .isEmpty();
    }

    @Test
    void put_addedTo_keepsWhatIsThere() throws IOException {
        write(OLD, "old");

        ContributionDirectory.addedTo(root).put(files(NEW));

        assertThat(root.resolve(OLD)).hasContent("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.yaml", ".git", ".git/HEAD"})
    void put_startedAfreshWhereARegistryIsKept_keepsWhatIsThere(String mark) throws IOException {
        write(OLD, "old");
        write(mark, "");

        ContributionDirectory.startedAfresh(root).put(files(NEW));

        assertThat(root.resolve(OLD)).hasContent("old");
        assertThat(root.resolve(NEW)).isRegularFile();
    }

    @Test
    void put_startedAfreshBehindALink_keepsWhatIsThere() throws IOException {
        write("elsewhere/" + OLD, "old");
        Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("elsewhere"));

        ContributionDirectory.startedAfresh(link).put(files(NEW));

        assertThat(root.resolve("elsewhere").resolve(OLD)).hasContent("old");
    }

    @Test
    void put_thatFails_leavesWhatWasThere() throws IOException {
        write(OLD, "old");
        write("acme/tool", "a file where a directory is needed");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(
                        () -> ContributionDirectory.startedAfresh(root).put(files(NEW, OLD, "acme/tool/README.md")));

        assertThat(root.resolve(OLD)).hasContent("old");
        assertThat(root.resolve(NEW)).doesNotExist();
    }

    @Test
    void put_behindALink_isRefused() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Path registry = Files.createDirectories(root.resolve("registry"));
        Files.createSymbolicLink(registry.resolve("acme"), elsewhere);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> ContributionDirectory.addedTo(registry).put(files(NEW)));

        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void with_filesThatAreNotWritten_isReadAsIfTheyWere() throws IOException {
        write(OLD, "old");

        FileTree tree = ContributionDirectory.addedTo(root).with(files(NEW));

        assertThat(tree.list("acme/app/manifests"))
                .extracting(FileTree.Entry::name)
                .containsExactly("1.0", "1.1");
        assertThat(tree.read(NEW, 100).orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(NEW);
        assertThat(root.resolve(NEW)).doesNotExist();
    }

    @Test
    void with_filesInNewDirectories_listsTheDirectories() throws IOException {
        write(OLD, "old");

        FileTree tree = ContributionDirectory.addedTo(root).with(files(OLD, "other/README.md"));

        assertThat(tree.list(""))
                .extracting(FileTree.Entry::name, FileTree.Entry::isDirectory)
                .containsExactly(tuple("acme", true), tuple("other", true));
        assertThat(tree.list("acme/app/manifests/1.0"))
                .extracting(FileTree.Entry::name, FileTree.Entry::isFile, FileTree.Entry::size)
                .containsExactly(tuple("README.md", true, (long) OLD.length()));
        assertThat(tree.read("acme/none", 100)).isEmpty();
    }

    @Test
    void with_aFileOverTheLimit_isRefusedAsOnDisk() {
        FileTree tree = ContributionDirectory.addedTo(root).with(files(NEW));

        assertThat(tree.read(NEW, NEW.length())).isPresent();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> tree.read(NEW, NEW.length() - 1))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.FILE_TOO_LARGE))
                .satisfies(e -> assertThat(e.problem().subject()).isEqualTo(NEW));
    }

    /** A draft that starts afresh knows nothing of what is there. */
    @Test
    void with_startedAfresh_hasNothingElse() throws IOException {
        write(OLD, "old");

        FileTree tree = ContributionDirectory.startedAfresh(root).with(files(NEW));

        assertThat(tree.list("acme/app/manifests"))
                .extracting(FileTree.Entry::name)
                .containsExactly("1.1");
        assertThat(tree.read(OLD, 100)).isEmpty();
    }

    @Test
    void kept_manifestOfAnEarlierRun_isFoundUnlessItWasChanged() throws IOException {
        RepositoryName name = RepositoryName.parse("acme/app");
        Digest digest = Digest.sha256("kept".getBytes(StandardCharsets.UTF_8));
        ContributionDirectory directory = ContributionDirectory.startedAfresh(root);
        assertThat(directory.kept(name, digest)).isEmpty();
        write(RegistryDirectory.digestFile("acme/app", digest), "kept");
        assertThat(directory.kept(name, digest)).isPresent();
        write(RegistryDirectory.digestFile("acme/app", digest), "changed");
        assertThat(directory.kept(name, digest)).isEmpty();
    }

    /** What a failed write has made new is gone again, and what it replaced is back. */
    @Test
    void put_addedToThatFails_isUndone() throws IOException {
        write(OLD, "old");
        write("acme/tool", "a file where a directory is needed");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> ContributionDirectory.addedTo(root).put(files(NEW, OLD, "acme/tool/README.md")));

        assertThat(root.resolve(OLD)).hasContent("old");
        assertThat(root.resolve(NEW).getParent()).doesNotExist();
    }
}
