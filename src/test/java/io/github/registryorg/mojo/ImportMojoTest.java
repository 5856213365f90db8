package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Digest;
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
class ImportMojoTest {

    @TempDir
    Path directory;

    private void tag(String name, String url) throws IOException {
        Path tag = Files.createDirectories(directory.resolve("lab/app/manifests/" + name));
        String digest = Digest.sha256(new byte[0]).toString();
        Files.writeString(
                tag.resolve("README.md"),
                "---\nlayout: manifests/singularity\ndigest: " + digest + "\nlayers:\n- digest: " + digest + "\n  url: "
                        + url + "\n---\n");
    }

    @Test
    @InjectMojo(goal = "import")
    void import_tagsThatFail_listsThemAndFailsOnce(ImportMojo mojo) throws IOException {
        tag("1.0", "http://10.0.0.1/app.sif");
        tag("2.0", "http://192.168.0.1/app.sif");
        RecordingLog log = TestProject.without(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith(
                        "METADATA_INVALID 2 tags could not be imported, with 2 errors. Fix what is listed");
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("ERROR ADDRESS_FORBIDDEN lab/app:1.0: http://10.0.0.1/app.sif ")
                        && line.endsWith("[lab/app/manifests/1.0/README.md:6]"))
                .anyMatch(line -> line.startsWith("ERROR ADDRESS_FORBIDDEN lab/app:2.0: "))
                .contains("INFO   left      lab/app:1.0", "INFO   left      lab/app:2.0")
                .contains("INFO 0 tags imported, 2 left as they are, 0 in OCI format already: 0 files changed.")
                .contains("INFO Report: " + directory.resolve("target/registry-import.json"));
        assertThat(log.lines.stream().filter(line -> line.contains("ADDRESS_FORBIDDEN")))
                .as("each failure is reported once")
                .hasSize(2);
        assertThat(directory.resolve("target/registry-import.json")).isRegularFile();
    }

    @Test
    @InjectMojo(goal = "import")
    @MojoParameter(name = "dryRun", value = "true")
    void import_nothingToImport_reportsIt(ImportMojo mojo) throws Exception {
        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        RecordingLog log = TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(log.lines)
                .containsExactly(
                        "INFO Dry run: 0 tags imported, 0 left as they are, 0 in OCI format already: 0 files changed.",
                        "INFO Report: " + directory.resolve("target/registry-import.json"));
    }

    @Test
    @InjectMojo(goal = "import")
    @MojoParameter(name = "directory", value = "/no/such/directory")
    void import_absentDirectory_fails(ImportMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("CONFIGURATION_INVALID /no/such/directory: does not exist")
                .withMessageContaining("registry.directory");
    }

    @Test
    @InjectMojo(goal = "import")
    void import_ofADirectoryThatIsNotARegistry_fails(ImportMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("REGISTRY_UNKNOWN " + directory + ": ");
        assertThat(directory).isEmptyDirectory();
    }
}
