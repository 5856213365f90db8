package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StoryCi.Service;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.CiSteps;
import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.MavenCentral;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.StagedRelease;
import io.github.registryorg.testkit.StoryServer;
import io.github.registryorg.testkit.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole story: a registry and two repositories that build containers, all created by {@code registry:init} of the
 * release that is staged, on a git server; each publishes into a store of its own and proposes; the CI that was written
 * for the registry accepts both, refuses what is broken, and deploys; what is merged is pulled from a web server. What CI
 * runs is read out of the files that were written for it, and begins with nothing but the staged repository and Maven
 * Central.
 */
class StoryIT {

    private static final String JAVA = "acme/java";
    private static final String RECIPE = "acme/recipe";

    @TempDir
    Path temporary;

    private StagedRelease release;
    private LoopbackServer staged;
    private MavenCentral central;
    private StoryServer server;
    private Path settings;
    private Path served;
    private StoryCi ci;

    @BeforeEach
    void begin() throws IOException {
        RealClient.of("podman");
        RealClient.of("rsync");
        RealClient.of("nginx");
        release = StagedRelease.ofThisBuild();
        staged = release.serve();
        central = MavenCentral.start();
        server = StoryServer.start(temporary);
        settings = central.settings(temporary, DocumentationPage.ofSite("getting"), staged);
        served = temporary.resolve("served");
        Path machine = Files.createDirectories(temporary.resolve("machine"));
        ci = new StoryCi(machine, server, central.settings(machine));
    }

