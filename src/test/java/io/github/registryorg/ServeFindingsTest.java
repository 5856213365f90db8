package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reported of a site before it is served on this machine. */
class ServeFindingsTest {

    @TempDir
    Path directory;

    private RegistryStory story;

    @BeforeEach
    void registry() throws Exception {
        story = new RegistryStory(directory);
        Files.writeString(Files.createDirectories(story.registry).resolve("registry.yaml"), "formatVersion: 1\n");
    }

    private List<Problem> findings() {
        return new StaticRegistry().findings(new ServeRequest(story.registry, story.site, 0, RegistryStory.ACCESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "github-pages"})
    void site_ofAnotherHost_isAWarningWithItsName(String host) {
        story.makeSite(host, BlobMode.AUTO);

        assertThat(findings()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.HOST_DIFFERS);
            assertThat(problem.what()).contains(host);
            assertThat(problem.hint()).contains("-Dregistry.host=local");
        });
    }

    @Test
    void site_ofThisHost_hasNoFinding() {
        story.makeSite();

        assertThat(findings()).isEmpty();
    }
}
