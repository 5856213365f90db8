package io.github.registryorg.mojo;

import io.github.registryorg.contribute.PullRequestRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The modules of one build that reach the goal in their lifecycle. They wait for each other: the last one acts for all. Modules may be built at the same
 * time, and only some of them; where one fails, nothing is proposed.
 */
record Reactor(
        MavenSession session,
        PluginDescriptor plugin,
        @Nullable MavenProject project,
        MojoExecution execution,
        PlannedExecutions planned) {

    private static final String PREFIX = "pull-request ";

    /** Why a module proposes nothing. */
    enum Nothing {
        /** The goal is to be skipped. */
        SKIPPED,
        /** It has published nothing. */
        ABSENT
    }

    /**
     * What is to be done now.
     *
     * @param isLast whether all modules are done
     * @param isAbsent whether they are, and none has a contribution, though not all were skipped
     * @param requests what they propose, one for each registry; empty where others are still to come
     */
    record Done(boolean isLast, boolean isAbsent, List<PullRequestRequest> requests) {

        private static final Done NOT_YET = new Done(false, false, List.of());

        /** All that modules propose; where that is nothing at all, it is absent. */
        static Done all(List<?> all) {
            List<PullRequestRequest> requests = grouped(all);
            boolean isAbsent = requests.isEmpty() && (all.isEmpty() || all.contains(Nothing.ABSENT));
            return new Done(true, isAbsent, requests);
        }
    }

    /** Notes what this module proposes. */
    Done done(PullRequestRequest own) {
        return note(own);
    }

    /** Notes that this module proposes nothing. */
    Done done(Nothing why) {
        return note(why);
    }

    private Done note(Object what) {
        List<MavenProject> projects = session.getProjects();
        if (plugin == null || project == null || projects == null || projects.size() < 2) {
            return Done.all(List.of(what));
        }
        synchronized (session.getTopLevelProject()) {
            context(project).put(PREFIX + execution.getExecutionId(), what);
            List<Object> all = new ArrayList<>();
            for (MavenProject module : projects) {
                for (String id : planned.of(module, execution.getGoal())) {
                    all.add(context(module).get(PREFIX + id));
                }
            }
            return all.stream().allMatch(Objects::nonNull) ? Done.all(all) : Done.NOT_YET;
        }
    }

    private Map<String, Object> context(MavenProject module) {
        return session.getPluginContext(plugin, module);
    }

    private static List<PullRequestRequest> grouped(List<?> all) {
        Map<String, PullRequestRequest> groups = new LinkedHashMap<>();
        for (Object one : all) {
            if (one instanceof PullRequestRequest request) {
                groups.merge(request.options().registry().toString(), request, Reactor::joined);
            }
        }
        return List.copyOf(groups.values());
    }

    private static PullRequestRequest joined(PullRequestRequest first, PullRequestRequest next) {
        Set<Path> contributions = new LinkedHashSet<>(first.contributions());
        contributions.addAll(next.contributions());
        return first.withContributions(List.copyOf(contributions));
    }
}
