package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * A goal of the command line as each module configures it. Maven runs a goal that can do without a pom.xml once, for the
 * topmost project, so the goal itself has to be run for the others.
 *
 * @param execution of the topmost project
 */
record ModuleGoals(
        MavenSession session, MojoExecution execution, LifecycleExecutor lifecycle, MavenPluginManager plugins) {

    /** The goal of each module of the build, in their order. */
    <T extends RegistryMojo> List<T> all(Class<T> goal) {
        return session.getProjects().stream().map(module -> of(module, goal)).toList();
    }

    /** The goal with the module's configuration and properties, as Maven itself computes them. */
    private <T extends RegistryMojo> T of(MavenProject module, Class<T> goal) {
        MavenSession own = session.clone();
        own.setCurrentProject(module);
        String task = execution.getGroupId() + ":" + execution.getArtifactId() + ":" + execution.getVersion() + ":"
                + execution.getGoal() + "@" + execution.getExecutionId();
        try {
            MojoExecution planned = lifecycle.calculateExecutionPlan(own, true, task).getMojoExecutions().stream()
                    .filter(one -> one.getGoal().equals(execution.getGoal()))
                    .findFirst()
                    .orElseThrow();
            // the plugin as it is loaded already: a module may add dependencies to it, or load it once more
            MojoExecution loaded = new MojoExecution(
                    execution.getMojoDescriptor(), execution.getExecutionId(), MojoExecution.Source.CLI);
            loaded.setConfiguration(planned.getConfiguration());
            return goal.cast(plugins.getConfiguredMojo(Mojo.class, own, loaded));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RegistryException(
                    Problem.of(
                                    ProblemCode.CONFIGURATION_INVALID,
                                    module.getId(),
                                    "the goal can't be configured for this module")
                            .because(e.getMessage())
                            .hint("Check the plugin's configuration in the pom.xml of this module."),
                    e);
        }
    }
}
