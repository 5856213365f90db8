package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.contribute.Build.Made;
import io.github.registryorg.oci.RepositoryName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.Daemon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten builds of two containers at once, while people commit to the same branches. */
class ProposalRaceTest {

    /** Chance decides who is faster. */
    private static final int ROUNDS = 20;

    private static final int BUILDS = 10;
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir
    private Path root;

    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("registry"));
    private final Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @BeforeEach
    void serve() throws IOException {
        repository.getConfig().setBoolean("uploadpack", null, "allowFilter", true);
        repository.getConfig().setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
        repository.updateRef(Constants.HEAD).link("refs/heads/main");
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            byte[] settings = "formatVersion: 1\n".getBytes(StandardCharsets.UTF_8);
            tree.append("registry.yaml", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, settings));
            ObjectId first = inserter.insert(commit(inserter.insert(tree)));
            inserter.flush();
            RefUpdate main = repository.updateRef("refs/heads/main");
            main.setNewObjectId(first);
            main.update();
        }
        daemon.setRepositoryResolver((client, name) -> {
            repository.incrementOpen();
            return repository;
        });
        daemon.getService("git-receive-pack").setEnabled(true);
        daemon.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.stopAndWait();
    }

    @Tag("slow")
    @Test
    void pushes_concurrent_loseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(BUILDS + 2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                race(threads, round);
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private static CommitBuilder commit(ObjectId tree) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(new PersonIdent("Else", "else@example.org"));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage("Look at this\n");
        return commit;
    }

    private void race(ExecutorService threads, int round) throws Exception {
        List<String> names = List.of("acme/app" + round, "acme/tool" + round);
        CyclicBarrier start = new CyclicBarrier(BUILDS + 2);
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            int number = i;
            String name = names.get(i % 2);
            work.add(() -> {
                Build build = new Build(
                        root.resolve("build" + round + "-" + number),
                        "git://127.0.0.1:" + daemon.getAddress().getPort() + "/registry");
                String created = String.format("2026-11-20T00:00:%02dZ", number);
                build.publish(name, new Made(created, null, "layer " + number), "1." + number, "latest");
                start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                build.propose();
                return null;
            });
        }
        for (String name : names) {
            work.add(() -> {
                start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                return foreign(BranchName.of(RepositoryName.parse(name)));
            });
        }
        List<Future<String>> done = threads.invokeAll(work, TIMEOUT_SECONDS, TimeUnit.SECONDS);
        List<String> foreign = new ArrayList<>();
        for (Future<String> one : done) {
            String commit = one.get();
            if (commit != null) {
                foreign.add(commit);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            assertHasAll(names.get(i), i, foreign.get(i));
        }
    }

    /** Commits something as soon as the branch is there; where all builds fail, it never is. */
    private String foreign(String branch) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            ObjectId tip = repository.resolve("refs/heads/" + branch);
            if (tip == null) {
                Thread.onSpinWait();
                continue;
            }
            try (ObjectInserter inserter = repository.newObjectInserter();
                    RevWalk walk = new RevWalk(repository)) {
                CommitBuilder commit = commit(walk.parseCommit(tip).getTree());
                commit.setParentId(tip);
                ObjectId made = inserter.insert(commit);
                inserter.flush();
                RefUpdate update = repository.updateRef("refs/heads/" + branch);
                update.setExpectedOldObjectId(tip);
                update.setNewObjectId(made);
                if (update.update() == RefUpdate.Result.FAST_FORWARD) {
                    return made.name();
                }
            }
        }
        throw new AssertionError("the branch " + branch + " never appeared, or never stood still");
    }

    private void assertHasAll(String name, int first, String foreign) throws IOException {
        String branch = "refs/heads/" + BranchName.of(RepositoryName.parse(name));
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit tip = walk.parseCommit(repository.resolve(branch));
            assertThat(walk.isMergedInto(walk.parseCommit(ObjectId.fromString(foreign)), tip))
                    .as("%s has the commit of another person", name)
                    .isTrue();
            for (int i = first; i < BUILDS; i += 2) {
                String file = name + "/manifests/1." + i + "/README.md";
                assertThat(repository.resolve(branch + ":" + file)).as(file).isNotNull();
            }
            String latest = new String(
                    repository
                            .open(repository.resolve(branch + ":" + name + "/manifests/latest/README.md"))
                            .getBytes(),
                    StandardCharsets.UTF_8);
            assertThat(latest).contains("created: 2026-11-20T00:00:0" + (BUILDS - 2 + first) + "Z");
        }
    }
}
