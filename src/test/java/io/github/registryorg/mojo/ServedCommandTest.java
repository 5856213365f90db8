package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run while a registry is served. */
@MojoTest
class ServedCommandTest {

    @TempDir
    Path directory;

    @Test
    void command_findsTheAddressInItsEnvironment() {
        new ServedCommand("test \"$REGISTRY\" = 127.0.0.1:5000").run("127.0.0.1:5000");
    }

    @Test
    void command_thatFails_isReportedWithItsStatus() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new ServedCommand("exit 7").run("127.0.0.1:5000"))
                .withMessageContaining("COMMAND_FAILED registry.run: the command ended with status 7");
    }

    @Test
    @InjectMojo(goal = "serve")
    @MojoParameter(name = "push", value = "true")
    @MojoParameter(name = "store", value = "file:target/store")
    @MojoParameter(name = "run", value = "test -n \"$REGISTRY\"")
    void serve_withACommand_startsEmptyAndEndsWithIt(ServeMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        Path stale = directory.resolve("target/registry/acme/app/README.md");
        Files.createDirectories(stale.getParent());
        Files.writeString(stale, "---\nlayout: collection\n---\n");
        Files.writeString(directory.resolve("target/registry-port"), "5000");

        mojo.execute();

        assertThat(stale).doesNotExist();
        // the command has the port from its environment
        assertThat(directory.resolve("target/registry-port")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "serve")
    @MojoParameter(name = "push", value = "true")
    @MojoParameter(name = "store", value = "file:target/store")
    @MojoParameter(name = "run", value = "exit 3")
    void serve_withACommandThatFails_fails(ServeMojo mojo) {
        TestProject.in(directory, mojo);

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("ended with status 3");
    }
}
