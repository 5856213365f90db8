package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.starter.CiService;
import io.github.registryorg.starter.ContainerStore;
import io.github.registryorg.starter.ImageOptions;
import io.github.registryorg.starter.InitRequest;
import io.github.registryorg.starter.RegistryStarter;
import io.github.registryorg.starter.SiteTarget;
import io.github.registryorg.starter.StorePlace;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class InitMojoTest {

    @TempDir
    Path directory;

    @Test
    @InjectMojo(goal = "init")
    void init_withoutKindAndTerminal_fails(InitMojo mojo) {
        TestProject.without(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("registry.kind: is missing");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    void init_whereOwnersAreNamed_makesCodeOwnersOfThem(InitMojo mojo) throws Exception {
        Files.writeString(
                directory.resolve("registry.yaml"),
                "formatVersion: 1\nkeepers:\n- {user: alice, id: 1}\nowners:\n  acme:\n  - {user: bob, id: 2}\n");
        TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(Files.readString(directory.resolve("CODEOWNERS"))).endsWith("* @alice\n/acme/ @bob @alice\n");

        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\nkeepers:\n- {user: carol, id: 3}\n");
        RecordingLog log = TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(Files.readString(directory.resolve("CODEOWNERS"))).endsWith("* @carol\n");
        assertThat(log.lines).contains("INFO   new: CODEOWNERS", "INFO   left as it is: registry.yaml");
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "container")
    @MojoParameter(name = "repository", value = "acme/app")
    @MojoParameter(name = "store", value = "s3://acme-blobs")
    void init_withMissingProperty_writesNothing(InitMojo mojo) {
        TestProject.without(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("registry.registryRepository: is missing");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    void registry_new_usesThisPlugin(InitMojo mojo) throws Exception {
        Files.writeString(directory.resolve("README.md"), "Mine\n");
        RecordingLog log = TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(log.lines).contains("INFO   left as it is: README.md", "INFO   new: .github/workflows/validate.yml");
        assertThat(directory.resolve("README.md")).hasContent("Mine\n");
        assertThat(directory.resolve("pom.xml")).content().contains("<version>9.9</version>");
        assertThat(directory.resolve(".gitattributes")).content().contains("**/digests/** -text -filter");
        assertThat(directory.resolve(".travis.yml")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    @MojoParameter(name = "ci", value = "github-actions, travis,")
    void registry_thatHasRepositories_getsNoExample(InitMojo mojo) throws Exception {
        Files.createDirectories(directory.resolve("acme/app"));
        Files.writeString(directory.resolve("acme/app/README.md"), "---\nlayout: collection\n---\n");
        TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(directory.resolve("example")).doesNotExist();
        assertThat(directory.resolve("registry.yaml")).isRegularFile();
        assertThat(directory.resolve(".travis.yml")).isRegularFile();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    void registry_withoutRepositories_getsAnExample(InitMojo mojo) throws Exception {
        TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(directory.resolve("example/hello/README.md")).isRegularFile();
    }

    private static Questions answering(OutputStream output, String answers) {
        return new Questions(
                new BufferedReader(new StringReader(answers)), new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @Test
    @InjectMojo(goal = "init")
    void registry_atTerminal_isExplainedAndAskedFor(InitMojo mojo) {
        TestProject.without(directory, mojo);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InitRequest request = mojo.request(
                answering(output, "registy\nregistry\ntravis\n\nacme.example\nhttps://acme.example\nnowhere\n\n\n\n"));

        RegistryStarter starter = ((InitRequest.OfRegistry) request).starter();
        assertThat(starter.services()).containsExactly(CiService.TRAVIS);
        assertThat(starter.title()).isEqualTo(directory.getFileName().toString());
        assertThat(starter.url()).isEqualTo("https://acme.example");
        assertThat(starter.target()).isEqualTo(SiteTarget.of("github-pages", null, Set.of()));
        assertThat(starter.store()).isNull();
        assertThat(starter.owners()).isNull();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .startsWith("Writes the first files of a registry, or of a repository that builds a")
                .contains(
                        "What to begin here, registry or container:   is not a known kind. Set it to registry or container.",
                        directory + "." + System.lineSeparator() + "Files that are there stay as they are.",
                        "  CODEOWNERS                  who has to approve what is proposed",
                        "CI, one or several of github-actions, gitlab-ci, forgejo-actions, circleci, travis, or none"
                                + " [github-actions]: ",
                        "Title of the registry, for its pages [" + directory.getFileName() + "]: ",
                        "What serves the site: github-pages, gitlab-pages, s3, cloudfront, nginx, apache, caddy,"
                                + " cloudflare-pages, netlify [github-pages]:   is not a host that CI deploys to.",
                        "[github-pages]:   Clients that can pull everything from github-pages: apptainer oras://",
                        "  Those that can't pull from it: docker, ",
                        "  because manifests are not served as their media types",
                        "  can't be used. It has to be a web address, such as https://registry.acme.example.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    @MojoParameter(name = "ci", value = "circleci")
    void registry_onAWebServer_isAskedForItsDirectoryAndStore(InitMojo mojo) {
        TestProject.without(directory, mojo);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InitRequest request = mojo.request(
                answering(
                        output,
                        "\n\nnginx\n/srv/registry\nssh://deploy@www.acme.example/srv/registry\n\nminio\nhttps://minio.internal/containers\n"));

        RegistryStarter starter = ((InitRequest.OfRegistry) request).starter();
        assertThat(starter.target().address()).isEqualTo("ssh://deploy@www.acme.example/srv/registry");
        assertThat(starter.store()).isEqualTo(new StorePlace("https://minio.internal/containers"));
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains(
                        "Where the site goes: the directory on the server, such as ssh://deploy@www.acme.example/srv/registry: "
                                + "  can't be used with the host nginx.",
                        "Clients that can pull everything from nginx, if the site is at the root of its host: docker,",
                        "  can't be used. It has to be the address that readers fetch from");
    }

    /** So that CODEOWNERS is made again, whatever the pom says of the host. */
    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    @MojoParameter(name = "ci", value = "none")
    @MojoParameter(name = "host", value = "caddy")
    void registry_withoutCi_needsNoTarget(InitMojo mojo) throws Exception {
        RecordingLog log = TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("INFO Clients that can pull everything from caddy"))
                .contains("INFO   new: pom.xml")
                .noneMatch(line -> line.contains(".yml"));
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    @MojoParameter(name = "storeUrl", value = "file:/srv/blobs")
    void registry_withADirectoryForAStore_isRefusedWhereCiRuns(InitMojo mojo) {
        TestProject.without(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("registry.storeUrl=file:/srv/blobs: is a directory of one machine")
                .withMessageContaining("-Dregistry.ci=none");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "container")
    void container_atTerminal_isAskedForUntilAnswersAreRight(InitMojo mojo) {
        TestProject.without(directory, mojo);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InitRequest request = mojo.request(
                answering(
                        output,
                        "Acme App\nacme/app\nbucket\ns3://acme-blobs\n\n\nhttps://git.example/registry\nmake\ngithub-actions, travis\n"));

        assertThat(request).isInstanceOfSatisfying(InitRequest.OfContainer.class, container -> {
            assertThat(container.repository()).hasToString("acme/app");
            assertThat(container.store()).isEqualTo(new ContainerStore("s3://acme-blobs", null, null));
            assertThat(container.options()).isEqualTo(ImageOptions.NONE);
            assertThat(container.gitUrl()).isEqualTo("https://git.example/registry");
            assertThat(container.services()).containsExactlyInAnyOrder(CiService.GITHUB_ACTIONS, CiService.TRAVIS);
        });
        assertThat(output.toString(StandardCharsets.UTF_8))
                .startsWith("A repository that builds a container publishes it")
                .contains(
                        "  can't be used. It has to be s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or file:DIRECTORY.",
                        "  This can't be left out.",
                        "  is not a known CI. One or several of these, with commas: github-actions, gitlab-ci, forgejo-actions,"
                                + " circleci, travis.");
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "container")
    @MojoParameter(name = "ci", value = "gitlab-ci")
    @MojoParameter(name = "repository", value = "acme/app")
    @MojoParameter(name = "store", value = "s3://acme-blobs")
    @MojoParameter(name = "registryRepository", value = "https://git.example/acme/registry")
    @MojoParameter(name = "builder", value = "buildx")
    @MojoParameter(name = "platforms", value = "linux/amd64,linux/arm64")
    @MojoParameter(name = "signed", value = "true")
    @MojoParameter(name = "sbom", value = "true")
    void container_withEverything_isExplainedByItsReadme(InitMojo mojo) throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .contains(
                        "INFO   new: pom.xml",
                        "INFO   new: .registry/attach.sh",
                        "INFO   new: .gitlab-ci.yml",
                        "INFO Review these files, and commit them. .registry/README.md describes what to set up.");
        assertThat(directory.resolve(".gitlab-ci.yml"))
                .content()
                .contains("--platform linux/amd64,linux/arm64", "aud: sts.amazonaws.com");
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "container")
    @MojoParameter(name = "repository", value = "acme/app")
    @MojoParameter(name = "store", value = "file:/srv/registry/acme")
    @MojoParameter(name = "registryRepository", value = "https://git.example/acme/registry")
    void container_whoseStoreIsADirectory_hasNoCi(InitMojo mojo) {
        TestProject.without(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContainingAll(
                        "registry.store=file:/srv/registry/acme: is a directory of one machine, and the CI runs on others.",
                        "-Dregistry.ci=none");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "container")
    @MojoParameter(name = "ci", value = "none")
    @MojoParameter(name = "repository", value = "acme/app")
    @MojoParameter(name = "store", value = "file:/srv/registry/acme")
    @MojoParameter(name = "registryRepository", value = "https://git.example/acme/registry")
    void container_withoutCi_isPublishedFromThisMachine(InitMojo mojo) throws Exception {
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .filteredOn(line -> line.contains("new: "))
                .containsExactly(
                        "INFO   new: pom.xml",
                        "INFO   new: .mvn/jvm.config",
                        "INFO   new: .gitignore",
                        "INFO   new: .registry/README.md");
        assertThat(directory.resolve(".registry/README.md"))
                .content()
                .contains("podman push --tls-verify=false image $REGISTRY/acme/app:1.0")
                .doesNotContain("Releasing", "AWS_");
    }

    @Test
    @InjectMojo(goal = "init")
    void answers_wrongThreeTimes_fail(InitMojo mojo) {
        TestProject.without(directory, mojo);
        Questions questions = answering(OutputStream.nullOutputStream(), "a\nb\nc\nregistry\n");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> mojo.request(questions))
                .withMessageContaining("registry.kind=c: is not a known kind. Set it to registry or container.");
    }
}
