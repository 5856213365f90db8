package io.github.registryorg.mojo;

import io.github.registryorg.PullRequestRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * The modules of one build whose lifecycle has the goal. They wait for each other: the last one speaks for all. Modules may be built at the same
 * time, and only some of them; where one fails, nothing is proposed.
 */
record Reactor(MavenSession session, PluginDescriptor plugin, MavenProject project, MojoExecution execution) {

    private static final String PREFIX = "pull-request ";
    private static final String SKIPPED = "skipped";

    /** Notes what this module proposes; what all do, one for each registry, if this is the last. Else empty. */
    List<PullRequestRequest> done(PullRequestRequest own) {
        return note(own);
    }

    /** Notes that this module proposes nothing. */
    List<PullRequestRequest> skipped() {
        return note(SKIPPED);
    }

    private List<PullRequestRequest> note(Object what) {
        List<MavenProject> projects = session.getProjects();
        if (plugin == null || projects == null || projects.size() < 2) {
            return what instanceof PullRequestRequest own ? List.of(own) : List.of();
        }
        synchronized (session.getTopLevelProject()) {
            context(project).put(PREFIX + execution.getExecutionId(), what);
            List<Object> all = new ArrayList<>();
            for (MavenProject module : projects) {
                for (String id : executions(module)) {
                    all.add(context(module).get(PREFIX + id));
                }
            }
            return all.stream().allMatch(Objects::nonNull) ? grouped(all) : List.of();
        }
    }

    private Map<String, Object> context(MavenProject module) {
        return session.getPluginContext(plugin, module);
    }

    private List<String> executions(MavenProject module) {
        Plugin used = module.getPlugin(plugin.getPluginLookupKey());
        return used == null
                ? List.of()
                : used.getExecutions().stream()
                        .filter(one -> one.getGoals().contains(execution.getGoal()) && !"none".equals(one.getPhase()))
                        .map(PluginExecution::getId)
                        .toList();
    }

    private static List<PullRequestRequest> grouped(List<Object> all) {
        Map<String, PullRequestRequest> groups = new LinkedHashMap<>();
        for (Object one : all) {
            if (one instanceof PullRequestRequest request) {
                groups.merge(request.options().registry().toString(), request, Reactor::joined);
            }
        }
        return List.copyOf(groups.values());
    }

    private static PullRequestRequest joined(PullRequestRequest first, PullRequestRequest next) {
        List<Path> contributions = new ArrayList<>(first.contributions());
        contributions.addAll(next.contributions());
        return first.withContributions(contributions);
    }
}
