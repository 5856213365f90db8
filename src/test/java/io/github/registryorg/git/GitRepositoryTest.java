package io.github.registryorg.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.git.GitDirectoryFixture.RawTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRepositoryTest {

    private static final int LIMIT = 1_000;

    @TempDir
    Path temporary;

    @Test
    void directory_outsideOfGit_isReported() {
        fails(ProblemCode.REVISION_UNKNOWN, "is in no git repository", () -> open(temporary));
    }

    @Test
    void directory_thatLooksLikeARepository_isReported() throws IOException {
        Files.writeString(temporary.resolve(".git"), "gitdir: /no/such/place\n");
        fails(ProblemCode.REVISION_UNKNOWN, temporary.toRealPath().toString(), () -> open(temporary));
    }

    /** Its names would be cut off, and mean nothing. */
    @Test
    void repository_withSha256Objects_isReportedAsSuch() throws IOException {
        GitDirectoryFixture.init(temporary).git("init", "-q", "--object-format=sha256", "long");
        Path made = temporary.resolve("long");

        fails(ProblemCode.UNSUPPORTED, "is a git repository with sha256 objects", () -> open(made));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/origin/main", "refs/tags/origin/main"})
    void revision_thatSeveralRefsAre_isReported(String other) {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String one = made.file("file", "content").commit("One");
        made.git("update-ref", "refs/remotes/origin/main", one);
        made.git("update-ref", other, one);
        try (GitRepository git = open(temporary)) {
            assertThat(git.revision("origin/main").id()).isEqualTo(one);
            made.git("update-ref", other, made.file("file", "other").commit("Two"));
            fails(
                    ProblemCode.REVISION_UNKNOWN,
                    "is ambiguous: " + other + ", refs/remotes/origin/main",
                    () -> git.revision("origin/main~0"));
            assertThat(git.revision("refs/remotes/origin/main").id()).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "origin/main",
                "",
                " ",
                "HEAD~9",
                "^",
                "@{",
                "main:file",
                "..",
                "--all",
                "a\0b",
                "0123456789012345678901234567890123456789",
                "HEAD^{tree}"
            })
    void revision_notACommit_isReported(String name) {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        made.file("file", "content").commit("One");
        try (GitRepository git = open(temporary)) {
            fails(ProblemCode.REVISION_UNKNOWN, "is not a commit of this repository", () -> git.revision(name));
        }
    }

    @Test
    void commit_byAnyName_isFound() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String one = made.file("file", "content").commit("One");
        made.git("tag", "-a", "-m", "A tag", "v1");
        String two = made.file("file", "more").commit("Two");
        try (GitRepository git = open(temporary)) {
            assertThat(Stream.of("v1", "HEAD~1", one, one.substring(0, 12), "refs/tags/v1"))
                    .allSatisfy(name -> assertThat(git.revision(name).id()).isEqualTo(one));
            assertThat(git.revision("main")).isEqualTo(new Revision("main", two));
        }
    }

    @Test
    void histories_diverged_haveAMergeBase() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String common = made.file("file", "content").commit("One");
        made.branch("topic").file("other", "content").commit("Theirs");
        made.git("switch", "-q", "main");
        made.file("file", "more").commit("Ours");
        made.git("switch", "-q", "--orphan", "alone");
        made.commit("Alone");
        try (GitRepository git = open(temporary)) {
            Revision main = git.revision("main");
            assertThat(git.history().mergeBases(main, git.revision("topic")))
                    .extracting(Revision::id)
                    .containsExactly(common);
            fails(
                    ProblemCode.REVISION_UNKNOWN,
                    "alone: has no commit in common with main",
                    () -> git.history().mergeBases(main, git.revision("alone")));
        }
    }

    @Test
    void differences_ofCommits_areListedByFile() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        made.file("same/file", "1").file("changed", "1").file("gone/file", "1").file("becomes", "a file");
        made.file("directory/file", "1").commit("One");
        made.git("rm", "-rq", "gone", "becomes", "directory");
        made.file("becomes/directory", "1")
                .file("directory", "a file")
                .file("changed", "2")
                .file("new/file", "1");
        made.commit("Two");
        assertThat(changes(temporary, "HEAD~1", "HEAD"))
                .containsExactly(
                        "becomes FILE -> nothing",
                        "becomes/directory nothing -> FILE",
                        "changed FILE -> FILE",
                        "directory nothing -> FILE",
                        "directory/file FILE -> nothing",
                        "gone/file FILE -> nothing",
                        "new/file nothing -> FILE");
    }

    @Test
    void linksAndSubmodules_areListedByKind() throws IOException {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String one = made.file("file", "1").commit("One");
        Files.createSymbolicLink(temporary.resolve("link"), Path.of("elsewhere"));
        made.git("update-index", "--add", "--cacheinfo", "160000," + one + ",module");
        made.git("add", "link");
        made.git("commit", "-q", "-m", "Two");
        assertThat(changes(temporary, "HEAD~1", "HEAD"))
                .containsExactly("link nothing -> LINK", "module nothing -> SUBMODULE");
        try (GitRepository git = open(temporary)) {
            RevisionTree tree = git.tree(git.revision("HEAD"), "");
            assertThat(tree.list("link")).isEmpty();
            assertThat(tree.list(""))
                    .containsExactly(
                            new FileTree.Entry("file", FileTree.Kind.FILE, 1),
                            new FileTree.Entry("link", FileTree.Kind.LINK, 0),
                            new FileTree.Entry("module", FileTree.Kind.OTHER, 0));
            fails(ProblemCode.FILE_KIND_INVALID, "link: is not an ordinary file", () -> tree.read("link", LIMIT));
            fails(ProblemCode.FILE_KIND_INVALID, "module: is not an ordinary file", () -> tree.read("module", LIMIT));
            assertThat(tree.read("link/passwd", LIMIT)).isEmpty();
        }
    }

    @Test
    void bytes_ofAFile_areThoseOfGit() throws IOException {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        made.file("unix", "1\n2\n").file(".gitattributes", "* text eol=crlf ident filter=upper\n");
        made.git("config", "filter.upper.smudge", "tr a-z A-Z");
        made.git("config", "core.autocrlf", "true");
        made.commit("One");
        Files.delete(temporary.resolve("unix"));
        made.git("checkout", "-q", "--", "unix");
        assertThat(temporary.resolve("unix")).hasContent("1\r\n2\r\n");
        try (GitRepository git = open(temporary)) {
            RevisionTree tree = git.tree(git.revision("HEAD"), "");
            assertThat(tree.read("unix", LIMIT).orElseThrow()).isEqualTo("1\n2\n".getBytes(StandardCharsets.UTF_8));
            assertThat(tree.list(""))
                    .containsExactly(
                            new FileTree.Entry(".gitattributes", FileTree.Kind.FILE, 35),
                            new FileTree.Entry("unix", FileTree.Kind.FILE, 4));
            assertThat(tree.read("unix/file", LIMIT)).isEmpty();
            assertThat(tree.read("none", LIMIT)).isEmpty();
            assertThat(tree.list("none/at/all")).isEmpty();
            fails(ProblemCode.FILE_TOO_LARGE, "more than 3 bytes", () -> tree.read("unix", 3));
        }
    }

    @Test
    void clone_ofAnyKind_isRead() throws IOException {
        Path origin = temporary.resolve("origin");
        GitDirectoryFixture made = GitDirectoryFixture.init(origin);
        for (int i = 0; i < 5; i++) {
            made.file("registry/file", "version " + i).commit("Commit " + i);
        }
        made.git(
                "worktree",
                "add",
                "-q",
                "-b",
                "topic",
                temporary.resolve("worktree").toString());
        made.git("clone", "-q", "--shared", ".", temporary.resolve("alternates").toString());
        made.git(
                "clone",
                "-q",
                "--depth",
                "2",
                "file://" + origin,
                temporary.resolve("shallow").toString());
        made.git("pack-refs", "--all");
        made.git("repack", "-adq");
        GitDirectoryFixture worktree = GitDirectoryFixture.at(temporary.resolve("worktree"));
        worktree.file("registry/file", "in the worktree").commit("There");
        assertThat(read("origin/registry")).isEqualTo("registry version 4");
        assertThat(read("worktree/registry")).isEqualTo("registry in the worktree");
        assertThat(read("alternates")).isEqualTo(" version 4");
        assertThat(read("shallow")).isEqualTo(" version 4");
        assertThat(changes(temporary.resolve("shallow"), "HEAD~1", "HEAD"))
                .containsExactly("registry/file FILE -> FILE");
    }

    /** Where the directory is, and the content of the file in it. */
    private String read(String directory) throws IOException {
        try (GitRepository git = open(temporary.resolve(directory))) {
            String below = git.directory();
            byte[] content = git.tree(git.revision("HEAD"), "registry")
                    .read("file", LIMIT)
                    .orElseThrow();
            return below + " " + new String(content, StandardCharsets.UTF_8);
        }
    }

    @Test
    void clone_withoutObjects_isReported() {
        Path origin = temporary.resolve("origin");
        GitDirectoryFixture made = GitDirectoryFixture.init(origin);
        made.git("config", "uploadpack.allowFilter", "true");
        made.file("file", "content").commit("One");
        made.git(
                "clone",
                "-q",
                "--no-checkout",
                "--filter=blob:none",
                "file://" + origin,
                temporary.resolve("partial").toString());
        try (GitRepository git = open(temporary.resolve("partial"))) {
            RevisionTree tree = git.tree(git.revision("HEAD"), "");
            fails(ProblemCode.IO_FAILED, "fetch it in full", () -> tree.read("file", LIMIT));
        }
    }

    @Test
    void directory_invalidForGit_isRefused() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String blob = made.blob("evil");
        List<RawTree> trees = List.of(
                new RawTree().entry("100644", "twice", blob).entry("100644", "twice", blob),
                new RawTree().entry("100644", "twice", blob).entry("40000", "twice", blob),
                new RawTree().entry("100644", "b", blob).entry("100644", "a", blob),
                new RawTree().entry("100644", "a/../../b", blob),
                new RawTree().entry("100644", "", blob),
                new RawTree().entry("100644", new byte[] {'a', (byte) 0xff}, blob),
                new RawTree().entry("999999", "mode", blob));
        for (RawTree tree : trees) {
            String head = made.commitTree(made.object("tree", tree.bytes()), base);
            assertThat(changes(temporary, base, head)).hasSize(1).allMatch(line -> line.contains("FILE_KIND_INVALID"));
        }
        byte[] cut = new RawTree().entry("100644", "file", blob).bytes();
        String head = made.commitTree(made.object("tree", Arrays.copyOf(cut, cut.length - 3)), base);
        assertThat(changes(temporary, base, head)).singleElement().asString().contains("is cut short");
    }

    @Test
    void name_notUtf8_isQuotedAsGitDoes() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        byte[] name = {'a', '"', '\\', (byte) 0xe4, '\n', 0x7f, 'z'};
        RawTree tree = new RawTree().entry("100644", name, made.blob("evil"));
        String head = made.commitTree(made.object("tree", tree.bytes()), base);

        assertThat(changes(temporary, base, head))
                .singleElement()
                .asString()
                .contains("has a name that is not UTF-8, \"a\\\"\\\\\\344\\012\\177z\"");
    }

    @Test
    void name_invalidForFileSystems_isListedAsIs() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String blob = made.blob("evil");
        RawTree tree = new RawTree()
                .entry("100644", "..", blob)
                .entry("100644", ".git", blob)
                .entry("100644", "a\\b", blob)
                .entry("100644", "c\nd", blob)
                .entry("0", "mode", blob);
        String head = made.commitTree(made.object("tree", tree.bytes()), base);
        assertThat(changes(temporary, base, head))
                .containsExactly(
                        ".. nothing -> FILE",
                        ".git nothing -> FILE",
                        "a\\b nothing -> FILE",
                        "c\nd nothing -> FILE",
                        "file FILE -> nothing",
                        "mode nothing -> OTHER");
    }

    @Test
    void objects_namingMillionsOfFiles_areRefusedEarly() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String directory = tenTimes(made, "100644", made.blob("boom"));
        String head = made.commitTree(nested(made, directory, 9), base);
        fails(ProblemCode.FILE_TOO_LARGE, "more than 200000 files are changed", () -> changes(temporary, base, head));
    }

    @Test
    void objects_namingMillionsOfEmptyDirectories_areRefusedEarly() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String head = made.commitTree(nested(made, made.object("tree", new byte[0]), 12), base);
        fails(ProblemCode.FILE_TOO_LARGE, "or 500000 with their directories", () -> changes(temporary, base, head));
    }

    /** Directories, each with ten of the level below. */
    private static String nested(GitDirectoryFixture made, String directory, int levels) {
        String id = directory;
        for (int level = 0; level < levels; level++) {
            id = tenTimes(made, "40000", id);
        }
        return id;
    }

    /** A directory that has one object under ten names. */
    private static String tenTimes(GitDirectoryFixture made, String mode, String id) {
        RawTree tree = new RawTree();
        for (char name = 'a'; name < 'k'; name++) {
            tree.entry(mode, String.valueOf(name), id);
        }
        return made.object("tree", tree.bytes());
    }

    @Test
    void contribution_ofOneLargeFileUnderManyNames_isRefused() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String blob = made.blob("x".repeat(4 * 1024 * 1024));
        RawTree tree = new RawTree();
        for (int name = 10; name < 75; name++) {
            tree.entry("100644", "f" + name, blob);
        }
        String head = made.commitTree(made.object("tree", tree.bytes()), base);
        try (GitRepository git = open(temporary)) {
            fails(
                    ProblemCode.FILE_TOO_LARGE,
                    "files of more than 256.0 MiB are changed",
                    () -> git.changesByMerging(git.revision(base), git.revision(head), change -> {}, problem -> {}));
        }
    }

    @Test
    void directories_aThousandDeep_areRefused() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String id = made.blob("deep");
        String mode = "100644";
        for (int level = 0; level < 100; level++) {
            id = made.object(
                    "tree", new RawTree().entry(mode, "x".repeat(60), id).bytes());
            mode = "40000";
        }
        String head = made.commitTree(id, base);
        assertThat(changes(temporary, base, head))
                .hasSize(2)
                .anyMatch(line -> line.contains("is longer than 4096 characters"));
    }

    /** Within the maximum of characters, these would take more of the stack than a thread has. */
    @Test
    void directories_ofShortNamesHundredsDeep_areRefused() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        String base = made.file("file", "content").commit("One");
        String id = made.blob("deep");
        String mode = "100644";
        for (int level = 0; level < 300; level++) {
            id = made.object("tree", new RawTree().entry(mode, "a", id).bytes());
            mode = "40000";
        }
        String head = made.commitTree(id, base);
        assertThat(changes(temporary, base, head))
                .hasSize(2)
                .anyMatch(line -> line.contains("is more than 256 directories deep"));
    }

    @Test
    void workingTree_compared_leavesOutIgnoredFiles() throws IOException {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary);
        made.file(".gitignore", "target/\n")
                .file("same", "1")
                .file("changed", "1")
                .file("gone", "1");
        made.file("staged", "1").commit("One");
        made.file("target/ignored", "1")
                .file("changed", "2")
                .file("new/file", "1")
                .file("staged", "2");
        made.git("add", "staged");
        Files.delete(temporary.resolve("gone"));
        Files.createSymbolicLink(temporary.resolve("link"), Path.of("same"));
        assertThat(changesOfWorkingTree())
                .containsExactly(
                        "changed FILE -> FILE",
                        "gone FILE -> nothing",
                        "link nothing -> LINK",
                        "new/file nothing -> FILE",
                        "staged FILE -> FILE");
    }

    @Test
    void repository_bare_hasNoWorkingTree() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary.resolve("origin"));
        made.file("file", "content").commit("One");
        made.git("clone", "-q", "--bare", ".", temporary.resolve("bare").toString());
        Path bare = temporary.resolve("bare");
        try (GitRepository git = GitRepository.containing(temporary, machine(bare))) {
            assertThat(git.directory()).isEmpty();
            fails(
                    ProblemCode.REVISION_UNKNOWN,
                    "-Dregistry.head",
                    () -> git.changesOfWorkingTree(git.revision("HEAD"), change -> {}));
        }
    }

    /** One whose {@code GIT_DIR} names a directory. */
    private static SystemReader machine(Path repository) {
        return new SystemReader.Delegate(SystemReader.getInstance()) {
            @Override
            public String getenv(String variable) {
                return variable.equals("GIT_DIR") ? repository.toString() : super.getenv(variable);
            }
        };
    }

    @Test
    void repository_bare_countsOnlyIfTheEnvironmentNamesIt() {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary.resolve("origin"));
        made.file("file", "content").commit("One");
        made.git("clone", "-q", "--bare", ".", temporary.resolve("bare").toString());

        fails(ProblemCode.REVISION_UNKNOWN, "only if GIT_DIR names it", () -> open(temporary.resolve("bare")));
        fails(ProblemCode.REVISION_UNKNOWN, "is in no git", () -> open(temporary.resolve("origin/.git/objects")));
    }

    /** What a contribution can commit is {@code HEAD}, {@code objects} and {@code refs}, with a configuration of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"", "bare = true", "bare = false\nworktree = .."})
    void repository_amongTheFiles_doesNotStandForTheClone(String configuration) throws IOException {
        GitDirectoryFixture made = GitDirectoryFixture.init(temporary.resolve("clone"));
        String base = made.file("registry/registry.yaml", "formatVersion: 1\n").commit("One");
        GitDirectoryFixture other = GitDirectoryFixture.init(temporary.resolve("other"));
        other.file("registry/registry.yaml", "formatVersion: 1\n").commit("Mallory's");
        Path planted = made.directory().resolve("registry");
        for (String name : List.of("HEAD", "objects", "refs")) {
            Files.move(other.directory().resolve(".git").resolve(name), planted.resolve(name));
        }
        Files.writeString(planted.resolve("config"), "[core]\nrepositoryformatversion = 0\n" + configuration + "\n");
        Path below = Files.createDirectories(planted.resolve("acme/app"));

        try (GitRepository git = open(planted)) {
            assertThat(git.revision("HEAD").id()).isEqualTo(base);
            assertThat(git.directory()).isEqualTo("registry");
        }
        try (GitRepository git = open(below)) {
            assertThat(git.revision("HEAD").id()).isEqualTo(base);
        }
        assertThat(WorkTreeCommit.of(planted).orElseThrow().id()).isEqualTo(base);
    }

    private List<String> changesOfWorkingTree() {
        List<String> lines = new ArrayList<>();
        try (GitRepository git = open(temporary)) {
            git.changesOfWorkingTree(git.revision("HEAD"), change -> lines.add(line(change)));
        }
        return lines;
    }

    private static List<String> changes(Path directory, String before, String after) {
        List<String> lines = new ArrayList<>();
        try (GitRepository git = open(directory)) {
            git.changes(
                    git.revision(before),
                    git.revision(after),
                    change -> lines.add(line(change)),
                    problem -> lines.add(problem.toString()));
        }
        return lines;
    }

    private static String line(ChangedPath change) {
        return change.path() + " " + kind(change.before()) + " -> " + kind(change.after());
    }

    private static String kind(TreeEntry entry) {
        return entry == null ? "nothing" : entry.kind().name();
    }

    private static GitRepository open(Path directory) {
        return GitRepository.containing(directory);
    }

    private static void fails(ProblemCode code, String text, ThrowingCallable call) {
        assertThatExceptionOfType(RegistryException.class).isThrownBy(call).satisfies(e -> {
            Problem problem = e.problem();
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.toString()).contains(text);
            assertThat(problem.hint()).isNotBlank();
        });
    }
}
