package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * The executions of this plugin's goals that the build reaches in each module, as Maven itself plans them: a module may
 * bind a goal to another phase than its siblings do, which this build doesn't come to.
 */
record PlannedExecutions(MavenSession session, PluginDescriptor plugin, LifecycleExecutor lifecycle) {

    /**
     * The executions of a goal that are bound to the lifecycle of a module of this build.
     *
     * @return their ids, in the order in which they run; empty where the build reaches none
     * @throws RegistryException {@code CONFIGURATION_INVALID} if Maven can't plan the module's build
     */
    List<String> of(MavenProject module, String goal) {
        return all(module).stream()
                .filter(one -> one.getGoal().equals(goal) && one.getSource() != MojoExecution.Source.CLI)
                .map(MojoExecution::getExecutionId)
                .toList();
    }

    /** A plan is made once for each module, since all modules ask for those of all others. */
    @SuppressWarnings("unchecked")
    private List<MojoExecution> all(MavenProject module) {
        return (List<MojoExecution>)
                session.getPluginContext(plugin, module).computeIfAbsent("planned executions", any -> planned(module));
    }

    private List<MojoExecution> planned(MavenProject module) {
        MavenSession own = session.clone();
        own.setCurrentProject(module);
        try {
            return lifecycle.calculateExecutionPlan(own, false, tasks()).getMojoExecutions().stream()
                    .filter(one -> one.getGroupId().equals(plugin.getGroupId())
                            && one.getArtifactId().equals(plugin.getArtifactId()))
                    .toList();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RegistryException(
                    Problem.of(
                                    ProblemCode.CONFIGURATION_INVALID,
                                    module.getId(),
                                    "Maven can't say which goals it runs in this module")
                            .because(e.getMessage())
                            .hint("Check the plugins' configuration in the pom.xml of this module."),
                    e);
        }
    }

    /** What the command line asks for, or else what the topmost project builds by default. */
    private String[] tasks() {
        List<String> goals = session.getGoals();
        return goals == null || goals.isEmpty()
                ? Optional.ofNullable(session.getTopLevelProject().getDefaultGoal())
                        .map(all -> all.strip().split("\\s+"))
                        .orElse(new String[0])
                : goals.toArray(String[]::new);
    }
}
