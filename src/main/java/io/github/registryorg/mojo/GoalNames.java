package io.github.registryorg.mojo;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * What people type after {@code mvn} to run a goal of this plugin: {@code registry:GOAL} where Maven resolves the prefix,
 * elsewhere the plugin's full name and the goal.
 *
 * @param plugin its full name, {@code groupId:artifactId:version}
 * @param goals the names of all
 * @param hasPrefix whether Maven resolves the prefix
 */
record GoalNames(String plugin, Set<String> goals, boolean hasPrefix) {

    private static final String PREFIX = "registry:";
    /** Not a part of a longer word, such as {@code docker://registry:latest} or the scope of a token. */
    private static final Pattern SHORT =
            Pattern.compile("(?<![\\w:/.-])" + PREFIX + "(?<goal>[a-z]+(?:-[a-z]+)*)(?![\\w:/@-])");

    GoalNames {
        goals = Set.copyOf(goals);
    }

    /** By the plugin's own descriptor. */
    static GoalNames of(PluginDescription plugin, MavenSession session, @Nullable MavenProject project) {
        return of(
                plugin.groupId(),
                plugin.artifactId(),
                plugin.version(),
                plugin.goals().stream().map(GoalDescription::name),
                session,
                project);
    }

    /** By a goal of it that runs. */
    static GoalNames of(MojoExecution running, MavenSession session, @Nullable MavenProject project) {
        return of(
                running.getGroupId(),
                running.getArtifactId(),
                running.getVersion(),
                running.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                        .map(MojoDescriptor::getGoal),
                session,
                project);
    }

    /** Maven resolves the prefix by the plugins of a project, and by the plugin groups of settings.xml. */
    private static GoalNames of(
            String groupId,
            String artifactId,
            String version,
            Stream<String> goals,
            MavenSession session,
            @Nullable MavenProject project) {
        boolean isInProject = project != null
                && project.getBuildPlugins().stream()
                        .anyMatch(other -> other.getGroupId().equals(groupId)
                                && other.getArtifactId().equals(artifactId));
        return new GoalNames(
                groupId + ":" + artifactId + ":" + version,
                goals.collect(Collectors.toSet()),
                isInProject || session.getPluginGroups().contains(groupId));
    }

    /** What runs a goal. */
    String of(String goal) {
        return hasPrefix ? PREFIX + goal : plugin + ":" + goal;
    }

    /** A text with each {@code registry:GOAL} as it can be run here; anything else stays. */
    String in(String text) {
        if (hasPrefix || !text.contains(PREFIX)) {
            return text;
        }
        return SHORT.matcher(text).replaceAll(found -> {
            String goal = found.group(1);
            return Matcher.quoteReplacement(goals.contains(goal) ? of(goal) : found.group());
        });
    }
}
