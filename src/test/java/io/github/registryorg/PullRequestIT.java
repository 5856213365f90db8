package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitServer;
import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal as people run it: a Maven of its own, a git server that requires a token, many at once, and killed. */
class PullRequestIT {

    private static final MediaType LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");
    private static final String TOKEN = "s3cr3t-t0k3n-0f-the-build";
    private static final String BRANCH = "update/acme+app";

    @TempDir
    private Path root;

    private MavenRun build(String name, String repository, String url, String... tags) {
        try {
            Path directory = Files.createDirectories(root.resolve(name));
            LayoutFixture layout = new LayoutFixture();
            Descriptor layer = layout.blob(LAYER, name.getBytes(StandardCharsets.UTF_8));
            Descriptor config = layout.blob(
                    MediaType.OCI_CONFIG,
                    LayoutFixture.config(new Platform("linux", "amd64", null, null), layer.digest()));
            layout.entry(layout.manifest(LayoutFixture.image(config, layer)), "1.0");
            layout.writeDirectory(directory.resolve("layout"));
            return MavenRun.goal(
                            directory,
                            "publish",
                            "source=oci:layout",
                            "repository=" + repository,
                            "tags=" + String.join(",", tags),
                            "store=file:" + root.resolve("store"),
                            "storeUrl=https://storage.example/acme",
                            "registryRepository=" + url,
                            "forge=none")
                    .then("pull-request");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void token_used_isWrittenNowhere() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        List<String> commands = new ArrayList<>();
        try (GitServer server = GitServer.closed(root.resolve("git"), "git", TOKEN)) {
            server.trouble(exchange -> {
                commands.addAll(processes());
                return false;
            });
            MavenRun.Ended pushed = build("one", "acme/app", server.url("registry.git"), "1.0", "latest")
                    .environment("REGISTRY_TOKEN", TOKEN)
                    .with("-X")
                    .run()
                    .succeeded();
            assertThat(pushed.output())
                    .contains("Pushed " + BRANCH + " to " + server.url("registry.git")
                            + ": Update acme/app: 1.0, latest.");
            assertNoToken(pushed.output());

            MavenRun.Ended refused = build("two", "acme/app", server.url("registry.git"), "1.1")
                    .environment("REGISTRY_TOKEN", TOKEN + "-that-is-wrong")
                    .with("-X")
                    .run();
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.output()).contains("UNAUTHORIZED " + server.url("registry.git"));
            assertNoToken(refused.output());
        }
        assertThat(commands).isNotEmpty();
        commands.forEach(PullRequestIT::assertNoToken);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertNoToken(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(registry.files(BRANCH)).contains("acme/app/manifests/latest/README.md");
    }

    private static void assertNoToken(String text) {
        String basic = java.util.Base64.getEncoder()
                .encodeToString(("git:" + TOKEN).getBytes(StandardCharsets.UTF_8))
                .substring(0, 24);
        assertThat(text).doesNotContain(TOKEN).doesNotContain(basic);
    }

    /** The command lines of all processes, as every user of the machine sees them. */
    private static List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
    }

