package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenModuleTest {

    @TempDir
    private Path directory;

    private MavenModule module(@Nullable MavenProject project) {
        MavenSession session = mock(MavenSession.class);
        when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
        return new MavenModule(project, session);
    }

    private MavenProject project() {
        MavenProject project = new MavenProject();
        project.setGroupId("acme");
        project.setArtifactId("app");
        project.setFile(directory.resolve("app/pom.xml").toFile());
        Build build = new Build();
        build.setDirectory(directory.resolve("app/build").toString());
        project.setBuild(build);
        return project;
    }

    @Test
    void module_withAPom_isWhereThatIs() {
        MavenModule module = module(project());

        assertThat(module.hasPom()).isTrue();
        assertThat(module.name()).isEqualTo("acme:app");
        assertThat(module.baseDirectory()).isEqualTo(directory.resolve("app"));
        assertThat(module.buildDirectory()).isEqualTo(directory.resolve("app/build"));
    }

    /** Maven makes up a project without a file, or has none. */
    @Test
    void module_withoutAPom_isWhereMavenRuns() {
        for (MavenProject project : new MavenProject[] {new MavenProject(), null}) {
            MavenModule module = module(project);

            assertThat(module.hasPom()).isFalse();
            assertThat(module.name()).isEmpty();
            assertThat(module.baseDirectory()).isEqualTo(directory);
            assertThat(module.buildDirectory()).isEqualTo(directory.resolve("target"));
            assertThat(module.orBuild(null, "x")).isEqualTo(directory.resolve("target/x"));
            assertThat(module.orBuild(directory.resolve("y").toFile(), "x")).isEqualTo(directory.resolve("y"));
        }
    }

    @Test
    void metadata_withoutAParameter_isTheContributionUnlessThisIsARegistry() throws IOException {
        MavenModule module = module(null);
        assertThat(module.metadata(null)).isEqualTo(directory);

        Path contribution = Files.createDirectories(directory.resolve("target/registry"));
        assertThat(module.metadata(null)).isEqualTo(contribution);
        assertThat(module.metadata(directory.resolve("other").toFile())).isEqualTo(directory.resolve("other"));

        Files.writeString(directory.resolve("registry.yaml"), "formatVersion: 1\n");
        assertThat(module.metadata(null)).isEqualTo(directory);
    }
}
