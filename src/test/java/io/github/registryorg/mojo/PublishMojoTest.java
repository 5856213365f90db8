package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.LayoutFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MojoTest
class PublishMojoTest {

    @TempDir
    Path directory;

    @BeforeEach
    void source() throws IOException {
        Files.writeString(directory.resolve("hello.txt"), "Hello\n");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:target/store")
    void publish_inProject_usesItsVersionAndDirectories(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(directory.resolve("target/registry/acme/hello/manifests/1.2/README.md"))
                .isRegularFile();
        assertThat(directory.resolve("target/store/sha256")).isNotEmptyDirectory();
        assertThat(log.lines)
                .contains("INFO   store: 2 blobs with 8 bytes written, 0 there already, in file:target/store")
                .contains("INFO   mvn io.github.registry-org:registry-maven-plugin:9.9:site -Dregistry.directory="
                        + directory.resolve("target/registry"));
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "tags", value = "1.0,latest")
    @MojoParameter(name = "store", value = "file:store")
    @MojoParameter(name = "storeUrl", value = "https://storage.example/acme")
    void publish_withoutProject_usesProperties(PublishMojo mojo) throws Exception {
        TestProject.without(directory, mojo);

        mojo.execute();

        Path repository = directory.resolve("target/registry/acme/hello");
        assertThat(repository.resolve("manifests/1.0/README.md")).isRegularFile();
        assertThat(repository.resolve("manifests/latest/README.md")).isRegularFile();
        assertThat(repository.resolve("README.md")).content().contains("\nstore: https://storage.example/acme\n");
        assertThat(directory.resolve("store/sha256")).isNotEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void publish_intoARegistry_namesTheGoalThatChecksIt(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);
        Path registry = Files.createDirectories(directory.resolve("registry"));
        Files.writeString(registry.resolve("registry.yaml"), "formatVersion: 1\n");
        mojo.output = registry.toFile();

        mojo.execute();

        assertThat(log.lines)
                .containsSequence(
                        "INFO Check it, then commit it:",
                        "INFO   mvn io.github.registry-org:registry-maven-plugin:9.9:validate -Dregistry.directory="
                                + registry);
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void publish_withoutProjectAndTags_fails(PublishMojo mojo) {
        TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.tags: is missing.")
                .withMessageContaining("-Dregistry.tags=1.0,latest");
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    void publish_moduleWithPackagingPom_skipsIt(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);
        mojo.project.setPackaging("pom");

        mojo.execute();

        assertThat(log.lines).containsExactly("INFO Nothing to publish: unknown:empty-project builds no image.");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void publish_withoutSource_reportsWhereItLooked(PublishMojo mojo) {
        TestProject.in(directory, mojo);
        Model own = new Model();
        own.addProperty("registry.repository", "acme/hello");
        mojo.project.setOriginalModel(own);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("SOURCE_UNKNOWN unknown:empty-project: no image to publish: "
                        + directory.resolve("target/jib-image.tar") + " is not there.")
                .withMessageContaining("registry.source");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    void publish_withoutStore_fails(PublishMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.store: is missing.");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    @MojoParameter(name = "allowSecrets", value = "env:API_KEY, API_TOKEN")
    void publish_allowedSecretThatIsNotAPlace_isRefused(PublishMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.allowSecrets: ");
        assertThat(directory.resolve("store")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "skip", value = "true")
    void publish_skipped_doesNothing(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(log.lines).containsExactly("INFO Skipped (registry.skip).");
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "tags", value = " 1.0, latest,\n   stable,, ")
    @MojoParameter(name = "store", value = "file:store")
    void listOfTags_withBlanksLineBreaksAndACommaAtItsEnd_isRead(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(directory
                        .resolve("target/registry/acme/hello/manifests")
                        .toFile()
                        .list())
                .containsExactlyInAnyOrder("1.0", "latest", "stable");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void version_withBuildMetadata_isTheTagThatHelmWrites(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        mojo.project.setVersion("1.2.3+build.5");

        mojo.execute();

        assertThat(directory.resolve("target/registry/acme/hello/manifests/1.2.3_build.5"))
                .isDirectory();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "tags", value = "2.0.0-rc.1+5")
    @MojoParameter(name = "store", value = "/srv/x")
    void store_thatIsAPath_isRefusedWithItsAddress(PublishMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith(
                        "STORE_INVALID /srv/x: is not the address of a store. Did you mean file:/srv/x?");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    @MojoParameter(name = "allowSecrets", value = "env:API_KEY")
    void allowSecrets_thatMatchesNothing_isAWarningWithItsName(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("WARN EXCEPTION_UNUSED registry.allowSecrets: allows env:API_KEY,"));
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "Acme/App")
    @MojoParameter(name = "store", value = "file:store")
    void repository_inUpperCase_isRefusedWithItsName(PublishMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("Did you mean acme/app?");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void properties_misspelt_areReportedOnceInABuild(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);
        mojo.session.getUserProperties().setProperty("registry.tag", "2.0");
        mojo.session.getUserProperties().setProperty("registry.other", "x");
        mojo.project.getProperties().setProperty("registry.sotreUrl", "https://storage.example");
        mojo.project.getProperties().setProperty("registry.mirrorOfOurOwn", "https://storage.example");

        mojo.execute();
        mojo.execute();

        assertThat(log.lines.stream().filter(line -> line.contains("PROPERTY_UNKNOWN")))
                .containsExactly(
                        "WARN PROPERTY_UNKNOWN registry.other: has no effect: it is not a property of any goal. registry:help -Ddetail"
                                + " lists all properties.",
                        "WARN PROPERTY_UNKNOWN registry.tag: has no effect: it is not a property of any goal. Did you mean registry.tags?",
                        "WARN PROPERTY_UNKNOWN registry.sotreUrl: has no effect: it is not a property of any goal. Did you mean"
                                + " registry.storeUrl?");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void property_withoutAValue_isRefusedByItsName(PublishMojo mojo) {
        TestProject.in(directory, mojo);
        mojo.session.getUserProperties().setProperty("registry.tags", "");

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.tags: is empty.");
        assertThat(directory.resolve("target")).doesNotExist();
    }

    private Path tag(String name) {
        return directory.resolve("target/registry/acme/hello/manifests/" + name + "/README.md");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void contribution_ofALaterBuild_holdsWhatThatBuildPublished(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.execute();
        mojo.project.setVersion("1.3");
        newBuild(mojo);

        mojo.execute();

        assertThat(tag("1.2")).doesNotExist();
        assertThat(tag("1.3")).isRegularFile();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void contribution_ofTwoExecutionsInOneBuild_holdsBoth(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.execute();
        mojo.project.setVersion("1.3");

        mojo.execute();

        assertThat(tag("1.2")).isRegularFile();
        assertThat(tag("1.3")).isRegularFile();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void contribution_ofTwoExecutionsWithOneTagForTwoFiles_isRefused(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.execute();
        mojo.execute();
        Files.writeString(directory.resolve("hello.txt"), "another");

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("NAME_CONFLICT acme/hello:1.2: this build publishes different images");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void contribution_ofARefusedPublish_isTheOldOne(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.execute();
        mojo.project.setVersion("sha256-" + "0".repeat(64));
        newBuild(mojo);

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(mojo::execute);

        assertThat(tag("1.2")).isRegularFile();
        assertThat(directory.resolve("target/registry/acme/hello/manifests"))
                .isDirectoryNotContaining("glob:**sha256-*");
    }

    @Test
    @InjectMojo(goal = "publish")
    void contribution_ofAModuleThatBuildsNoImageAnyMore_isRemoved(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        mojo.project.setPackaging("pom");
        Files.createDirectories(tag("1.2").getParent());
        Files.writeString(tag("1.2"), "of an earlier build");

        mojo.execute();

        assertThat(directory.resolve("target/registry")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void contribution_withinAGitWorkTreeOfTheBuildDirectory_isOnlyAddedTo(PublishMojo mojo) throws Exception {
        Path output = directory.resolve("target/checkout/metadata");
        Files.createDirectories(directory.resolve("target/checkout/.git"));
        Path other = output.resolve("acme/other/README.md");
        Files.createDirectories(other.getParent());
        Files.writeString(other, "---\n---\n");
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.output = output.toFile();

        mojo.execute();

        assertThat(output.resolve("acme/hello/manifests/1.2/README.md")).isRegularFile();
        assertThat(other).isRegularFile();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void image_thatJibBuiltBeforeThisBuild_isRefusedWhereJibIsStillToRun(PublishMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        newBuild(mojo);
        Path archive = Files.createDirectories(directory.resolve("target")).resolve("jib-image.tar");
        Files.writeString(archive, "of an earlier build");
        Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        PluginExecution execution = new PluginExecution();
        execution.addGoal("buildTar");
        Plugin jib = new Plugin();
        jib.setGroupId("com.google.cloud.tools");
        jib.setArtifactId("jib-maven-plugin");
        jib.addExecution(execution);
        mojo.project.getBuild().addPlugin(jib);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("SOURCE_INVALID " + archive + ": is of an earlier build");
        assertThat(directory.resolve("target/registry")).doesNotExist();
        assertThat(directory.resolve("store")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {MavenExecutionRequest.REACTOR_FAIL_AT_END, MavenExecutionRequest.REACTOR_FAIL_FAST})
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void modules_afterOneThatFails_arePublishedOnlyAtFailAtEnd(String behavior, PublishMojo bad, PublishMojo good)
            throws Exception {
        RecordingLog log = inModule("bad", bad);
        bad.project.setVersion("sha256-" + "0".repeat(64));
        inModule("good", good);
        when(good.session.getReactorFailureBehavior()).thenReturn(behavior);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(
                        () -> new ModulePublishing(good.session, good.execution, log).publishAll(List.of(bad, good)))
                .satisfies(failure ->
                        assertThat(failure.problems().get(0).subject()).isEqualTo("acme:bad"));

        boolean continues = behavior.equals(MavenExecutionRequest.REACTOR_FAIL_AT_END);
        assertThat(Files.exists(directory.resolve("good/target/registry"))).isEqualTo(continues);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "oci:absent")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void source_ofTheCommandLineThatIsAbsent_isNamed(boolean isBound, PublishMojo mojo) {
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.session.getUserProperties().setProperty("registry.source", "oci:absent");
        if (!isBound) {
            mojo.execution =
                    new MojoExecution(mojo.execution.getMojoDescriptor(), "default-cli", MojoExecution.Source.CLI);
        }

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("absent")
                .withMessageNotContaining("jib-image.tar");
    }

    private RecordingLog inModule(String name, PublishMojo mojo) throws IOException {
        Path module = Files.createDirectories(directory.resolve(name));
        Files.writeString(module.resolve("hello.txt"), name);
        RecordingLog log = TestProject.in(module, mojo);
        newBuild(mojo);
        mojo.project.setGroupId("acme");
        mojo.project.setArtifactId(name);
        return log;
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "oci:layout")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void configs_keptByAnEarlierBuild_areRemovedWhereTheyAreNotKeptAnyMore(PublishMojo mojo) throws Exception {
        LayoutFixture layout = new LayoutFixture();
        layout.entry(layout.image("a"), "1.2");
        layout.writeDirectory(directory.resolve("layout"));
        TestProject.in(directory, mojo);
        newBuild(mojo);
        mojo.execute();
        assertThat(digests()).isEqualTo(2);
        newBuild(mojo);
        mojo.keepConfigs = false;

        mojo.execute();

        assertThat(digests()).isEqualTo(1);
        assertThat(tag("1.2")).isRegularFile();
    }

    private long digests() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("target/registry/acme/hello/digests"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    /** What a new Maven session remembers of itself: nothing. */
    private static void newBuild(PublishMojo mojo) {
        Map<String, Object> context = new ConcurrentHashMap<>();
        when(mojo.session.getPluginContext(any(), any())).thenReturn(context);
    }
}
