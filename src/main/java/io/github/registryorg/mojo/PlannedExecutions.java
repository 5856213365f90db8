package io.github.registryorg.mojo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * The executions of this plugin's goals that the build reaches in each module, as Maven itself plans them: a module may
 * bind a goal to another phase than its siblings do, which this build doesn't come to.
 */
record PlannedExecutions(MavenSession session, PluginDescriptor plugin, LifecycleExecutor lifecycle) {

    private static final String KEY = "planned executions";

    /**
     * The executions of a goal that are bound to the lifecycle of a module of this build.
     *
     * @return their ids, in the order in which they run; empty where the build reaches none. All that the module has,
     *     where Maven can't plan its build yet, since it uses a plugin that this build only makes
     */
    List<String> of(MavenProject module, String goal) {
        return plan(module)
                .map(plan -> plan.stream()
                        .filter(one -> one.getGoal().equals(goal) && one.getSource() != MojoExecution.Source.CLI)
                        .map(MojoExecution::getExecutionId)
                        .toList())
                .orElseGet(() -> declared(module, goal));
    }

    /** A plan is made once for each module, since all modules request those of all others. */
    @SuppressWarnings("unchecked")
    private Optional<List<MojoExecution>> plan(MavenProject module) {
        Map<String, Object> context = session.getPluginContext(plugin, module);
        Object known = context.get(KEY);
        if (known != null) {
            return Optional.of((List<MojoExecution>) known);
        }
        Optional<List<MojoExecution>> plan = planned(module);
        plan.ifPresent(made -> context.put(KEY, made));
        return plan;
    }

    /** Empty where Maven can't plan the module yet: it reports what is wrong when it builds the module. */
    private Optional<List<MojoExecution>> planned(MavenProject module) {
        MavenSession own = session.clone();
        own.setCurrentProject(module);
        try {
            return Optional.of(lifecycle.calculateExecutionPlan(own, false, tasks()).getMojoExecutions().stream()
                    .filter(one -> one.getGroupId().equals(plugin.getGroupId())
                            && one.getArtifactId().equals(plugin.getArtifactId()))
                    .toList());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    private List<String> declared(MavenProject module, String goal) {
        return Stream.ofNullable(module.getPlugin(plugin.getPluginLookupKey()))
                .flatMap(used -> used.getExecutions().stream())
                .filter(one -> one.getGoals().contains(goal) && !"none".equals(one.getPhase()))
                .map(PluginExecution::getId)
                .toList();
    }

    /** What the command line requests, or else what the topmost project builds by default. */
    private String[] tasks() {
        List<String> goals = session.getGoals();
        return goals == null || goals.isEmpty()
                ? Optional.ofNullable(session.getTopLevelProject().getDefaultGoal())
                        .map(all -> all.strip().split("\\s+"))
                        .orElse(new String[0])
                : goals.toArray(String[]::new);
    }
}
