package io.github.registryorg.git;

import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A registry's bare git repository, and what people do to it with the real git. */
public final class RegistryRepository {

    private static final String PERSON = "Somebody Else";

    private final RealClient git =
            RealClient.of("git", "-c", "user.name=" + PERSON, "-c", "user.email=else@example.org");
    private final Path bare;

    private RegistryRepository(Path bare) {
        this.bare = bare;
    }

    /**
     * A registry with its settings and no repository, that takes pushes without a login and sends what is requested.
     */
    public static RegistryRepository create(Path bare) {
        RegistryRepository made = new RegistryRepository(bare);
        try {
            Files.createDirectories(bare);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        made.run("init", "-q", "--bare", "--initial-branch=main", ".");
        made.run("config", "http.receivepack", "true");
        made.run("config", "uploadpack.allowFilter", "true");
        made.run("config", "core.logAllRefUpdates", "true");
        made.commit("main", "registry.yaml", "formatVersion: 1\ntitle: Containers of Acme\n");
        made.commit("main", ".gitattributes", "**/digests/** -text -filter\n");
        return made;
    }

    /** A copy of it, as it is now. */
    public RegistryRepository fork(Path directory) {
        git.run(bare.getParent(), "clone", "-q", "--bare", bare.toString(), directory.toString());
        RegistryRepository made = new RegistryRepository(directory);
        made.run("config", "http.receivepack", "true");
        made.run("config", "uploadpack.allowFilter", "true");
        return made;
    }

    public Path directory() {
        return bare;
    }

    /** Runs git there, and returns its output. */
    public String run(String... arguments) {
        return git.run(bare, arguments);
    }

    public String tip(String branch) {
        return run("rev-parse", "refs/heads/" + branch);
    }

    public boolean has(String branch) {
        return !run("for-each-ref", "refs/heads/" + branch).isEmpty();
    }

    public String read(String branch, String file) {
        return run("show", branch + ":" + file);
    }

    public List<String> files(String branch) {
        return run("ls-tree", "-r", "--name-only", branch).lines().toList();
    }

    /** Files that a branch changes, from where it left main. */
    public List<String> changed(String branch) {
        return run("diff", "--name-only", "main..." + branch).lines().toList();
    }

    /** Commits one file as another person. */
    public String commit(String branch, String file, String content) {
        return work(branch, directory -> {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content, StandardCharsets.UTF_8);
            git.run(directory, "add", "-A");
            git.run(directory, "commit", "-q", "-m", "Change " + file);
        });
    }

    /** Amends the last commit as another person. */
    public String amend(String branch, String file, String content) {
        return work(branch, directory -> {
            Files.writeString(directory.resolve(file), content, StandardCharsets.UTF_8);
            git.run(directory, "add", "-A");
            git.run(directory, "commit", "-q", "--amend", "--no-edit");
        });
    }

    /** Merges a branch as another person. */
    public String merge(String branch) {
        return work("main", directory -> {
            git.run(directory, "fetch", "-q", "origin", branch);
            git.run(directory, "merge", "-q", "--no-ff", "-m", "Merge " + branch, "FETCH_HEAD");
        });
    }

    /** What is done in a clone. */
    public interface Work {
        void in(Path directory) throws IOException;
    }

    /** Clones a branch, does something, and pushes it by force. */
    public String work(String branch, Work work) {
        try {
            Path directory = Files.createTempDirectory(bare.getParent(), "work");
            git.run(directory, "init", "-q", "--initial-branch=work");
            git.run(directory, "remote", "add", "origin", bare.toString());
            if (has(branch)) {
                git.run(directory, "fetch", "-q", "origin", branch);
                git.run(directory, "reset", "-q", "--hard", "FETCH_HEAD");
            }
            work.in(directory);
            git.run(directory, "push", "-q", "--force", "origin", "HEAD:refs/heads/" + branch);
            return tip(branch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
