package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

@MojoTest
class HelpMojoTest {

    private static String help(HelpMojo mojo) throws MojoFailureException {
        RecordingLog log = new RecordingLog();
        mojo.setLog(log);
        mojo.execute();
        return String.join("\n", log.lines);
    }

    @Test
    @InjectMojo(goal = "help")
    void help_withoutParameters_isTheOverview(HelpMojo mojo) throws MojoFailureException {
        assertThat(help(mojo)).startsWith("INFO registry-maven-plugin ").contains("\n  publish       Stores the blobs");
    }

    @Test
    @InjectMojo(goal = "help")
    @MojoParameter(name = "goal", value = "publish")
    @MojoParameter(name = "detail", value = "true")
    @MojoParameter(name = "lineLength", value = "50")
    @MojoParameter(name = "indentSize", value = "1")
    void help_ofAGoalInDetail_hasItsParameters(HelpMojo mojo) throws MojoFailureException {
        assertThat(help(mojo))
                .contains("\nregistry:publish\n Puts an image's blobs", "\n   User property: registry.source\n")
                .contains("\n  keepConfigs (Default: true)\n")
                .doesNotContain("registry:site\n");
    }

    @Test
    @InjectMojo(goal = "help")
    @MojoParameter(name = "detail", value = "true")
    void help_inDetail_isOfAllGoals(HelpMojo mojo) throws MojoFailureException {
        assertThat(help(mojo)).contains("\nregistry:publish\n", "\nregistry:import\n", "\nregistry:help\n");
    }

    @Test
    @InjectMojo(goal = "help")
    @MojoParameter(name = "indentSize", value = "2000000000")
    void help_withALargeIndent_isIndentedBy20(HelpMojo mojo) throws MojoFailureException {
        assertThat(help(mojo)).contains("\n" + " ".repeat(20) + "publish       Stores the blobs");
    }

    @Test
    @InjectMojo(goal = "help")
    @MojoParameter(name = "goal", value = "publsh")
    void help_ofAnUnknownGoal_fails(HelpMojo mojo) {
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessage("CONFIGURATION_INVALID goal=publsh: is not a goal of this plugin. Did you mean publish?");
    }
}
