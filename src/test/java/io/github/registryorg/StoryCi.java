package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.testkit.CiSteps;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.StoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The CI services of the story: each runs what {@code registry:init} has written for it, on clean directories, with what
 * it passes to its steps. All find a Maven that has only Maven Central and an empty local repository, and an ssh that
 * reaches this machine.
 */
final class StoryCi {

    /** The services, with their names for {@code registry.ci}. */
    enum Service {
        GITHUB("github-actions"),
        FORGEJO("forgejo-actions"),
        GITLAB("gitlab-ci"),
        CIRCLECI("circleci"),
        TRAVIS("travis");

        private final String id;

        Service(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        /** Which name their variables as GitHub does, and give secrets to steps by expressions. */
        private boolean isActions() {
            return this == GITHUB || this == FORGEJO;
        }

        private CiSteps steps(Path project, String workflow, String job) {
            return switch (this) {
                case GITHUB -> CiSteps.github(project.resolve(".github/workflows/" + workflow + ".yml"), job);
                case FORGEJO -> CiSteps.github(project.resolve(".forgejo/workflows/" + workflow + ".yml"), job);
                case GITLAB -> CiSteps.gitlab(project.resolve(".gitlab-ci.yml"), job);
                case CIRCLECI -> CiSteps.circleci(project.resolve(".circleci/config.yml"), job);
                case TRAVIS -> CiSteps.travis(project.resolve(".travis.yml"), job);
            };
        }
    }

    /** What the job that builds hands to the one that publishes. */
    private static final String HANDED_OVER = "target/built";

    private static final String REGISTRY = "acme/registry";

    private final Path directory;
    private final StoryServer server;
    private final Path bin;
    private int runs;

    /**
     * Services on clean machines.
     *
     * @param directory for all files that they have of their own
     * @param server that has the repositories
     * @param settings of their Maven
     */
    StoryCi(Path directory, StoryServer server, Path settings) throws IOException {
        this.directory = directory;
        this.server = server;
        this.bin = Files.createDirectories(directory.resolve("bin"));
        Files.createDirectories(directory.resolve("home"));
        program(
                "mvn",
                "exec " + System.getProperty("it.commonMaven") + "/bin/mvn -s " + settings + " -Dmaven.repo.local="
                        + localRepository() + " \"$@\"");
        program("ssh", """
                while :; do
                  case $1 in
                  -i | -o | -F | -p | -l) shift 2 ;;
                  *) break ;;
                  esac
                done
                shift
                exec sh -c "$*"
                """);
        Files.writeString(
                directory.resolve("storage.conf"),
                "[storage]\ndriver = \"vfs\"\ngraphroot = \"" + directory.resolve("graph") + "\"\nrunroot = \""
                        + directory.resolve("run") + "\"\n");
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** Begins empty, and is shared by all services: what one has downloaded, the others have. */
    Path localRepository() {
        return directory.resolve("local");
    }

    /** Everything that a service and its machine pass to every step. */
    private Map<String, String> environment(String repository) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put(
                "MAVEN_OPTS", MavenRun.JVM + " -Dregistry.forge=none -Dregistry.allowedHosts=" + server.authority());
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("GITHUB_SERVER_URL", server.gitUrl());
        environment.put("GITHUB_REPOSITORY", repository + ".git");
        environment.put("BUILDAH_ISOLATION", "chroot");
        environment.put(
                "CONTAINERS_STORAGE_CONF", directory.resolve("storage.conf").toString());
        return environment;
    }

    private Path cleanDirectory() throws IOException {
        return Files.createDirectories(directory.resolve("run-" + ++runs + "/work"));
    }

    /** A clean directory, into which all but those that do it in a step have checked out what is at a branch or a tag. */
    private Path checkedOut(Service service, String repository, String name) throws IOException {
        Path work = cleanDirectory();
        if (!service.isActions()) {
            GitDirectoryFixture.at(directory)
                    .git("clone", "-q", "-b", name, server.gitUrl() + "/" + repository + ".git", work.toString());
        }
        return work;
    }

    private static String succeeded(CiSteps.Ended ended) {
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).doesNotContain("secret-of-");
        return ended.output();
    }

    /** Runs what the CI of a container runs for a tag, which is on the server. */
    void propose(Service service, GitDirectoryFixture project, String name, String tag) throws IOException {
        Map<String, String> environment = environment(name);
        environment.put("GITHUB_SHA", project.git("rev-parse", "HEAD"));
        environment.put("GITHUB_REF_NAME", tag);
        environment.put("CI_COMMIT_TAG", tag);
        environment.put("CIRCLE_TAG", tag);
        environment.put("TRAVIS_TAG", tag);
        Map<String, String> expressions = Map.of(
                "github.token", "secret-of-" + name,
                "vars.AWS_REGION", "",
                "secrets.AWS_ACCESS_KEY_ID", "",
                "secrets.AWS_SECRET_ACCESS_KEY", "",
                "secrets.REGISTRY_TOKEN", "secret-of-registry");
        Path building = checkedOut(service, name, tag);
        String build = service == Service.TRAVIS ? "image" : "build";
        succeeded(service.steps(project.directory(), "container", build).run(building, environment, expressions));
        Path publishing = checkedOut(service, name, tag);
        FileTrees.copy(building.resolve(HANDED_OVER), publishing.resolve(HANDED_OVER));
        if (!service.isActions()) {
            environment.put("REGISTRY_TOKEN", "secret-of-registry");
        }
        assertThat(succeeded(service.steps(project.directory(), "container", "publish")
                        .run(publishing, environment, expressions)))
                .contains("Published ", "Pushed update/");
    }

