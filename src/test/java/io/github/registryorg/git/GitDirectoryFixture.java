package io.github.registryorg.git;

import io.github.registryorg.testkit.RealClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * A repository without a user's settings. git itself makes it; where tests make hundreds, its commits and branches are made
 * in this process, since starting a git for each takes most of their time.
 */
public final class GitDirectoryFixture {

    private final RealClient git = RealClient.of(
            "git",
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@example.org",
            "-c",
            "commit.gpgSign=false",
            "-c",
            "core.autocrlf=false",
            "-c",
            "protocol.file.allow=always",
            "-c",
            "gc.auto=0");
    private final Path directory;
    private final boolean inProcess;

    private GitDirectoryFixture(Path directory, boolean inProcess) {
        this.directory = directory;
        this.inProcess = inProcess;
    }

    /** An empty one, on the branch main. */
    public static GitDirectoryFixture init(Path directory) {
        try {
            GitDirectoryFixture made = new GitDirectoryFixture(Files.createDirectories(directory), false);
            made.git("init", "-q", "-b", "main");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty one, on the branch main, whose commits and branches are made in this process. */
    public static GitDirectoryFixture quick(Path directory) {
        QuietSystem.install();
        try (Git made = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            StoredConfig config = made.getRepository().getConfig();
            config.setString("core", null, "autocrlf", "false");
            config.save();
            return new GitDirectoryFixture(directory, true);
        } catch (GitAPIException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is there. */
    public static GitDirectoryFixture at(Path directory) {
        return new GitDirectoryFixture(directory, false);
    }

    public Path directory() {
        return directory;
    }

    /** Runs git in the directory, and returns its output. */
    public String git(String... arguments) {
        return git.run(directory, arguments);
    }

    public GitDirectoryFixture file(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all that is there. */
    public String commit(String message) {
        if (inProcess) {
            return here(git -> {
                git.add().addFilepattern(".").setAll(true).call();
                return git.commit()
                        .setMessage(message)
                        .setAuthor("Somebody", "somebody@example.org")
                        .setCommitter("Somebody", "somebody@example.org")
                        .setSign(false)
                        .setNoVerify(true)
                        .call()
                        .name();
            });
        }
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /** Goes on with a new branch from here. */
    public GitDirectoryFixture branch(String name) {
        git("switch", "-q", "-c", name);
        return this;
    }

    /** Goes on with a branch that is there. */
    public void switchTo(String branch) {
        if (inProcess) {
            here(git -> git.checkout().setName(branch).call().getName());
        } else {
            git("switch", "-q", branch);
        }
    }

    /** Goes on with a branch that begins at a commit, whether it is there or not. */
    public void switchTo(String branch, String start) {
        if (inProcess) {
            here(git -> git.checkout()
                    .setName(branch)
                    .setStartPoint(start)
                    .setCreateBranch(git.getRepository().findRef(Constants.R_HEADS + branch) == null)
                    .setForceRefUpdate(true)
                    .call()
                    .getName());
        } else {
            git("switch", "-q", "-C", branch, start);
        }
    }

    private interface Work {
        String with(Git git) throws GitAPIException, IOException;
    }

    private String here(Work work) {
        try (Git git = Git.open(directory.toFile())) {
            return work.with(git);
        } catch (GitAPIException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores content, and returns its id. */
    public String blob(String content) {
        return object("blob", content.getBytes(StandardCharsets.UTF_8));
    }

    /** Stores an object whatever is wrong with it, and returns its id. */
    public String object(String type, byte[] content) {
        try {
            Path file = Files.createTempFile("object", "");
            try {
                Files.write(file, content);
                return git("hash-object", "-t", type, "-w", "--literally", file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a stream of {@code git fast-import}, which makes many commits at once. */
    public void fastImport(byte[] stream) {
        try {
            Path file = Files.createTempFile("stream", "");
            try {
                Files.write(file, stream);
                Process process = new ProcessBuilder("git", "fast-import", "--quiet")
                        .directory(directory.toFile())
                        .redirectInput(file.toFile())
                        .redirectErrorStream(true)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new AssertionError(output);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A commit of this tree on top of another one; returns its id. */
    public String commitTree(String tree, String parent) {
        return git("commit-tree", "-m", "By hand", "-p", parent, tree);
    }

    /** The object of a directory, byte for byte as given. */
    public static final class RawTree {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        public RawTree entry(String mode, String name, String id) {
            return entry(mode, name.getBytes(StandardCharsets.UTF_8), id);
        }

        public RawTree entry(String mode, byte[] name, String id) {
            bytes.writeBytes((mode + " ").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(name);
            bytes.write(0);
            bytes.writeBytes(HexFormat.of().parseHex(id));
            return this;
        }

        public byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
