package io.github.registryorg.mojo;

import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals have in common: they can be skipped, and they say what went wrong in one way. */
abstract class RegistryMojo extends AbstractMojo {

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./:=+@%,\\\\-]*");

    /** Does nothing. */
    @Parameter(property = "registry.skip", defaultValue = "false")
    boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        reportUnknownProperties();
        try {
            if (isSkipped()) {
                getLog().info("Skipped (registry.skip).");
                skipped();
            } else {
                refuseEmptyProperties();
                run();
            }
        } catch (RegistryException e) {
            getLog().debug(e);
            if (e.isUserError()) {
                throw new MojoFailureException(told(e.problems()));
            }
            throw new MojoExecutionException(told(e.problems()));
        }
    }

    abstract void run();

    boolean isSkipped() {
        return skip;
    }

    /** Once in a build, whichever goals and modules see them. */
    final void reportUnknownProperties() {
        RegistryProperties properties = new RegistryProperties(execution.getMojoDescriptor());
        List<Problem> unknown = new ArrayList<>(properties.unknown(commandLine(), false));
        if (project != null) {
            unknown.addAll(properties.unknown(project.getProperties(), true));
        }
        Map<String, Object> reported = session.getRequest().getData();
        synchronized (reported) {
            unknown.removeIf(problem -> reported.putIfAbsent("unknown " + problem.subject(), problem) != null);
        }
        warn(unknown);
    }

    final void refuseEmptyProperties() {
        RegistryProperties properties = new RegistryProperties(execution.getMojoDescriptor());
        List<Problem> empty = new ArrayList<>(properties.empty(commandLine()));
        if (empty.isEmpty() && project != null) {
            empty.addAll(properties.empty(project.getProperties()));
        }
        if (!empty.isEmpty()) {
            throw new RegistryException(empty);
        }
    }

    /** What -D, .mvn/maven.config and MAVEN_OPTS say. */
    private Properties commandLine() {
        Properties all = new Properties();
        all.putAll(session.getSystemProperties());
        all.putAll(session.getUserProperties());
        return all;
    }

    /** For goals that others wait for. */
    void skipped() {}

    /** One problem is the message; several are logged one a line, and counted. */
    private String told(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        problems.forEach(problem -> getLog().error(problem.toString()));
        return problems.size() + " problems, listed above.";
    }

    final void warn(List<Problem> warnings) {
        warnings.forEach(problem -> getLog().warn(problem.toString()));
    }

    /** Whether there is a pom.xml: without one, Maven makes a project up. */
    final boolean hasProject() {
        return project != null && project.getFile() != null;
    }

    /** The module's name in messages; empty without a project. */
    public final String module() {
        return hasProject() ? project.getGroupId() + ":" + project.getArtifactId() : "";
    }

    /** The project's directory; without a project, the one that Maven runs in. */
    final Path baseDirectory() {
        return hasProject() ? project.getBasedir().toPath() : Path.of(session.getExecutionRootDirectory());
    }

    /** The project's build directory; without a project, {@code target} where Maven runs. */
    final Path buildDirectory() {
        return hasProject()
                ? Path.of(project.getBuild().getDirectory())
                : baseDirectory().resolve("target");
    }

    final Path orBuild(File given, String name) {
        return given == null ? buildDirectory().resolve(name) : given.toPath().toAbsolutePath();
    }

    /** The metadata: what is given; the contribution, where one was published here; the directory that Maven runs in. */
    final Path metadata(File given) {
        if (given != null) {
            return given.toPath().toAbsolutePath();
        }
        Path contribution = buildDirectory().resolve("registry");
        boolean registry = Files.exists(baseDirectory().resolve(MetadataLayout.SETTINGS));
        return !registry && Files.isDirectory(contribution) ? contribution : baseDirectory();
    }

    /** How to call a goal of this plugin from anywhere: its short prefix is known only where a pom names the plugin. */
    final String command(String goal) {
        return "mvn " + execution.getGroupId() + ":" + execution.getArtifactId() + ":" + execution.getVersion() + ":"
                + goal;
    }

    /** A property of such a call, as one word for the shell whatever is in the path. */
    static String property(String name, Path value) {
        String word = "-D" + name + "=" + value;
        if (PLAIN_WORD.matcher(word).matches()) {
            return " " + word;
        }
        return File.separatorChar == '\\' ? " \"" + word + "\"" : " '" + word.replace("'", "'\\''") + "'";
    }

    /** The items of a list as people write it: over several lines, with blanks between them, a comma at its end. */
    static List<String> items(List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .filter(Objects::nonNull)
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    /** What must be given. */
    static String given(String value, String property, String meaning) {
        if (value == null || value.isBlank()) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, property, "is missing")
                    .hint("Specify " + meaning + ", with -D" + property + " or in the plugin's configuration."));
        }
        return value;
    }
}