    /** Runs what the CI of the registry runs for a contribution, which is on the server. */
    CiSteps.Ended validate(Service service, GitDirectoryFixture registry, int number, String branch)
            throws IOException {
        String head = GitDirectoryFixture.at(directory)
                .git("ls-remote", server.gitUrl() + "/" + REGISTRY + ".git", "refs/heads/" + branch)
                .split("\t")[0];
        Path work = cleanDirectory();
        Map<String, String> environment = environment(REGISTRY);
        environment.putAll(
                switch (service) {
                    case GITHUB, FORGEJO -> Map.of();
                    case GITLAB ->
                        Map.of(
                                "GITLAB_CI",
                                "true",
                                "CI_PROJECT_DIR",
                                work.toString(),
                                "CI_SERVER_URL",
                                "http://" + server.authority(),
                                "CI_JOB_TOKEN",
                                "secret-of-ci",
                                "CI_COMMIT_SHA",
                                head,
                                "CI_MERGE_REQUEST_IID",
                                String.valueOf(number),
                                "CI_MERGE_REQUEST_PROJECT_PATH",
                                REGISTRY,
                                "CI_MERGE_REQUEST_PROJECT_URL",
                                server.gitUrl() + "/" + REGISTRY,
                                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
                                "main",
                                "CI_MERGE_REQUEST_DIFF_BASE_SHA",
                                registry.git("rev-parse", "main"));
                    case CIRCLECI -> Map.of("CIRCLE_BRANCH", branch, "CIRCLE_SHA1", head);
                    case TRAVIS ->
                        Map.of("TRAVIS_PULL_REQUEST", String.valueOf(number), "TRAVIS_PULL_REQUEST_SHA", head);
                });
        CiSteps.Ended ended = service.steps(registry.directory(), "validate", "validate")
                .run(
                        work,
                        environment,
                        Map.of(
                                "inputs.pull || github.event.pull_request.number",
                                String.valueOf(number),
                                "github.event.pull_request.number",
                                String.valueOf(number),
                                "github.event.merge_group.head_ref",
                                "",
                                "github.event.pull_request.head.sha || github.event.merge_group.head_sha",
                                head,
                                "github.event.pull_request.head.sha",
                                head,
                                "github.event.merge_group.base_sha",
                                "",
                                "github.token",
                                "secret-of-ci"));
        assertThat(ended.output()).doesNotContain("secret-of-");
        return ended;
    }

    /** Runs what the CI of the registry runs for its default branch: all jobs, to the one that deploys and after it. */
    void deploy(Service service, GitDirectoryFixture registry) throws IOException {
        Path site = checkedOut(service, REGISTRY, "main");
        assertThat(runOnMain(service, registry, "site", site)).contains("0 errors");
        Path target = site.resolve("target");
        switch (service) {
            case GITHUB -> {
                Path deploying = cleanDirectory();
                copy(target.resolve("site.tar"), deploying.resolve("target/site.tar"));
                runOnMain(service, registry, "deploy", deploying);
                Path ending = cleanDirectory();
                copy(target.resolve("verdict.json"), ending.resolve("target/verdict.json"));
                runOnMain(service, registry, "verdict", ending);
            }
            case GITLAB -> {
                Path deploying = checkedOut(service, REGISTRY, "main");
                FileTrees.copy(target.resolve("registry-site"), deploying.resolve("target/registry-site"));
                runOnMain(service, registry, "deploy", deploying);
                runOnMain(service, registry, "errors", deploying);
            }
            case CIRCLECI -> {
                Path deploying = checkedOut(service, REGISTRY, "main");
                FileTrees.copy(target, deploying.resolve("target"));
                runOnMain(service, registry, "deploy", deploying);
            }
            case FORGEJO, TRAVIS -> {
                // one job does it all
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private String runOnMain(Service service, GitDirectoryFixture registry, String job, Path work) {
        String head = registry.git("rev-parse", "main");
        Map<String, String> environment = environment(REGISTRY);
        environment.put("GITHUB_SHA", head);
        environment.put("CI_COMMIT_BRANCH", "main");
        environment.put("CIRCLE_SHA1", head);
        environment.put("TRAVIS_COMMIT", head);
        Map<String, String> keys =
                Map.of("SSH_KEY", "secret-of-host", "SSH_KNOWN_HOSTS", "www.acme.example ssh-ed25519 A");
        Map<String, String> expressions = new HashMap<>(Map.of("github.token", "secret-of-ci"));
        if (service.isActions()) {
            keys.forEach(
                    (name, value) -> List.of("secrets.", "vars.").forEach(kind -> expressions.put(kind + name, value)));
        } else {
            environment.putAll(keys);
        }
        return succeeded(service.steps(registry.directory(), "site", job).run(work, environment, expressions));
    }
}
