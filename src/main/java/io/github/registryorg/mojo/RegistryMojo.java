package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: they can be skipped, check their properties, and report problems in one way. */
abstract class RegistryMojo extends AbstractMojo {

    /** Does nothing. */
    @Parameter(property = "registry.skip", defaultValue = "false")
    boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    @Nullable MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        GoalNames names = GoalNames.of(execution, session, project);
        setLog(new GoalNamesLog(getLog(), names));
        warn(properties().unknown(session, project));
        try {
            if (isSkipped()) {
                getLog().info("Skipped (registry.skip).");
                skipped();
            } else {
                properties().refuseEmpty(session, project);
                run();
            }
        } catch (RegistryException e) {
            getLog().debug(e);
            if (e.isUserError()) {
                throw new MojoFailureException(names.in(message(e.problems())));
            }
            throw new MojoExecutionException(names.in(message(e.problems())));
        }
    }

    abstract void run();

    boolean isSkipped() {
        return skip;
    }

    /** For goals that others wait for. */
    void skipped() {}

    final RegistryProperties properties() {
        return new RegistryProperties(execution.getMojoDescriptor());
    }

    /** One problem is the message; several are logged one a line, and counted. */
    private String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        problems.forEach(problem -> getLog().error(problem.toString()));
        return problems.size() + " problems, listed above.";
    }

    final void warn(List<Problem> warnings) {
        warnings.forEach(problem -> getLog().warn(problem.toString()));
    }

    /** Shows how far the goal is, until it is closed. */
    final ProgressLine progress() {
        return ProgressLine.of(session.getSettings().isInteractiveMode(), getLog());
    }

    /** The module that the goal runs for. */
    public final MavenModule module() {
        return new MavenModule(project, session);
    }

    /** Whether the goal is called on the command line, not bound to a phase: then Maven runs it once for all modules. */
    final boolean isOnCommandLine() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    /** Whether it is called on the command line of a build with several modules. */
    final boolean isForModules() {
        return isOnCommandLine() && module().hasPom() && session.getProjects().size() > 1;
    }

    /** How to run another goal of this plugin. */
    final GoalCommand command(String goal) {
        return GoalCommand.of(execution, goal);
    }
}
