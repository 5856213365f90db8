package io.github.registryorg.git;

import io.github.registryorg.testkit.RealClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A repository that git itself has made, without a user's settings. */
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

    private GitDirectoryFixture(Path directory) {
        this.directory = directory;
    }

    /** An empty one, on the branch main. */
    public static GitDirectoryFixture init(Path directory) {
        try {
            GitDirectoryFixture made = new GitDirectoryFixture(Files.createDirectories(directory));
            made.git("init", "-q", "-b", "main");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is there. */
    public static GitDirectoryFixture at(Path directory) {
        return new GitDirectoryFixture(directory);
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
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /** Goes on with a new branch from here. */
    public GitDirectoryFixture branch(String name) {
        git("switch", "-q", "-c", name);
        return this;
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
