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
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class PullRequestMojoTest {

    @TempDir
    private Path directory;

    @Test
    @InjectMojo(goal = "pull-request")
    void run_noContribution_fails(PullRequestMojo mojo) {
        TestProject.in(directory, mojo);

        assertFails(mojo);
    }

    @Test
    @InjectMojo(goal = "pull-request")
    @MojoParameter(name = "registryRepository", value = "file:///absent.git")
    @MojoParameter(name = "author", value = "A <a@example.org>")
    void run_contributionWithoutARepository_fails(PullRequestMojo mojo) throws IOException {
        Files.createDirectories(directory.resolve("target/registry"));
        TestProject.without(directory, mojo);

        assertFails(mojo);
    }

    private static void assertFails(PullRequestMojo mojo) {
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("SOURCE_UNKNOWN there is nothing to propose")
                .withMessageContaining("registry:publish")
                .withMessageContaining("-Dregistry.requireContribution=false");
    }

    @Test
    @InjectMojo(goal = "pull-request")
    @MojoParameter(name = "requireContribution", value = "false")
    void run_noContributionAndNoneRequired_isReported(PullRequestMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(log.lines).contains("INFO Nothing to propose: no contribution found.");
    }

    @Test
    @InjectMojo(goal = "pull-request")
    @MojoParameter(name = "skip", value = "true")
    void run_skipped_doesNotFail(PullRequestMojo mojo) throws Exception {
        RecordingLog log = TestProject.in(directory, mojo);

        mojo.execute();

        assertThat(log.lines).containsExactly("INFO Skipped (registry.skip).");
    }

    @Test
    @InjectMojo(goal = "pull-request")
    void run_contributionThatThisBuildHasWrittenElsewhere_isFound(PullRequestMojo mojo) throws Exception {
        TestProject.in(directory, mojo);
        mojo.execution = new MojoExecution(mojo.execution.getMojoDescriptor(), "default-cli", MojoExecution.Source.CLI);
        Map<String, Object> context = new ConcurrentHashMap<>();
        when(mojo.session.getPluginContext(any(), any())).thenReturn(context);
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        new BuildPublications(mojo.session, mojo.plugin).published("acme:app", elsewhere, Map.of());

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageStartingWith("CONFIGURATION_INVALID registry.registryRepository: is missing.");
    }
}
