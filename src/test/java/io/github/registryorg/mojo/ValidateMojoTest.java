package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.when;

import io.github.registryorg.contribute.ForgeStub;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.report.CodePage;
import io.github.registryorg.report.GitHubRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class ValidateMojoTest {

    @TempDir
    Path directory;

    @Test
    @InjectMojo(goal = "validate")
    void findings_several_areLoggedThenFailOnce(ValidateMojo mojo) throws IOException {
        Path repository = Files.createDirectories(directory.resolve("acme/app"));
        Files.writeString(repository.resolve("README.md"), "---\nlayout: collection\ncolour: red\n---\n");
        Files.createDirectories(repository.resolve("manifests/1.0"));
        Files.writeString(
                repository.resolve("manifests/1.0/README.md"), "---\nlayout: manifests/oci\ndigest: none\n---\n");
        Files.createDirectories(repository.resolve("manifests/2.0"));
        Files.writeString(repository.resolve("manifests/2.0/README.md"), "---\n- a list\n---\n");
        RecordingLog log = TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("METADATA_INVALID the metadata has ");
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("WARN KEY_UNKNOWN ") && line.endsWith("[acme/app/README.md:3]"))
                .anyMatch(line -> line.startsWith("ERROR FRONT_MATTER_INVALID ")
                        && line.endsWith("[acme/app/manifests/1.0/README.md:3]"))
                .anyMatch(line -> line.startsWith("ERROR FRONT_MATTER_INVALID ")
                        && line.endsWith("[acme/app/manifests/2.0/README.md:2]"))
                .anyMatch(line -> line.startsWith("INFO Checked 1 repository with 2 tags and 0 blobs: "));
    }

    @Test
    @InjectMojo(goal = "validate")
    void directory_withRegistryYaml_isTheRegistry(ValidateMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        Files.createDirectories(directory.resolve("target/registry/no/such/repository"));
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .containsExactly("INFO Checked 0 repositories with 0 tags and 0 blobs: 0 errors, 0 warnings.");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "directory", value = "/no/such/directory")
    void metadata_absent_isReported(ValidateMojo mojo) {
        TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("CONFIGURATION_INVALID /no/such/directory: does not exist");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "storeMap", value = "no equals sign")
    void properties_invalid_areReported(ValidateMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("no equals sign")
                .withMessageContaining("=");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "host", value = "github-pages")
    void hostThatTypesByName_reportsTagsLikePages(ValidateMojo mojo) {
        RegistryDirectory.wellFormed(directory)
                .tag("acme/app", "page.html", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        RecordingLog log = TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(mojo::execute);

        assertThat(log.lines)
                .filteredOn(line -> line.startsWith("ERROR"))
                .singleElement()
                .asString()
                .startsWith("ERROR TAG_SCRIPTABLE acme/app:page.html: github-pages would serve")
                .endsWith("[acme/app/manifests/page.html/README.md]");
    }

    private void oneWarning() throws IOException {
        Files.createDirectories(directory.resolve(".git"));
        Path registry = Files.createDirectories(directory.resolve("registry"));
        Files.writeString(registry.resolve("registry.yaml"), "formatVersion: 1\ncolour: red\n");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "failOn", value = "warning")
    void reports_wanted_areWrittenAndHaveNothingOfTheMachine(ValidateMojo mojo) throws Exception {
        oneWarning();
        RecordingLog log = TestProject.without(directory.resolve("registry"), mojo);
        Path reports = directory.resolve("new/reports");
        mojo.reports = reports.toFile();

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessage("METADATA_INVALID the metadata has 1 warning, and registry.failOn is warning.");

        assertThat(log.lines)
                .containsSequence(
                        "INFO What the codes mean: " + CodePage.URL,
                        "INFO Wrote the reports into " + reports,
                        "INFO Checked 0 repositories with 0 tags and 0 blobs: 0 errors, 1 warning.");
        assertThat(reports).isDirectoryContaining("glob:**/validate.junit.xml");
        try (Stream<Path> all = Files.list(reports)) {
            assertThat(all)
                    .hasSize(5)
                    .allSatisfy(file ->
                            assertThat(file).content().contains("colour").doesNotContain(directory.toString()));
        }
        assertThat(reports.resolve("validate.sarif")).content().contains("\"registry/registry.yaml\"");
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "base", value = "no-such-branch")
    void reports_ofWhatCouldNotBeValidated_sayWhy(ValidateMojo mojo) throws Exception {
        oneWarning();
        TestProject.without(directory.resolve("registry"), mojo);
        mojo.reports = directory.resolve("reports").toFile();

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(mojo::execute);

        assertThat(directory.resolve("reports/validate.md"))
                .content()
                .contains("## Failed: 1 error", "REVISION_UNKNOWN")
                .doesNotContain(directory.toString());
    }

    @Test
    @InjectMojo(goal = "validate")
    void run_onGitHub_isRecognised(ValidateMojo mojo) {
        TestProject.without(directory, mojo);
        assertThat(mojo.reports().gitHub()).isEmpty();
        Properties properties = new Properties();
        properties.setProperty("env.GITHUB_ACTIONS", "true");
        properties.setProperty("env.GITHUB_STEP_SUMMARY", "/summary.md");
        when(mojo.session.getSystemProperties()).thenReturn(properties);

        assertThat(mojo.reports().gitHub()).contains(new GitHubRun(Path.of("/summary.md")));
    }

    @Test
    @InjectMojo(goal = "validate")
    void validate_ofADirectoryThatIsNotARegistry_failsWithOneSentence(ValidateMojo mojo) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("com/acme/tags"));
        Files.writeString(sources.resolve("Tag.java"), "class Tag {}");
        RecordingLog log = TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("REGISTRY_UNKNOWN " + directory + ": is not a registry: ");
        assertThat(log.lines).isEmpty();
    }

    @Test
    @InjectMojo(goal = "validate")
    @MojoParameter(name = "directory", value = "/dev/null")
    void validate_ofAFile_fails(ValidateMojo mojo) {
        TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID /dev/null: is not a directory");
    }

    private String topic;

    /** A clone in which a pull request changes what bob owns, and the event that a workflow of the base gets for it. */
    private void checkOut(ValidateMojo mojo, ForgeStub forge, String user) throws IOException {
        String host = forge.url().origin().replace("http://", "");
        GitDirectoryFixture git = GitDirectoryFixture.init(directory.resolve("registry"));
        git.file(
                "registry.yaml",
                "formatVersion: 1\nrules: {emptyRepositories: true}\nowners:\n  acme:\n  - {user: bob, id: 1002, forge: '"
                        + host + "'}\n");
        String base = git.commit("The registry");
        git.branch("topic").file("acme/app/README.md", "---\nlayout: collection\n---\n");
        topic = git.commit("Contribute");
        git.switchTo("main");
        git.git(
                "update-ref",
                "refs/remotes/origin/main",
                git.file("README.md", "newer\n").commit("More"));
        String pull = "{\"number\": 5, \"user\": " + user + ", \"head\": {\"ref\": \"topic\", \"sha\": \"" + topic
                + "\", \"repo\": {\"full_name\": \"bob/registry\"}}, \"base\": {\"ref\": \"main\", \"sha\": \""
                + base + "\", \"repo\": {\"full_name\": \"acme/registry\"}}}";
        Path event = Files.writeString(
                directory.resolve("event.json"),
                "{\"action\": \"opened\", \"pull_request\": " + pull
                        + ", \"repository\": {\"full_name\": \"acme/registry\"}, \"sender\": " + user + "}");
        forge.on("GET /api/v3/repos/acme/registry/pulls/5", 200, pull)
                .on(
                        "GET /api/v3/repos/bob/registry/activity?per_page=100&ref=refs%2Fheads%2Ftopic",
                        200, "[{\"activity_type\": \"push\", \"after\": \"" + topic + "\", \"actor\": " + user + "}]")
                .on("GET /api/v3/repos/acme/registry/pulls/5/commits?per_page=100", 200, "[]");
        mojo.environment = Map.of(
                "GITHUB_EVENT_NAME",
                "pull_request_target",
                "GITHUB_EVENT_PATH",
                event.toString(),
                "GITHUB_REPOSITORY",
                "acme/registry",
                "GITHUB_SERVER_URL",
                forge.url().origin(),
                "GITHUB_WORKSPACE",
                git.directory().toString(),
                "GITHUB_TOKEN",
                "t0k3n");
    }

    @Test
    @InjectMojo(goal = "validate")
    void pullRequest_byItsOwner_isValidatedByTheEvent(ValidateMojo mojo) throws Exception {
        try (ForgeStub forge = new ForgeStub()) {
            checkOut(mojo, forge, "{\"login\": \"bob\", \"id\": 1002, \"type\": \"User\"}");
            RecordingLog log = TestProject.without(directory.resolve("registry"), mojo);

            mojo.execute();

            assertThat(log.lines)
                    .contains(
                            "INFO Base refs/remotes/origin/main, head " + topic
                                    + ", by pull_request_target of acme/registry#5.",
                            "INFO 1 file changed. Checked 1 repository with 0 tags and 0 blobs: 0 errors, 0 warnings.")
                    .anyMatch(line -> line.startsWith("INFO Contributed by bob (id 1002), by 127.0.0.1:"));
        }
    }

    @Test
    @InjectMojo(goal = "validate")
    void pullRequest_byAStranger_isRefusedByTheEvent(ValidateMojo mojo) throws Exception {
        try (ForgeStub forge = new ForgeStub()) {
            checkOut(mojo, forge, "{\"login\": \"mallory\", \"id\": 66, \"type\": \"User\"}");
            RecordingLog log = TestProject.without(directory.resolve("registry"), mojo);

            assertThatExceptionOfType(MojoFailureException.class)
                    .isThrownBy(mojo::execute)
                    .withMessage("METADATA_INVALID the metadata has 1 error.");
            assertThat(log.lines)
                    .anyMatch(line ->
                            line.startsWith("ERROR OWNER_REQUIRED acme/app: is new in a namespace that belongs to"
                                    + " bob (id 1002): this contribution is made by mallory (id 66) of 127.0.0.1:"))
                    .noneMatch(line -> line.contains("t0k3n"));
        }
    }

    @Test
    @InjectMojo(goal = "validate")
    void event_ofAnotherCheckout_isNotLookedAt(ValidateMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        mojo.environment = Map.of(
                "GITHUB_EVENT_NAME", "pull_request",
                "GITHUB_EVENT_PATH", "/no/such/file",
                "GITHUB_WORKSPACE", directory.resolve("elsewhere").toString());
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .containsExactly("INFO Checked 0 repositories with 0 tags and 0 blobs: 0 errors, 0 warnings.");
    }
}
