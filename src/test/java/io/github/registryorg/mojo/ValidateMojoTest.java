package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
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
}
