package io.github.registryorg.mojo;

import io.github.registryorg.source.JibOutput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Model;
import org.apache.maven.model.ModelBase;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Whether a module builds an image, judged by its pom and by what is in its build directory. */
enum ModuleImage {
    /** There is an image to publish. */
    PRESENT,
    /** The module should have built one, and didn't. */
    MISSING,
    /** There is one of an earlier build, though this build makes one as well: after the goal that should publish it. */
    OUTDATED,
    /** The module builds none: a parent, a library. */
    NONE;

    private static final String JIB = "com.google.cloud.tools:jib-maven-plugin";

    /**
     * Of one module.
     *
     * @param source that is configured; null for what Jib leaves
     * @param isThere whether there is something at the source
     * @param plugin this plugin's {@code groupId:artifactId}
     * @param user properties of the command line
     * @param since when the lifecycle began that the goal is bound to; null where it is not bound to one
     */
    static ModuleImage of(
            MavenProject module,
            @Nullable String source,
            boolean isThere,
            String plugin,
            Map<Object, Object> user,
            @Nullable Instant since) {
        if (source != null) {
            // an inherited source is that of the modules that have something there, and a parent's is theirs
            boolean isParent = module.getPackaging().equals("pom")
                    && !module.getModel().getModules().isEmpty();
            return isThere || !isParent && declares(module, plugin, "source") ? PRESENT : NONE;
        }
        if (module.getPackaging().equals("pom")) {
            return NONE;
        }
        Optional<Instant> built = new JibOutput(Path.of(module.getBuild().getDirectory())).builtAt();
        if (built.isPresent()) {
            boolean isOld = since != null && built.get().isBefore(since) && isJibBound(module) && jibRuns(module, user);
            return isOld ? OUTDATED : PRESENT;
        }
        boolean isExpected = jibRuns(module, user) || uses(module, plugin) || declares(module, plugin, "repository");
        return isExpected ? MISSING : NONE;
    }

    /** Whether the module's own pom sets this, as configuration or as a property. */
    private static boolean declares(MavenProject module, String plugin, String parameter) {
        Model own = module.getOriginalModel();
        return own != null
                && (models(own).anyMatch(model -> model.getProperties().containsKey("registry." + parameter))
                        || plugins(own, true)
                                .filter(one -> one.getKey().equals(plugin))
                                .flatMap(ModuleImage::configurations)
                                .anyMatch(one -> one.getChild(parameter) != null));
    }

    /** Whether the module's own pom has the plugin in its build. */
    private static boolean uses(MavenProject module, String plugin) {
        Model own = module.getOriginalModel();
        return own != null && plugins(own, false).anyMatch(one -> one.getKey().equals(plugin));
    }

    private static Stream<ModelBase> models(Model own) {
        return Stream.concat(Stream.of(own), own.getProfiles().stream());
    }

    private static Stream<Plugin> plugins(Model own, boolean withManaged) {
        Stream<BuildBase> builds = Stream.concat(
                Stream.ofNullable(own.getBuild()),
                own.getProfiles().stream().map(Profile::getBuild).filter(Objects::nonNull));
        return builds.flatMap(build -> Stream.concat(
                build.getPlugins().stream(),
                withManaged && build.getPluginManagement() != null
                        ? build.getPluginManagement().getPlugins().stream()
                        : Stream.empty()));
    }

    private static Stream<Xpp3Dom> configurations(Plugin plugin) {
        return Stream.concat(Stream.of((ConfigurationContainer) plugin), plugin.getExecutions().stream())
                .map(ConfigurationContainer::getConfiguration)
                .filter(Xpp3Dom.class::isInstance)
                .map(Xpp3Dom.class::cast);
    }

    /** Whether Jib is in the module's build and not skipped. */
    private static boolean jibRuns(MavenProject module, Map<Object, Object> user) {
        Plugin jib = module.getPlugin(JIB);
        if (jib == null) {
            return false;
        }
        boolean skips = configurations(jib)
                .flatMap(configuration -> Stream.ofNullable(configuration.getChild("skip")))
                .anyMatch(skip -> "true".equals(skip.getValue()));
        return !skips
                && !Boolean.parseBoolean(property(module, user, "jib.skip").orElse("false"))
                && property(module, user, "jib.containerize")
                        .filter(which -> !which.isEmpty())
                        .map(which -> matches(module, which))
                        .orElse(true);
    }

    /** Whether Jib writes an archive in the module's lifecycle. */
    private static boolean isJibBound(MavenProject module) {
        Plugin jib = module.getPlugin(JIB);
        return jib != null
                && jib.getExecutions().stream()
                        .anyMatch(one -> one.getGoals().contains("buildTar") && !"none".equals(one.getPhase()));
    }

    /** As Jib understands {@code jib.containerize}: {@code groupId:artifactId}, {@code :artifactId} or a path. */
    private static boolean matches(MavenProject module, String which) {
        return List.of(":" + module.getArtifactId(), module.getGroupId() + ":" + module.getArtifactId())
                        .contains(which)
                || module.getBasedir().toPath().endsWith(which);
    }

    private static Optional<String> property(MavenProject module, Map<Object, Object> user, String name) {
        Object given = user.getOrDefault(name, module.getProperties().get(name));
        return Optional.ofNullable(given).map(Object::toString);
    }
}
