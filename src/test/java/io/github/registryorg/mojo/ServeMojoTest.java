package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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

    @Test
    @InjectMojo(goal = "serve")
    @MojoParameter(name = "push", value = "true")
    @MojoParameter(name = "store", value = "file:store")
    void port_inUse_leavesTheFileOfTheServerThatHasIt(ServeMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        Path file = directory.resolve("target/registry-port");
        Files.createDirectories(file.getParent());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, Integer.toString(taken.getLocalPort()));
            Field port = ServeMojo.class.getDeclaredField("port");
            port.setAccessible(true);
            port.setInt(mojo, taken.getLocalPort());

            assertThatExceptionOfType(MojoFailureException.class)
                    .isThrownBy(mojo::execute)
                    .withMessageContaining(Integer.toString(taken.getLocalPort()));
            assertThat(file).content().isEqualTo(Integer.toString(taken.getLocalPort()));
        }
    }
}
