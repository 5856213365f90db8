package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildPublicationsTest {

    private final MojoExecution execution =
            new MojoExecution(TestProject.descriptor("publish"), "publish", MojoExecution.Source.LIFECYCLE);
    private final PluginDescriptor plugin = execution.getMojoDescriptor().getPluginDescriptor();

    private MavenProject module(String name) {
        PluginExecution bound = new PluginExecution();
        bound.setId("publish");
        bound.addGoal("publish");
        Plugin used = new Plugin();
        used.setGroupId(plugin.getGroupId());
        used.setArtifactId(plugin.getArtifactId());
        used.addExecution(bound);
        MavenProject module = new MavenProject();
        module.setArtifactId(name);
        module.setBuild(new Build());
        module.getBuild().addPlugin(used);
        return module;
    }

    /** With -pl, libraries alone may be built; whoever says what to publish wants it published. */
    @ParameterizedTest
    @CsvSource({"2, false, true", "3, false, false", "3, true, true"})
    void publishedNothing_ofTheLastModule_isAnErrorOfAWholeBuildOrOfASourceThatIsGiven(
            int modules, boolean isSourceGiven, boolean isError) {
        List<MavenProject> all =
                List.of(module("one"), module("two"), module("three")).subList(0, modules);
        Properties user = new Properties();
        if (isSourceGiven) {
            user.setProperty("registry.source", "oci:image");
        }
        MavenSession session = mock(MavenSession.class);
        when(session.getPluginContext(any(), any())).thenReturn(new ConcurrentHashMap<>());
        when(session.getAllProjects()).thenReturn(all);
        when(session.getProjects()).thenReturn(all.subList(0, 2));
        when(session.getUserProperties()).thenReturn(user);
        BuildPublications builds = new BuildPublications(session, plugin);

        assertThat(builds.publishedNothing(all.get(0), execution)).isFalse();
        assertThat(builds.publishedNothing(all.get(1), execution)).isEqualTo(isError);
    }
}
