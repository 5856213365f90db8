package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Suggestion;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Describes the goals in the order in which they are used, and with <code>-Ddetail</code> their parameters. */
@Mojo(name = "help", requiresProject = false, threadSafe = true)
public final class HelpMojo extends AbstractMojo {

    private static final int MIN_LENGTH = 20;
    private static final int MAX_INDENT = 20;

    /** Whether parameters are described too. */
    @Parameter(property = "detail", defaultValue = "false")
    private boolean detail;

    /** The goal to describe. Without it, all. */
    @Parameter(property = "goal")
    private @Nullable String goal;

    /** The maximum length of a line, in characters: 20 or more. */
    @Parameter(property = "lineLength", defaultValue = "80")
    private int lineLength;

    /** The spaces by which each level is indented: 20 or fewer. */
    @Parameter(property = "indentSize", defaultValue = "2")
    private int indentSize;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    private @Nullable MavenProject project;

    @Override
    public void execute() throws MojoFailureException {
        PluginDescription plugin = PluginDescription.read();
        HelpText text = new HelpText(
                plugin,
                GoalNames.of(plugin, session, project),
                Math.max(MIN_LENGTH, lineLength),
                Math.max(0, Math.min(indentSize, MAX_INDENT)));
        getLog().info(String.join("\n", lines(plugin, text)));
    }

    private List<String> lines(PluginDescription plugin, HelpText text) throws MojoFailureException {
        String name = goal;
        if (name == null) {
            return detail ? text.all() : text.overview();
        }
        return text.goal(plugin.goal(name).orElseThrow(() -> unknown(plugin, name)), detail);
    }

    private static MojoFailureException unknown(PluginDescription plugin, String goal) {
        List<String> known =
                plugin.goals().stream().map(GoalDescription::name).sorted().toList();
        String meant = Suggestion.name(goal, known)
                .map(name -> "Did you mean " + name + "?")
                .orElse("The goals are " + String.join(", ", known) + ".");
        return new MojoFailureException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, "goal=" + goal, "is not a goal of this plugin")
                        .hint(meant)
                        .toString());
    }
}