    @AfterEach
    void end() {
        Stream.of(staged, central, server).filter(Objects::nonNull).forEach(StoryIT::close);
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void registry_fromNothing_isPulledFrom() throws IOException {
        GitDirectoryFixture registry = registry();
        GitDirectoryFixture origin = GitDirectoryFixture.at(temporary.resolve("git/acme/registry.git"));
        propose(Service.GITHUB, javaProject(), JAVA, "v1.0");
        GitDirectoryFixture recipeProject = recipeProject();
        propose(Service.FORGEJO, recipeProject, RECIPE, "v1.0");
        propose(Service.GITLAB, recipeProject, RECIPE, "v1.1");
        propose(Service.CIRCLECI, recipeProject, RECIPE, "v1.2");
        propose(Service.TRAVIS, recipeProject, RECIPE, "v1.3");
        assertThat(origin.git("ls-tree", "-r", "--name-only", "update/acme+recipe"))
                .contains(
                        "acme/recipe/manifests/1.0/README.md",
                        "acme/recipe/manifests/1.1/README.md",
                        "acme/recipe/manifests/1.2/README.md",
                        "acme/recipe/manifests/1.3/README.md");

        pull(origin, 1, "update/acme+java");
        pull(origin, 2, "update/acme+recipe");
        for (Service service : Service.values()) {
            boolean isJava = service.ordinal() % 2 == 0;
            CiSteps.Ended ended = isJava
                    ? ci.validate(service, registry, 1, "update/acme+java")
                    : ci.validate(service, registry, 2, "update/acme+recipe");
            assertThat(ended.exit()).as(ended.output()).isZero();
            assertThat(ended.output())
                    .contains("New:", "0 errors")
                    .contains((isJava ? JAVA : RECIPE) + ":latest: sha256:");
        }
        refusals(registry, origin);

        for (String branch : List.of("update/acme+java", "update/acme+recipe")) {
            registry.git("fetch", "-q", "origin");
            registry.git("merge", "-q", "--no-ff", "-m", "Merge " + branch, "origin/" + branch);
        }
        registry.git("push", "-q", "origin", "main");
        Map<String, String> first = null;
        for (Service service : Service.values()) {
            FileTrees.clear(served);
            Files.createDirectory(served);
            ci.deploy(service, registry);
            Map<String, String> files = FileTrees.of(served.resolve("v2"));
            assertThat(files).containsKeys("acme/java/tags/list", "acme/recipe/manifests/latest");
            assertThat(files).as(service.id()).isEqualTo(first == null ? files : first);
            first = files;
        }
        assertPulled();
        assertFromCentralAndTheStagedRepository();
    }

    /** With the plugin of the release, on the machine of somebody who works on the registry. */
    private MavenRun goal(Path directory, String goal, String... properties) {
        MavenRun run = MavenRun.of(directory, release.plugin() + ":" + goal)
                .maven(System.getProperty("it.commonMaven"))
                .settings(settings)
                .localRepository(temporary.resolve("local"));
        for (String property : properties) {
            run.with("-Dregistry." + property);
        }
        return run;
    }

    private static String services() {
        return Stream.of(Service.values()).map(Service::id).collect(Collectors.joining(","));
    }

    /** A registry from its beginning, on the server. */
    private GitDirectoryFixture registry() throws IOException {
        GitDirectoryFixture registry = GitDirectoryFixture.init(temporary.resolve("registry"));
        goal(
                        registry.directory(),
                        "init",
                        "kind=registry",
                        "ci=" + services(),
                        "host=nginx",
                        "target=ssh://deploy@www.acme.example" + served,
                        "title=Acme's containers",
                        "pluginRepository=" + staged.url("/"),
                        "registryRepository=" + gitUrl("acme/registry"))
                .run()
                .succeeded();
        clean(registry.directory());
        publish(registry, "acme/registry");
        return registry;
    }

    private GitDirectoryFixture javaProject() throws IOException {
        GitDirectoryFixture project = GitDirectoryFixture.init(temporary.resolve("java"));
        FileTrees.copy(
                Path.of("src/it/publish-jib-image/src"), project.directory().resolve("src"));
        String pom = Files.readString(Path.of("src/it/publish-jib-image/pom.xml"));
        for (String version : List.of("surefire.version", "jib.version")) {
            pom = pom.replace("@" + version + "@", propertyOfThisBuild(version));
        }
        // without what is ours
        pom = pom.substring(0, pom.lastIndexOf("<plugin>")) + "</plugins></build></project>\n";
        Path file = Files.writeString(project.directory().resolve("pom.xml"), pom);
        String output = init(project, JAVA, "java");
        assertThat(output).contains("left as it is", "<registry.repository>acme/java</registry.repository>");
        // what a person would do with the snippet
        String snippet = output.replaceAll("(?m)^\\[INFO] ?", "");
        Files.writeString(
                file,
                pom.replace("<properties>", "<properties>" + inside(snippet, "properties"))
                        .replace("<build>", element(snippet, "pluginRepositories") + "<build>")
                        .replace("</plugins>", element(snippet, "plugin") + "</plugins>"));
        return project;
    }

    private static String propertyOfThisBuild(String name) throws IOException {
        return Files.readString(Path.of("pom.xml")).replaceAll("(?s).*<" + name + ">(.*?)<.*", "$1");
    }

    private static String element(String snippet, String name) {
        return "<" + name + ">" + inside(snippet, name) + "</" + name + ">";
    }

    private static String inside(String snippet, String name) {
        Matcher found =
                Pattern.compile("(?s)<" + name + ">(.*?)</" + name + ">").matcher(snippet);
        assertThat(found.find()).as(snippet).isTrue();
        return found.group(1);
    }

    private GitDirectoryFixture recipeProject() throws IOException {
        GitDirectoryFixture project = GitDirectoryFixture.init(temporary.resolve("recipe"));
        project.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\nCMD [\"/hello.txt\"]\n")
                .file("hello.txt", "Hello\n");
        init(project, RECIPE, "recipe");
        return project;
    }

    private String init(GitDirectoryFixture project, String repository, String store) throws IOException {
        String output = goal(
                        project.directory(),
                        "init",
                        "kind=container",
                        "ci=" + services(),
                        "repository=" + repository,
                        "store=" + bucket(store),
                        "storeUrl=" + server.storeUrl(store),
                        "pluginRepository=" + staged.url("/"),
                        "registryRepository=" + gitUrl("acme/registry"))
                .run()
                .succeeded()
                .output();
        clean(project.directory());
        Path pom = project.directory().resolve("pom.xml");
        Files.writeString(pom, onThisMachine(Files.readString(pom), store));
        publish(project, repository);
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
            for (Path file : files.filter(file -> file.getFileName().toString().matches("maven\\d+\\.log"))
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

    /** Changes a file, pushes that as a tag, and runs what the container's CI runs for it. */
    private void propose(Service service, GitDirectoryFixture project, String name, String tag) throws IOException {
        project.file("hello.txt", "Hello from " + tag + "\n").commit(tag);
        project.git("tag", tag);
        project.git("push", "-q", "origin", tag);
        ci.propose(service, project, name, tag);
    }

    /** What forges do with a branch for which a pull request is opened, or a merge request. */
    private static void pull(GitDirectoryFixture origin, int number, String branch) {
        String head = origin.git("rev-parse", "refs/heads/" + branch);
        origin.git("update-ref", "refs/pull/" + number + "/head", head);
        origin.git("update-ref", "refs/merge-requests/" + number + "/head", head);
    }

    /**
     * Contributions that are committed by hand: one with a blob that is missing, and one with metadata that is broken and
     * what no contribution may touch.
     */
    private void refusals(GitDirectoryFixture registry, GitDirectoryFixture origin) throws IOException {
        Path work = Files.createDirectories(temporary.resolve("work"));
        Files.writeString(work.resolve("file.txt"), "missing");
        Path store = temporary.resolve("stores/missing");
        goal(
                        work,
                        "publish",
                        "source=file.txt",
                        "repository=acme/missing",
                        "tags=1.0",
                        "store=file:" + store,
                        "storeUrl=" + server.storeUrl("missing"))
                .run()
                .succeeded();
        FileTrees.clear(store.resolve("sha256"));
        Path directory = temporary.resolve("by-hand");
        registry.git("clone", "-q", gitUrl("acme/registry"), directory.toString());
        FileTrees.copy(work.resolve("target/registry"), directory);
        GitDirectoryFixture byHand = GitDirectoryFixture.at(directory);
        assertThat(refused(registry, origin, byHand.branch("update/missing"), 3, "update/missing"))
                .containsPattern("ERROR.*BLOB_UNKNOWN acme/missing:1.0: sha256:[0-9a-f]{64} is not at "
                        + server.storeUrl("missing") + "\\. Publish it again \\(registry:publish\\)");

        Path tag = directory.resolve("acme/missing/manifests/1.0/README.md");
        Files.writeString(tag, Files.readString(tag).replaceFirst("digest: sha256:", "digest: sha255:"));
        byHand.file("registry.yaml", "formatVersion: 1\n").file("acme/missing/.gitattributes", "* text\n");
        assertThat(refused(registry, origin, byHand.branch("update/broken"), 4, "update/broken"))
                .containsPattern("ERROR.*FRONT_MATTER_INVALID .*\\[acme/missing/manifests/1.0/README.md:\\d+]")
                .containsPattern("ERROR.*CHANGE_FORBIDDEN registry.yaml: ")
                .containsPattern("ERROR.*CHANGE_FORBIDDEN acme/missing/.gitattributes: ");
    }

    private String refused(
            GitDirectoryFixture registry,
            GitDirectoryFixture origin,
            GitDirectoryFixture work,
            int number,
            String branch)
            throws IOException {
        work.commit("Contribute");
        work.git("push", "-q", "origin", "HEAD");
        pull(origin, number, branch);
        CiSteps.Ended ended = ci.validate(Service.GITHUB, registry, number, branch);
        assertThat(ended.exit()).as(ended.output()).isNotZero();
        return ended.output();
    }

    /** From nginx, which serves what was deployed. */
    private void assertPulled() {
        try (WebServer nginx = WebServer.start("nginx", temporary.resolve("nginx"), served)) {
            RealClient podman = RealClient.containers("podman", temporary);
            for (String name : List.of(JAVA, RECIPE)) {
                String id = podman.run(
                        temporary, "pull", "-q", "--tls-verify=false", nginx.address() + "/" + name + ":1.0");
                assertThat(podman.run(temporary, "image", "inspect", "--format", "{{len .RootFS.Layers}}", id))
                        .isNotEqualTo("0");
            }
        }
    }

    /** Nothing but the plugin came from where it is staged, and nothing from a place that a dependency's pom names. */
    private void assertFromCentralAndTheStagedRepository() throws IOException {
        assertThat(staged.requests())
                .filteredOn(request -> request.endsWith(".jar"))
                .isNotEmpty()
                .allMatch(request -> request.contains("/registry-maven-plugin/" + release.version() + "/"));
        Set<String> places = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ci.localRepository())) {
            for (Path file :
                    files.filter(file -> file.endsWith("_remote.repositories")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    places.add(line.replaceFirst("^#.*|.*>(.*)=$", "$1"));
                }
            }
        }
        assertThat(places).containsExactlyInAnyOrder("", "central-copy", "registry-maven-plugin");
    }
}
