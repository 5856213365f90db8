package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.secret.AllowedSecrets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * What the modules of one build have published so far. Modules may be built at the same time, and by this plugin loaded
 * several times, so what is remembered are types of the JDK.
 */
record BuildPublications(MavenSession session, PluginDescriptor plugin) {

    private static final String PREFIX = "publish ";

    /** For one thread at a time to hold while it writes this directory. */
    Object lock(Path directory) {
        return BuildPublications.<Path, Object>map(context(), "locks").computeIfAbsent(directory, any -> new Object());
    }

    /** Whether this build has written the directory before. */
    boolean hasWritten(Path directory) {
        return map(context(), "directories").containsKey(directory);
    }

    /** The directories that this build has written, and for each the module that was first to do so. */
    Map<Path, String> written() {
        return new TreeMap<>(BuildPublications.<Path, String>map(context(), "directories"));
    }

    /**
     * Notes what was published.
     *
     * @param module that published it
     * @param names digests by reference
     * @throws RegistryException {@code NAME_CONFLICT} if this build has given one of the names to something else
     */
    void published(String module, Path directory, Map<String, String> names) {
        BuildPublications.<Path, String>map(context(), "directories").putIfAbsent(directory, module);
        Map<String, List<String>> known = map(context(), "names");
        names.forEach((name, digest) -> {
            List<String> first = known.putIfAbsent(name, List.of(digest, module));
            if (first != null && !first.get(0).equals(digest)) {
                boolean isOther = !first.get(1).equals(module);
                throw new RegistryException(Problem.of(
                                ProblemCode.NAME_CONFLICT,
                                name,
                                "this build publishes different images under this name")
                        .because(isOther ? first.get(1) + " and " + module : module)
                        .hint("Set registry.repository or registry.tags in the pom.xml of each module, or in each"
                                + " execution of the goal."));
            }
        });
    }

    /**
     * Notes which of the places in {@code registry.allowSecrets} an image needed. Modules share properties, so what one
     * image needs is not reported for the next ones.
     *
     * @return one warning for each that no image of this build needed so far
     */
    List<Problem> allowed(AllowedSecrets.Use use) {
        Map<String, Boolean> found = map(context(), "secrets");
        use.found().forEach(place -> found.put(place, true));
        String places = found.isEmpty() ? "nowhere" : "at " + String.join(", ", new TreeSet<>(found.keySet()));
        return use.unused().stream()
                .filter(place -> !found.containsKey(place))
                .map(place -> Problem.of(
                                ProblemCode.EXCEPTION_UNUSED,
                                "registry.allowSecrets",
                                "allows " + place + ", where no image has anything that looks like a secret")
                        .hint("What looks like one was found " + places + ". Correct the entry, or remove it."))
                .toList();
    }

    /**
     * Notes that an execution bound to the lifecycle found no image in its module.
     *
     * @return whether it was the last one of a build that should have published something, and none of them did
     */
    boolean publishedNothing(MavenProject module, MojoExecution execution, PlannedExecutions planned) {
        Map<String, Boolean> without = map(context(), "without");
        synchronized (without) {
            without.put(key(module, execution.getExecutionId()), true);
            return (isWhole() || session.getUserProperties().containsKey("registry.source"))
                    && without.keySet().containsAll(all(execution.getGoal(), planned))
                    && map(context(), "directories").isEmpty();
        }
    }

    /** Whether the build has several modules, and none of them was left out with {@code -pl} or {@code -rf}. */
    private boolean isWhole() {
        List<MavenProject> all = session.getAllProjects();
        List<MavenProject> selected = session.getProjects();
        return all != null && selected != null && selected.size() > 1 && selected.size() == all.size();
    }

    private Set<String> all(String goal, PlannedExecutions planned) {
        Set<String> keys = new HashSet<>();
        for (MavenProject module : session.getProjects()) {
            planned.of(module, goal).forEach(id -> keys.add(key(module, id)));
        }
        return keys;
    }

    private static String key(MavenProject module, String execution) {
        return module.getId() + " " + execution;
    }

    private Map<String, Object> context() {
        return session.getPluginContext(plugin, session.getTopLevelProject());
    }

    @SuppressWarnings("unchecked")
    private static <K, V> Map<K, V> map(Map<String, Object> context, String name) {
        synchronized (context) {
            return (Map<K, V>) context.computeIfAbsent(PREFIX + name, any -> new ConcurrentHashMap<>());
        }
    }
}
