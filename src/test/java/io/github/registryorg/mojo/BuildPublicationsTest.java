package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.lifecycle.MavenExecutionPlan;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildPublicationsTest {

    private final MojoExecution execution =
            new MojoExecution(TestProject.descriptor("publish"), "publish", MojoExecution.Source.LIFECYCLE);
    private final PluginDescriptor plugin = execution.getMojoDescriptor().getPluginDescriptor();

    private static MavenProject module(String name) {
        MavenProject module = new MavenProject();
        module.setArtifactId(name);
        return module;
    }

    /** With -pl, libraries alone may be built; a source that is set must be published. */
    @ParameterizedTest
    @CsvSource({"2, false, true", "3, false, false", "3, true, true"})
    void publishedNothing_ofTheLastModule_isAnErrorOfAWholeBuildOrOfASourceThatIsGiven(
            int modules, boolean isSourceGiven, boolean isError) throws Exception {
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
        when(session.clone()).thenReturn(session);
        when(session.getGoals()).thenReturn(List.of("deploy"));
        MavenExecutionPlan plan = mock(MavenExecutionPlan.class);
        when(plan.getMojoExecutions()).thenReturn(List.of(execution));
        LifecycleExecutor lifecycle = mock(LifecycleExecutor.class);
        when(lifecycle.calculateExecutionPlan(any(), eq(false), eq("deploy"))).thenReturn(plan);
        PlannedExecutions planned = new PlannedExecutions(session, plugin, lifecycle);
        BuildPublications builds = new BuildPublications(session, plugin);

        assertThat(builds.publishedNothing(all.get(0), execution, planned)).isFalse();
        assertThat(builds.publishedNothing(all.get(1), execution, planned)).isEqualTo(isError);
    }
}
