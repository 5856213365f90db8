package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the goal as a process cover what it does while it serves. */
@MojoTest
class ServeMojoTest {

    @TempDir
    Path directory;

    @Test
    @InjectMojo(goal = "serve")
    void serve_withoutSite_reportsHowToMakeOne(ServeMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("SITE_UNKNOWN " + directory.resolve("target/registry-site"))
                .withMessageContaining("registry:site");
    }

    @Test
    @InjectMojo(goal = "serve")
    @MojoParameter(name = "port", value = "70000")
    void port_invalid_isRefused(ServeMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("70000");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "serve")
    @MojoParameter(name = "directory", value = "/no/such/directory")
    void serve_ofADirectoryThatIsMissing_fails(ServeMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID /no/such/directory: ");
    }
}
