package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.testkit.CiSteps;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.StoryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole story: a registry and two repositories that build containers, all created by {@code registry:init}, on a
 * git server; each publishes into a store of its own and proposes; the CI that was written for the registry accepts
 * both and refuses what is broken; what is merged is pulled. What CI runs is read out of the files that were written
 * for it.
 */
class StoryIT {

    private static final String JAVA = "acme/java";
    private static final String RECIPE = "acme/recipe";

    /** What the job that builds hands to the one that publishes. */
    private static final String HANDED_OVER = "target/built";

    @TempDir
    Path temporary;

    private StoryServer server;
    private Path tools;
    private int runs;

    @BeforeEach
    void begin() throws IOException {
        RealClient.of("podman");
        server = StoryServer.start(temporary);
        tools = Files.createDirectories(temporary.resolve("tools"));
        maven();
        Files.writeString(
                tools.resolve("storage.conf"),
                "[storage]\ndriver = \"vfs\"\ngraphroot = \"" + tools.resolve("graph") + "\"\nrunroot = \""
                        + tools.resolve("run") + "\"\n");
    }

    /** The mvn that CI finds: this build's, with its repository. */
    private void maven() throws IOException {
        Path settings = Files.writeString(
                tools.resolve("settings.xml"),
                Files.readString(Path.of(System.getProperty("it.settings")))
                        .replace("@localRepositoryUrl@", System.getProperty("it.localRepositoryUrl")));
        Path mvn = Files.createDirectories(tools.resolve("bin")).resolve("mvn");
        Files.writeString(
                mvn,
                "#!/bin/sh\nexec " + System.getProperty("it.maven") + "/bin/mvn -s " + settings + " -Dmaven.repo.local="
                        + System.getProperty("it.repository") + " \"$@\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void registry_fromNothing_isPulledFrom() throws IOException {
        GitDirectoryFixture registry = registry();
        proposeByCi(javaProject(), JAVA);
        GitDirectoryFixture recipeProject = recipeProject();
        proposeByCi(recipeProject, RECIPE);
        Path recipeFiles = recipeProject.directory();
        Path circleci = recipeFiles.resolve(".circleci/config.yml");
        proposeByOtherCi(
                recipeProject,
                "CIRCLE_TAG",
                "v1.1",
                CiSteps.circleci(circleci, "build"),
                CiSteps.circleci(circleci, "publish"));
        Path travis = recipeFiles.resolve(".travis.yml");
        proposeByOtherCi(
                recipeProject,
                "TRAVIS_TAG",
                "v1.2",
                CiSteps.travis(travis, "image"),
                CiSteps.travis(travis, "publish"));
        GitDirectoryFixture origin = GitDirectoryFixture.at(temporary.resolve("git/acme/registry.git"));
        String java = pull(origin, 1, "update/acme+java");
        String recipe = pull(origin, 2, "update/acme+recipe");
        assertThat(origin.git("ls-tree", "-r", "--name-only", "update/acme+recipe"))
                .contains(
                        "acme/recipe/manifests/1.0/README.md",
                        "acme/recipe/manifests/1.1/README.md",
                        "acme/recipe/manifests/1.2/README.md");

        assertThat(validate(registry, 1, java).output())
                .contains("New:", JAVA + ":1.0: sha256:", JAVA + ":latest: sha256:", "0 errors");
        assertThat(validate(registry, 2, recipe).exit()).isZero();
        assertThat(validateOnCircleci(registry, "update/acme+java", java).exit())
                .isZero();
        assertThat(validateOnTravis(registry, 1, java).exit()).isZero();
        refusals(registry, origin);

        for (String branch : List.of("update/acme+java", "update/acme+recipe")) {
            registry.git("fetch", "-q", "origin");
            registry.git("merge", "-q", "--no-ff", "-m", "Merge " + branch, "origin/" + branch);
        }
        registry.git("push", "-q", "origin", "main");
        Path site = deployed(registry);
        assertThat(site.resolve("v2/acme/java/tags/list")).isRegularFile();
        assertThat(site.resolve("v2/acme/recipe/manifests/latest")).isRegularFile();
        assertPulled(registry.directory());
    }

    /** A registry from its beginning, on the server. */
    private GitDirectoryFixture registry() throws IOException {
        GitDirectoryFixture registry = GitDirectoryFixture.init(temporary.resolve("registry"));
        MavenRun.goal(
                        registry.directory(),
                        "init",
                        "kind=registry",
                        "ci=github-actions,circleci,travis",
                        "title=Acme's containers",
                        "registryRepository=" + gitUrl("acme/registry"))
                .run()
                .succeeded();
        clean(registry.directory());
        publish(registry, "acme/registry");
        return registry;
    }

    private GitDirectoryFixture javaProject() throws IOException {
        GitDirectoryFixture project = GitDirectoryFixture.init(temporary.resolve("java"));
        copy(Path.of("src/it/publish-jib-image/src"), project.directory().resolve("src"));
        String pom = Files.readString(Path.of("src/it/publish-jib-image/pom.xml"));
        for (String version : List.of("surefire.version", "jib.version")) {
            pom = pom.replace("@" + version + "@", propertyOfThisBuild(version));
        }
        String[] plugin = System.getProperty("it.plugin").split(":");
        pom = pom.replace("@project.groupId@", plugin[0])
                .replace("@project.artifactId@", plugin[1])
                .replace("@project.version@", plugin[2]);
        int ours = pom.indexOf("<plugin>\n        <groupId>" + plugin[0]);
        Path file = project.directory().resolve("pom.xml");
        Files.writeString(file, pom.substring(0, ours) + "</plugins></build></project>\n");
        String output = init(project, JAVA, "java");
        assertThat(output).contains("left as it is", "<registry.repository>acme/java</registry.repository>");
        // what a person would do with the snippet
        Files.writeString(
                file,
                pom.substring(0, pom.lastIndexOf("<configuration>\n          <repository>"))
                                .replace("<properties>", properties(output))
                        + "</plugin></plugins></build></project>\n");
        return project;
    }

    private static String propertyOfThisBuild(String name) throws IOException {
        return Files.readString(Path.of("pom.xml")).replaceAll("(?s).*<" + name + ">(.*?)<.*", "$1");
    }

    /** The properties of the snippet, in place of the beginning of those that are there. */
    private static String properties(String output) {
        StringBuilder properties = new StringBuilder("<properties>");
        output.lines()
                .map(line -> line.replace("[INFO]", "").strip())
                .filter(line -> line.startsWith("<registry."))
                .forEach(properties::append);
        return properties.toString();
    }

    private GitDirectoryFixture recipeProject() throws IOException {
        GitDirectoryFixture project = GitDirectoryFixture.init(temporary.resolve("recipe"));
        project.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\nCMD [\"/hello.txt\"]\n")
                .file("hello.txt", "Hello\n");
        init(project, RECIPE, "recipe");
        return project;
    }

    private String init(GitDirectoryFixture project, String repository, String store) throws IOException {
        String output = MavenRun.goal(
                        project.directory(),
                        "init",
                        "kind=container",
                        "ci=github-actions,circleci,travis",
                        "repository=" + repository,
                        "store=" + bucket(store),
                        "storeUrl=" + server.storeUrl(store),
                        "registryRepository=" + gitUrl("acme/registry"))
                .run()
                .succeeded()
                .output();
        clean(project.directory());
        Path pom = project.directory().resolve("pom.xml");
        Files.writeString(pom, onThisMachine(Files.readString(pom), store));
        return onThisMachine(output, store);
    }

    private static String bucket(String store) {
        return "gs://acme-story/" + store;
    }

    /** A directory in place of the bucket: {@code init} refuses one, since CI runs on other machines. */
    private String onThisMachine(String text, String store) {
        return text.replace(bucket(store), "file:" + temporary.resolve("stores").resolve(store));
    }

    /** What the run of Maven has left. */
    private static void clean(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("(maven|settings)\\d+\\..*"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private String gitUrl(String name) {
        return server.gitUrl() + "/" + name + ".git";
    }

    /** Puts what is there onto the server, as a new repository that whoever reaches it may push to. */
    private void publish(GitDirectoryFixture project, String name) throws IOException {
        Path bare = temporary.resolve("git/" + name + ".git");
        project.commit("Begin");
        project.git(
                "clone",
                "-q",
                "--bare",
                ".",
                Files.createDirectories(bare.getParent()).resolve(bare).toString());
        GitDirectoryFixture.at(bare).git("config", "http.receivepack", "true");
        GitDirectoryFixture.at(bare).git("config", "uploadpack.allowAnySHA1InWant", "true");
        project.git("remote", "add", "origin", gitUrl(name));
    }

    /** Runs what the container's CI runs for the tag v1.0. */
    private void proposeByCi(GitDirectoryFixture project, String name) throws IOException {
        publish(project, name);
        Map<String, String> environment = environment(name);
        environment.put("GITHUB_SHA", project.git("rev-parse", "HEAD"));
        environment.put("GITHUB_REF_NAME", "v1.0");
        Map<String, String> secrets = new HashMap<>();
        for (String secret : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "REGISTRY_TOKEN")) {
            secrets.put("secrets." + secret, "");
        }
        secrets.put("vars.AWS_REGION", "");
        secrets.put("github.token", "secret-of-" + name);
        Path workflow = workflow(project, "container");
        Path building = cleanDirectory();
        CiSteps.Ended built = CiSteps.github(workflow, "build").run(building, environment, secrets);
        assertThat(built.exit()).as(built.output()).isZero();
        Path publishing = cleanDirectory();
        copy(building.resolve(HANDED_OVER), publishing.resolve(HANDED_OVER));
        assertProposed(CiSteps.github(workflow, "publish").run(publishing, environment, secrets));
    }

    private static void assertProposed(CiSteps.Ended ended) {
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("Published ", "Pushed update/").doesNotContain("secret-of-");
    }

    /** The same for a later tag by another CI, which has checked it out. */
    private void proposeByOtherCi(
            GitDirectoryFixture project, String variable, String tag, CiSteps build, CiSteps publish)
            throws IOException {
        project.file("hello.txt", "Hello from " + tag + "\n").commit(tag);
        project.git("tag", tag);
        project.git("push", "-q", "origin", tag);
        Path building = cleanDirectory();
        Path publishing = cleanDirectory();
        for (Path directory : List.of(building, publishing)) {
            project.git("clone", "-q", "-b", tag, gitUrl(RECIPE), directory.toString());
        }
        Map<String, String> environment = environment(RECIPE);
        environment.put(variable, tag);
        CiSteps.Ended built = build.run(building, environment, Map.of());
        assertThat(built.exit()).as(built.output()).isZero();
        copy(building.resolve(HANDED_OVER), publishing.resolve(HANDED_OVER));
        environment.put("REGISTRY_TOKEN", "secret-of-" + variable);
        assertProposed(publish.run(publishing, environment, Map.of()));
    }

    private static Path workflow(GitDirectoryFixture project, String name) {
        return project.directory().resolve(".github/workflows/" + name + ".yml");
    }

    /** What forges do with a branch for which a pull request is opened; returns its commit. */
    private static String pull(GitDirectoryFixture origin, int number, String branch) {
        String head = origin.git("rev-parse", "refs/heads/" + branch);
        origin.git("update-ref", "refs/pull/" + number + "/head", head);
        return head;
    }

    private CiSteps.Ended validate(GitDirectoryFixture registry, int pull, String head) throws IOException {
        CiSteps.Ended ended = CiSteps.github(workflow(registry, "validate"), "validate")
                .run(
                        cleanDirectory(),
                        environment("acme/registry"),
                        Map.of(
                                "inputs.pull || github.event.pull_request.number",
                                String.valueOf(pull),
                                "github.event.merge_group.head_ref",
                                "",
                                "github.event.pull_request.head.sha || github.event.merge_group.head_sha",
                                head,
                                "github.event.merge_group.base_sha",
                                "",
                                "github.token",
                                "secret-of-ci"));
        assertThat(ended.output()).doesNotContain("secret-of-ci");
        return ended;
    }

    private CiSteps.Ended validateOnCircleci(GitDirectoryFixture registry, String branch, String head)
            throws IOException {
        Map<String, String> environment = environment("acme/registry");
        environment.put("CIRCLE_BRANCH", branch);
        environment.put("CIRCLE_SHA1", head);
        return CiSteps.circleci(registry.directory().resolve(".circleci/config.yml"), "validate")
                .run(cleanDirectory(), environment, Map.of());
    }

    private CiSteps.Ended validateOnTravis(GitDirectoryFixture registry, int pull, String head) throws IOException {
        Map<String, String> environment = environment("acme/registry");
        environment.put("TRAVIS_PULL_REQUEST", String.valueOf(pull));
        environment.put("TRAVIS_PULL_REQUEST_SHA", head);
        return CiSteps.travis(registry.directory().resolve(".travis.yml"), "validate")
                .run(cleanDirectory(), environment, Map.of());
    }

    /** A blob that is missing, metadata that is broken, and what no contribution may touch. */
    private void refusals(GitDirectoryFixture registry, GitDirectoryFixture origin) throws IOException {
        GitDirectoryFixture missing = byHand(registry, "missing");
        try (Stream<Path> blobs = Files.list(temporary.resolve("stores/missing/sha256"))) {
            for (Path blob : blobs.toList()) {
                Files.delete(blob);
            }
        }
        CiSteps.Ended ended = validate(registry, 3, propose(missing, origin, 3));
        assertThat(ended.exit()).as(ended.output()).isNotZero();
        assertThat(ended.output())
                .containsPattern("ERROR.*BLOB_UNKNOWN acme/missing:1.0: sha256:[0-9a-f]{64} is not at "
                        + server.storeUrl("missing") + "\\. Publish it again \\(registry:publish\\)");

        GitDirectoryFixture broken = byHand(registry, "broken");
        Path tag = broken.directory().resolve("acme/broken/manifests/1.0/README.md");
        Files.writeString(tag, Files.readString(tag).replaceFirst("digest: sha256:", "digest: sha255:"));
        broken.file("registry.yaml", "formatVersion: 1\n").file("acme/broken/.gitattributes", "* text\n");
        ended = validate(registry, 4, propose(broken, origin, 4));
        assertThat(ended.exit()).as(ended.output()).isNotZero();
        assertThat(ended.output())
                .containsPattern("ERROR.*FRONT_MATTER_INVALID .*\\[acme/broken/manifests/1.0/README.md:\\d+]")
                .containsPattern("ERROR.*CHANGE_FORBIDDEN registry.yaml: ")
                .containsPattern("ERROR.*CHANGE_FORBIDDEN acme/broken/.gitattributes: ");
    }

    /** A contribution of a file that is committed without registry:pull-request. */
    private GitDirectoryFixture byHand(GitDirectoryFixture registry, String name) throws IOException {
        Path work = Files.createDirectories(temporary.resolve("work-" + name));
        Files.writeString(work.resolve("file.txt"), name);
        MavenRun.goal(
                        work,
                        "publish",
                        "source=file.txt",
                        "repository=acme/" + name,
                        "tags=1.0",
                        "store=file:" + temporary.resolve("stores").resolve(name),
                        "storeUrl=" + server.storeUrl(name))
                .run()
                .succeeded();
        Path clone = temporary.resolve("clone-" + name);
        registry.git("clone", "-q", gitUrl("acme/registry"), clone.toString());
        copy(work.resolve("target/registry"), clone);
        return GitDirectoryFixture.at(clone);
    }

    private static String propose(GitDirectoryFixture clone, GitDirectoryFixture origin, int number) {
        clone.branch("update/by-hand-" + number).commit("Contribute");
        clone.git("push", "-q", "origin", "HEAD");
        return pull(origin, number, "update/by-hand-" + number);
    }

    private Path deployed(GitDirectoryFixture registry) throws IOException {
        Map<String, String> environment = environment("acme/registry");
        environment.put("GITHUB_SHA", registry.git("rev-parse", "HEAD"));
        Path work = cleanDirectory();
        CiSteps.Ended ended = CiSteps.github(workflow(registry, "site"), "site")
                .run(
                        work,
                        environment,
                        Map.of(
                                "github.token",
                                "secret-of-ci",
                                "github.server_url",
                                server.gitUrl(),
                                "github.repository",
                                "acme/registry.git"));
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("0 errors").doesNotContain("secret-of-ci");
        return work.resolve("target/registry-site");
    }

    /** Everything that CI and its machine pass to every step. */
    private Map<String, String> environment(String repository) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", tools.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put(
                "MAVEN_OPTS", MavenRun.JVM + " -Dregistry.forge=none -Dregistry.allowedHosts=" + server.authority());
        environment.put("GITHUB_SERVER_URL", server.gitUrl());
        environment.put("GITHUB_REPOSITORY", repository + ".git");
        environment.put("BUILDAH_ISOLATION", "chroot");
        environment.put("CONTAINERS_STORAGE_CONF", tools.resolve("storage.conf").toString());
        return environment;
    }

    private Path cleanDirectory() throws IOException {
        return Files.createDirectories(temporary.resolve("run-" + ++runs + "/work"));
    }

    private void assertPulled(Path registry) throws IOException {
        MavenRun.goal(registry, "site", "host=local").run().succeeded();
        MavenRun.Started serving = MavenRun.goal(registry, "serve", "port=0").start();
        try {
            serving.awaitSaid("until Ctrl-C");
            String address = serving.output().replaceAll("(?s).*http://(127\\.0\\.0\\.1:[0-9]+)/.*", "$1");
            RealClient podman = RealClient.containers("podman", temporary);
            for (String name : List.of(JAVA, RECIPE)) {
                String id = podman.run(temporary, "pull", "-q", "--tls-verify=false", address + "/" + name + ":1.0");
                assertThat(podman.run(temporary, "image", "inspect", "--format", "{{len .RootFS.Layers}}", id))
                        .isNotEqualTo("0");
            }
        } finally {
            serving.kill();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