    @Test
    void proposal_withoutAToken_isAPatchThatGitApplies() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        registry.run("config", "http.receivepack", "false");
        try (GitServer server = GitServer.open(root.resolve("git"))) {
            MavenRun.Ended output = build("one", "acme/app", server.url("registry.git"), "1.0")
                    .run()
                    .succeeded();
            assertThat(output.output()).contains("git am --keep-cr", "REGISTRY_TOKEN");
        }
        Path patch = root.resolve("one/target/registry-pull-request.patch");
        registry.work("by-hand", directory -> {
            RealClient git = RealClient.of("git", "-c", "user.name=P", "-c", "user.email=p@example.org");
            git.run(directory, "fetch", "-q", "origin", "main");
            git.run(directory, "reset", "-q", "--hard", "FETCH_HEAD");
            git.run(directory, "am", "-q", "--keep-cr", patch.toString());
        });
        assertThat(registry.files("by-hand")).contains("acme/app/README.md", "acme/app/manifests/1.0/README.md");
    }

    @Test
    void ssh_ofTheMachine_isUsed() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        Path ssh = Files.writeString(
                root.resolve("ssh"),
                "#!/bin/sh\necho \"$1\" > '" + root.resolve("host") + "'\nshift\nexec sh -c \"$*\"\n");
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
        build("one", "acme/app", "ssh://git@git.acme.example" + registry.directory(), "1.0")
                .environment("GIT_SSH_COMMAND", ssh.toString())
                .run()
                .succeeded();
        assertThat(Files.readString(root.resolve("host"))).isEqualTo("git@git.acme.example\n");
        assertThat(registry.files(BRANCH)).contains("acme/app/manifests/1.0/README.md");
    }

    @Test
    void modules_ofAReactor_areOneProposal() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        Path parent = reactor();
        try (GitServer server = GitServer.open(root.resolve("git"))) {
            for (String threads : List.of("1", "3")) {
                MavenRun.Ended output = reactor(parent, "verify", server, "1." + threads)
                        .with("-T" + threads)
                        .with("-Pbound")
                        .run()
                        .succeeded();
                assertThat(output.output().split("Pushed update/_acme-parent", -1))
                        .hasSize(2);
            }
            MavenRun.Ended asked = reactor(parent, "verify", server, "1.4")
                    .then("pull-request")
                    .run()
                    .succeeded();
            assertThat(asked.output().split("Pushed update/_acme-parent", -1)).hasSize(2);
        }
        assertThat(registry.files("update/_acme-parent"))
                .contains(
                        "acme/one/manifests/1.1/README.md",
                        "acme/one/manifests/1.3/README.md",
                        "acme/two/manifests/1.3/README.md",
                        "acme/three/manifests/1.3/README.md",
                        "acme/three/manifests/1.4/README.md");
    }

    /** Whichever modules are built, and from where: a later build updates the same pull request. */
    @Test
    void pullRequest_someModulesOfSeveral_useTheBranchOfAll() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        Path parent = reactor();
        try (GitServer server = GitServer.open(root.resolve("git"))) {
            for (String maven : List.of("it.maven", "it.newestMaven")) {
                for (List<String> some : List.of(List.of("-pl", "one"), List.of("-pl", "one,two"))) {
                    MavenRun run = reactor(parent, "verify", server, "1.0").with("-Pbound");
                    some.forEach(run::with);
                    run.maven(System.getProperty(maven)).run().succeeded();
                }
                reactor(parent.resolve("three"), "verify", server, "1.0")
                        .maven(System.getProperty(maven))
                        .then("pull-request")
                        .run()
                        .succeeded();
            }
        }
        assertThat(registry.run("branch", "--list", "update/*", "--format=%(refname:short)"))
                .isEqualTo("update/_acme-parent");
        assertThat(registry.files("update/_acme-parent"))
                .contains(
                        "acme/one/manifests/1.0/README.md",
                        "acme/two/manifests/1.0/README.md",
                        "acme/three/manifests/1.0/README.md");
    }

    @Test
    void pullRequest_noModuleWithAContribution_failsUnlessNoneIsRequired() throws IOException {
        RegistryRepository.create(root.resolve("git/registry.git"));
        Path parent = reactor();
        try (GitServer server = GitServer.open(root.resolve("git"))) {
            MavenRun.Ended none = reactor(parent, "package", server, "1.0")
                    .then("pull-request")
                    .run();
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.output()).contains("SOURCE_UNKNOWN there is nothing to propose");
            reactor(parent, "package", server, "1.0")
                    .then("pull-request")
                    .with("-Dregistry.requireContribution=false")
                    .run()
                    .succeeded();
        }
    }

    private MavenRun reactor(Path parent, String phase, GitServer server, String tag) {
        return MavenRun.goal(
                        parent,
                        "help",
                        "tags=" + tag,
                        "store=file:" + root.resolve("store"),
                        "storeUrl=https://storage.example/acme",
                        "registryRepository=" + server.url("registry.git"),
                        "forge=none")
                .with(phase);
    }

    /** Three modules that publish in their lifecycle, and propose there too with the profile {@code bound}. */
    private Path reactor() throws IOException {
        Path parent = Files.createDirectories(root.resolve("reactor"));
        String plugin = "<groupId>io.github.registry-org</groupId><artifactId>registry-maven-plugin</artifactId>"
                + "<version>" + System.getProperty("it.plugin").replaceFirst(".*:", "") + "</version>";
        Files.writeString(
                parent.resolve("pom.xml"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>acme</groupId><version>1</version>"
                        + "<artifactId>acme-parent</artifactId><packaging>pom</packaging><modules><module>one</module>"
                        + "<module>two</module><module>three</module></modules><build><plugins><plugin>" + plugin
                        + "<executions><execution><id>p</id><phase>verify</phase><goals><goal>publish</goal></goals>"
                        + "</execution></executions></plugin></plugins></build><profiles><profile><id>bound</id>"
                        + "<build><plugins><plugin>" + plugin + "<executions><execution><id>q</id><phase>verify</phase>"
                        + "<goals><goal>pull-request</goal></goals></execution></executions></plugin></plugins></build>"
                        + "</profile></profiles></project>");
        for (String module : List.of("one", "two", "three")) {
            Path directory = Files.createDirectories(parent.resolve(module));
            Files.writeString(
                    directory.resolve("pom.xml"),
                    "<project><modelVersion>4.0.0</modelVersion><parent><groupId>acme</groupId><artifactId>acme-parent"
                            + "</artifactId><version>1</version></parent><artifactId>" + module + "</artifactId>"
                            + "<packaging>pom</packaging><properties><registry.repository>acme/" + module
                            + "</registry.repository><registry.source>file.txt</registry.source></properties>"
                            + "</project>");
            Files.writeString(directory.resolve("file.txt"), module);
        }
        return parent;
    }

    @Test
    void builds_sixOfTwoContainers_loseNothing() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        try (GitServer server = GitServer.open(root.resolve("git"))) {
            List<MavenRun.Started> runs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                runs.add(build(
                                "build" + i,
                                "acme/" + (i % 2 == 0 ? "app" : "tool"),
                                server.url("registry.git"),
                                "1." + i)
                        .start());
            }
            for (MavenRun.Started run : runs) {
                run.end().succeeded();
            }
        }
        for (int i = 0; i < 6; i++) {
            String name = i % 2 == 0 ? "app" : "tool";
            assertThat(registry.files("update/acme+" + name))
                    .contains("acme/" + name + "/manifests/1." + i + "/README.md");
        }
    }

    /** Kills a run as soon as it has sent so many requests; whether it had not ended before. */
    private static boolean killedAt(GitServer server, int requests, MavenRun run) {
        CompletableFuture<MavenRun.Started> started = new CompletableFuture<>();
        AtomicInteger sent = new AtomicInteger();
        server.trouble(exchange -> {
            if (sent.incrementAndGet() == requests) {
                started.join().kill();
            }
            return false;
        });
        started.complete(run.start());
        boolean killed = started.join().end().wasKilled();
        server.trouble(exchange -> false);
        return killed;
    }

    @Test
    void run_killed_isFinishedByTheNext() throws IOException {
        RegistryRepository registry = RegistryRepository.create(root.resolve("git/registry.git"));
        try (GitServer server = GitServer.open(root.resolve("git"))) {
            String url = server.url("registry.git");
            build("whole", "acme/app", url, "0.9").run().succeeded();
            int requests = server.requests().size();
            int inside = 0;
            for (int i = 1; i <= requests; i += 2) {
                if (killedAt(server, i, build("killed", "acme/app", url, "1.0"))) {
                    inside++;
                }
            }
            assertThat(inside).as("kills at one of %d requests", requests).isPositive();
            build("killed", "acme/app", url, "1.0").run().succeeded();
        }
        assertThat(registry.files(BRANCH))
                .contains("acme/app/manifests/0.9/README.md", "acme/app/manifests/1.0/README.md");
        registry.run("fsck", "--full", "--strict");
        try (Stream<Path> files = Files.walk(root.resolve("git"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".lock"))).isEmpty();
        }
        try (Stream<Path> files = Files.walk(root.resolve("killed"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".lock") || name.equals(".git"));
        }
    }
}
