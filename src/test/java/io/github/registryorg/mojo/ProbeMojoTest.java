package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.remote.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class ProbeMojoTest {

    @TempDir
    Path directory;

    @Test
    @InjectMojo(goal = "probe")
    void probe_withoutUrl_fails(ProbeMojo mojo) {
        TestProject.in(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("registry.url");
    }

    @Test
    @InjectMojo(goal = "probe")
    @MojoParameter(name = "repository", value = "acme/app")
    void probe_faultyRegistry_failsOnceWithClients(ProbeMojo mojo) throws Exception {
        RecordingLog log = TestProject.without(directory, mojo);
        try (LoopbackServer empty = LoopbackServer.start(LoopbackServer.status(404))) {
            mojo.url = empty.url("/");
            assertThatExceptionOfType(MojoFailureException.class)
                    .isThrownBy(mojo::execute)
                    .withMessage("REGISTRY_FAULTY " + empty.url("/")
                            + ": 2 faults make clients fail. See above, and the report.");
        }
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("ERROR BASE_MISSING the response to GET /v2/ is not 200."))
                .contains(
                        "ERROR     GET /v2/: status 404",
                        "ERROR     crane: pull, list fail: GET …/v2/: unexpected status code 404 Not Found",
                        "ERROR     cosign: referrers, verify fail: GET …/v2/: unexpected status code 404 Not Found")
                .noneMatch(line -> line.contains("Right: "))
                .anyMatch(line -> line.startsWith("WARN ERROR_NOT_JSON"));
        assertThat(Files.readString(directory.resolve("target/registry-probe.json")))
                .contains("\"fault\" : \"TAG_LIST_MISSING\"");
    }
}
