package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.metadata.RegistryFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class SiteMojoTest {

    @TempDir
    Path directory;

    @Test
    @InjectMojo(goal = "site")
    void site_made_logsTheNextCommand(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        RegistryFixture.write(directory, 1, 2, "https://storage.example/acme");
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        Path site = directory.resolve("target/registry-site");
        assertThat(site.resolve("v2/team00/app00000/manifests/1.1")).isRegularFile();
        assertThat(log.lines.get(0))
                .startsWith("INFO Made the site of 1 repository with 2 tags: ")
                .endsWith(" files in " + site);
        assertThat(log.lines)
                .contains("INFO   mvn io.github.registry-org:registry-maven-plugin:9.9:serve -Dregistry.directory="
                        + directory + " -Dregistry.site=" + site)
                .contains("INFO   podman pull --tls-verify=false 127.0.0.1:5000/team00/app00000:1.1");

        assertThat(log.lines.subList(
                        log.lines.indexOf("INFO What each client can do with it on local:"), log.lines.size()))
                .hasSize(9)
                .last()
                .isEqualTo("INFO   crane                      yes   yes");

        log.lines.clear();
        mojo.execute();
        assertThat(log.lines.get(0)).startsWith("INFO Nothing has changed in the site of 1 repository with 2 tags: ");
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "host", value = "github-pages, s3")
    void site_ofMetadataWithWarnings_printsEachOnce(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\ncolour: red\n");
        RegistryFixture.write(directory, 1, 1, "https://storage.example/acme");
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .filteredOn(line -> line.startsWith("WARN KEY_UNKNOWN") && line.contains("colour"))
                .hasSize(1);
    }

    @Test
    @InjectMojo(goal = "site")
    void warnings_moreThanAHundred_areCounted(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        for (int i = 0; i < 103; i++) {
            Path repository = Files.createDirectories(directory.resolve("acme/app" + i));
            Files.writeString(repository.resolve("README.md"), "---\nlayout: collection\ncolour: red\n---\n");
        }
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .filteredOn(line -> line.startsWith("WARN KEY_UNKNOWN"))
                .hasSize(100);
        assertThat(log.lines)
                .contains("WARN … and 3 more warnings about the metadata. Run registry:validate to see all.");
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "storeMap", value = "https://storage.example/acme=file:store")
    void command_whereBlobsAreElsewhere_saysSo(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .anySatisfy(line -> assertThat(line)
                        .contains(":serve ")
                        .endsWith(" -Dregistry.storeMap=https://storage.example/acme=file:store"));
    }

    @Test
    @InjectMojo(goal = "site")
    void command_withAnyPath_isOneWordForTheShell(SiteMojo mojo) throws Exception {
        Path registry = Files.createDirectories(directory.resolve("the team's $HOME"));
        Files.writeString(registry.resolve("registry.yaml"), "formatVersion: 1\n");
        RecordingLog log = TestProject.without(registry, mojo);

        mojo.execute();

        assertThat(log.lines)
                .contains("INFO   mvn io.github.registry-org:registry-maven-plugin:9.9:serve"
                        + " '-Dregistry.directory=" + directory + "/the team'\\''s $HOME'"
                        + " '-Dregistry.site=" + directory + "/the team'\\''s $HOME/target/registry-site'");
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "directory", value = "/no/such/directory")
    void metadata_absent_failsWithoutSite(SiteMojo mojo) {
        TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("CONFIGURATION_INVALID /no/such/directory: does not exist")
                .withMessageContaining("-Dregistry.directory");
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "host", value = "github-pages")
    void site_beyondHostLimits_isReported(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        RegistryFixture.write(directory, 1, 2, "https://storage.example/acme");
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .contains("INFO What each client can do with it on github-pages:")
                .anyMatch(line -> line.startsWith("INFO   (1) manifests are not served as their media types."))
                .contains("INFO       podman, skopeo: unsupported schema version 2")
                .noneMatch(line -> line.contains(":serve"));
        assertThat(directory.resolve("target/registry-site/.nojekyll")).isEmptyFile();
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "host", value = "gopher")
    void host_unknown_isReportedWithKnownOnes(SiteMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("github-pages, gitlab-pages, local, netlify, nginx, s3");
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "host", value = "github-pages, s3")
    void hosts_several_haveASiteEach(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        RegistryFixture.write(directory, 1, 2, "https://storage.example/acme");
        RecordingLog log = TestProject.without(directory, mojo);

        mojo.execute();

        Path sites = directory.resolve("target/registry-site");
        assertThat(sites.resolve("github-pages/.nojekyll")).exists();
        assertThat(sites.resolve("s3/-/host/blobs.tsv")).exists();
        assertThat(sites.resolve("v2")).doesNotExist();
        assertThat(log.lines)
                .contains(
                        "INFO What each client can do with it on github-pages:",
                        "INFO What each client can do with it on s3:");
    }

    @Test
    @InjectMojo(goal = "site")
    @MojoParameter(name = "host", value = "github-pages, s3")
    void site_insideAnotherSite_isRefused(SiteMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        Path base = Files.createDirectories(directory.resolve("target/registry-site/v2"));
        Files.writeString(base.resolve("index.html"), "{}");

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("is in a directory that is a site itself");
    }

    @Test
    @InjectMojo(goal = "site")
    void metadata_invalid_failsWithoutSite(SiteMojo mojo) throws IOException {
        Path tag = Files.createDirectories(directory.resolve("acme/app/manifests/1.0"));
        Files.writeString(directory.resolve("acme/app/README.md"), "---\nlayout: collection\n---\n");
        Files.writeString(tag.resolve("README.md"), "---\nlayout: manifests/oci\ndigest: none\n---\n");
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(mojo::execute);
        assertThat(directory.resolve("target/registry-site")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "site")
    void site_ofADirectoryThatIsNotARegistry_failsAndLeavesTheOldSite(SiteMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        TestProject.without(directory, mojo);
        mojo.execute();
        Files.delete(directory.resolve("registry.yaml"));

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("REGISTRY_UNKNOWN " + directory + ": ");
        assertThat(directory.resolve("target/registry-site/v2/index.html")).isRegularFile();
    }
}
