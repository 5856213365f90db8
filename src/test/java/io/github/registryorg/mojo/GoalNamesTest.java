package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoalNamesTest {

    private static final String PLUGIN = "org.example:registry-maven-plugin:1.0";
    private static final GoalNames FULL = new GoalNames(PLUGIN, Set.of("site", "publish", "pull-request"), false);
    private static final GoalNames SHORT = new GoalNames(PLUGIN, Set.of("site", "publish", "pull-request"), true);

    @ParameterizedTest
    @CsvSource({
        "Publish it again (registry:publish)., Publish it again (PLUGIN:publish).",
        "registry:site -Dregistry.host=s3, PLUGIN:site -Dregistry.host=s3",
        "Run registry:publish before registry:pull-request., Run PLUGIN:publish before PLUGIN:pull-request.",
    })
    void goal_inAText_isNamedInFull(String text, String named) {
        assertThat(FULL.in(text)).isEqualTo(named.replace("PLUGIN", PLUGIN));
        assertThat(SHORT.in(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry:latest",
                "registry:site:1",
                "registry:publish-all",
                "registry:publisher",
                "docker.io/registry:site",
                "docker://registry:site",
                "my-registry:site",
                "registry:site@sha256:0",
                "registry:site/a",
                "registry:catalog:*",
                "registry:GOAL",
                "nothing",
            })
    void text_thatIsNoGoal_stays(String text) {
        assertThat(FULL.in(text)).isEqualTo(text);
    }

    @Test
    void goal_byItself_isNamedAsMavenResolvesIt() {
        assertThat(FULL.of("site")).isEqualTo(PLUGIN + ":site");
        assertThat(SHORT.of("site")).isEqualTo("registry:site");
    }

    @Test
    void prefix_ofThePomOrAPluginGroup_isResolved() {
        PluginDescription description = PluginDescription.read();
        MavenProject project = new MavenProject();
        project.setBuild(new Build());
        MavenSession session = mock(MavenSession.class);
        assertThat(GoalNames.of(description, session, null).hasPrefix()).isFalse();
        assertThat(GoalNames.of(description, session, project).hasPrefix()).isFalse();

        Plugin other = new Plugin();
        other.setGroupId("org.example");
        other.setArtifactId("registry-maven-plugin");
        project.getBuild().addPlugin(other);
        assertThat(GoalNames.of(description, session, project).hasPrefix()).isFalse();
        Plugin ours = new Plugin();
        ours.setGroupId("io.github.registry-org");
        ours.setArtifactId("registry-maven-plugin");
        project.getBuild().addPlugin(ours);
        assertThat(GoalNames.of(description, session, project).hasPrefix()).isTrue();

        when(session.getPluginGroups()).thenReturn(List.of("org.other", "io.github.registry-org"));
        MojoExecution running = new MojoExecution(TestProject.descriptor("site"));
        GoalNames names = GoalNames.of(running, session, null);
        assertThat(names.hasPrefix()).isTrue();
        assertThat(names.goals()).contains("help", "pull-request", "site");
        assertThat(names.plugin()).startsWith("io.github.registry-org:registry-maven-plugin:");
    }
}
