package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class PublishMojoTest {

    @TempDir
    Path folder;

    @BeforeEach
    void source() throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "Hello\n");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:target/store")
    void aProjectGivesItsVersionAsTagAndItsFolders(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(folder, mojo);

        mojo.execute();

        assertThat(folder.resolve("target/registry/acme/hello/manifests/1.2/README.md"))
                .isRegularFile();
        assertThat(folder.resolve("target/store/sha256")).isNotEmptyDirectory();
        assertThat(log.lines)
                .contains("INFO   store: 2 blobs with 8 bytes written, 0 there already, in file:target/store")
                .contains("INFO   mvn io.github.registry-org:registry-maven-plugin:9.9:site -Dregistry.directory="
                        + folder.resolve("target/registry"));
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "tags", value = "1.0,latest")
    @MojoParameter(name = "store", value = "file:store")
    @MojoParameter(name = "storeUrl", value = "https://storage.example/acme")
    void withoutAProjectEverythingIsSaid(PublishMojo mojo) throws Exception {
        TestProject.without(folder, mojo);

        mojo.execute();

        Path repository = folder.resolve("target/registry/acme/hello");
        assertThat(repository.resolve("manifests/1.0/README.md")).isRegularFile();
        assertThat(repository.resolve("manifests/latest/README.md")).isRegularFile();
        assertThat(repository.resolve("README.md")).content().contains("\nstore: https://storage.example/acme\n");
        assertThat(folder.resolve("store/sha256")).isNotEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void withoutAProjectThereIsNoVersionToTakeAsTag(PublishMojo mojo) {
        TestProject.without(folder, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.tags: is missing.")
                .withMessageContaining("-Dregistry.tags=1.0,latest");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    void aModuleThatOnlyHoldsOthersHasNothingToPublish(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(folder, mojo);
        mojo.project.setPackaging("pom");

        mojo.execute();

        assertThat(log.lines).containsExactly("INFO Nothing to publish: unknown:empty-project builds no image.");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void withoutASourceItSaysWhereItLooked(PublishMojo mojo) {
        TestProject.in(folder, mojo);
        Model own = new Model();
        own.addProperty("registry.repository", "acme/hello");
        mojo.project.setOriginalModel(own);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("SOURCE_UNKNOWN unknown:empty-project: there is no image to publish: "
                        + folder.resolve("target/jib-image.tar") + " is not there.")
                .withMessageContaining("registry.source");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    void theStoreIsNeverGuessed(PublishMojo mojo) {
        TestProject.in(folder, mojo);

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
    void publish_allowedSecretThatIsNoPlace_isRefused(PublishMojo mojo) {
        TestProject.in(folder, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.allowSecrets: ");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "skip", value = "true")
    void skippedItDoesNothing(PublishMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(folder, mojo);

        mojo.execute();

        assertThat(log.lines).containsExactly("INFO Skipped (registry.skip).");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "tags", value = " 1.0, latest,\n   stable,, ")
    @MojoParameter(name = "store", value = "file:store")
    void listOfTags_withBlanksLineBreaksAndACommaAtItsEnd_isRead(PublishMojo mojo) throws Exception {
        TestProject.in(folder, mojo);

        mojo.execute();

        assertThat(folder.resolve("target/registry/acme/hello/manifests")
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
        TestProject.in(folder, mojo);
        mojo.project.setVersion("1.2.3+build.5");

        mojo.execute();

        assertThat(folder.resolve("target/registry/acme/hello/manifests/1.2.3_build.5"))
                .isDirectory();
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "tags", value = "2.0.0-rc.1+5")
    @MojoParameter(name = "store", value = "/srv/x")
    void store_thatIsAPath_isRefusedWithItsAddress(PublishMojo mojo) {
        TestProject.in(folder, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith(
                        "STORE_INVALID /srv/x: is not the address of a store. Did you mean file:/srv/x?");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "Acme/App")
    @MojoParameter(name = "store", value = "file:store")
    void repository_inUpperCase_isRefusedWithItsName(PublishMojo mojo) {
        TestProject.in(folder, mojo);

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
        RecordingLog log = TestProject.in(folder, mojo);
        mojo.session.getUserProperties().setProperty("registry.tag", "2.0");
        mojo.session.getUserProperties().setProperty("registry.other", "x");
        mojo.project.getProperties().setProperty("registry.sotreUrl", "https://storage.example");
        mojo.project.getProperties().setProperty("registry.mirrorOfOurOwn", "https://storage.example");

        mojo.execute();
        mojo.execute();

        assertThat(log.lines.stream().filter(line -> line.contains("PROPERTY_UNKNOWN")))
                .containsExactly(
                        "WARN PROPERTY_UNKNOWN registry.other: has no effect: no goal knows it. registry:help -Ddetail"
                                + " lists all properties.",
                        "WARN PROPERTY_UNKNOWN registry.tag: has no effect: no goal knows it. Did you mean registry.tags?",
                        "WARN PROPERTY_UNKNOWN registry.sotreUrl: has no effect: no goal knows it. Did you mean"
                                + " registry.storeUrl?");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void property_withoutAValue_isRefusedByItsName(PublishMojo mojo) {
        TestProject.in(folder, mojo);
        mojo.session.getUserProperties().setProperty("registry.tags", "");

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.tags: is empty.");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    private Path tag(String name) {
        return folder.resolve("target/registry/acme/hello/manifests/" + name + "/README.md");
    }

    @Test
    @InjectMojo(goal = "publish")
    @MojoParameter(name = "source", value = "hello.txt")
    @MojoParameter(name = "repository", value = "acme/hello")
    @MojoParameter(name = "store", value = "file:store")
    void contribution_ofALaterBuild_holdsWhatThatBuildPublished(PublishMojo mojo) throws Exception {
        TestProject.in(folder, mojo);
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
        TestProject.in(folder, mojo);
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
    void contribution_ofARefusedPublish_isTheOldOne(PublishMojo mojo) throws Exception {
        TestProject.in(folder, mojo);
        newBuild(mojo);
        mojo.execute();
        mojo.project.setVersion("sha256-" + "0".repeat(64));
        newBuild(mojo);

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(mojo::execute);

        assertThat(tag("1.2")).isRegularFile();
        assertThat(folder.resolve("target/registry/acme/hello/manifests")).isDirectoryNotContaining("glob:**sha256-*");
    }

    @Test
    @InjectMojo(goal = "publish")
    void contribution_ofAModuleThatBuildsNoImageAnyMore_isRemoved(PublishMojo mojo) throws Exception {
        TestProject.in(folder, mojo);
        mojo.project.setPackaging("pom");
        Files.createDirectories(tag("1.2").getParent());
        Files.writeString(tag("1.2"), "of an earlier build");

        mojo.execute();

        assertThat(folder.resolve("target/registry")).doesNotExist();
    }

    /** What a new Maven session remembers of itself: nothing. */
    private static void newBuild(PublishMojo mojo) {
        Map<String, Object> context = new ConcurrentHashMap<>();
        when(mojo.session.getPluginContext(any(), any())).thenReturn(context);
    }
}
