package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The properties that goals of this plugin take, and whether a run was given others. */
final class RegistryProperties {

    private static final String PREFIX = "registry.";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(registry\\.[A-Za-z.]+)}");

    private final Set<String> ofGoal;
    private final Set<String> ofAllGoals = new TreeSet<>();

    /** The properties of the goal that runs, and of the others of its plugin. */
    RegistryProperties(MojoDescriptor goal) {
        ofGoal = names(goal);
        goal.getPluginDescriptor().getMojos().forEach(other -> ofAllGoals.addAll(names(other)));
    }

    private static Set<String> names(MojoDescriptor goal) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : goal.getParameters()) {
            String expression = parameter.getExpression();
            Matcher matcher = EXPRESSION.matcher(expression == null ? "" : expression);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** The unknown properties of the command line and the project: each once in a build, whichever goals and modules see it. */
    List<Problem> unknown(MavenSession session, @Nullable MavenProject project) {
        List<Problem> unknown = new ArrayList<>(unknown(commandLine(session), false));
        if (project != null) {
            unknown.addAll(unknown(project.getProperties(), true));
        }
        Map<String, Object> reported = session.getRequest().getData();
        synchronized (reported) {
            unknown.removeIf(problem -> reported.putIfAbsent("unknown " + problem.subject(), problem) != null);
        }
        return unknown;
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if the command line or the project sets one to nothing */
    void refuseEmpty(MavenSession session, @Nullable MavenProject project) {
        List<Problem> empty = new ArrayList<>(empty(commandLine(session)));
        if (empty.isEmpty() && project != null) {
            empty.addAll(empty(project.getProperties()));
        }
        if (!empty.isEmpty()) {
            throw new RegistryException(empty);
        }
    }

    /** The properties of -D, .mvn/maven.config and MAVEN_OPTS. */
    private static Properties commandLine(MavenSession session) {
        Properties all = new Properties();
        all.putAll(session.getSystemProperties());
        all.putAll(session.getUserProperties());
        return all;
    }

    /** One problem for each property of the goal that has no value: whoever sets it expects an effect. */
    List<Problem> empty(Properties properties) {
        return ofGoal.stream()
                .filter(name -> properties.getProperty(name) != null && isEmpty(properties.getProperty(name)))
                .map(name -> Problem.of(ProblemCode.CONFIGURATION_INVALID, name, "is empty")
                        .hint("Give it a value, or leave it out. Is a variable of the shell or of the CI not set?"))
                .toList();
    }

    /** A list of nothing but separators has no value either. */
    private static boolean isEmpty(String value) {
        return value.replace(',', ' ').isBlank();
    }

    /**
     * One warning for each property that no goal has.
     *
     * @param isShared whether the properties are also those of others, as a project's are: then only what looks like a
     *     property of ours is reported
     */
    List<Problem> unknown(Properties properties, boolean isShared) {
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(PREFIX) && !ofAllGoals.contains(name)) {
                Optional<String> nearest = nearest(name);
                if (nearest.isPresent() || !isShared) {
                    problems.add(Problem.of(
                                    ProblemCode.PROPERTY_UNKNOWN,
                                    name,
                                    "has no effect: it is not a property of any goal")
                            .hint(nearest.map(near -> "Did you mean " + near + "?")
                                    .orElse("registry:help -Ddetail lists all properties.")));
                }
            }
        }
        return problems;
    }

    private Optional<String> nearest(String name) {
        List<String> known = ofAllGoals.stream()
                .map(other -> other.substring(PREFIX.length()))
                .toList();
        return Suggestion.name(name.substring(PREFIX.length()), known).map(PREFIX::concat);
    }
}
