package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.source.JibOutput;
import io.github.registryorg.source.SourceGrammar;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Puts an image's blobs into the store, and writes the metadata that the registry needs of it: the contribution.
 * Publishing again goes on where an interrupted run stopped, and changes nothing that is there already. In a multi-module
 * build, every module that builds an image is published, however the goal is called.
 */
@Mojo(name = "publish", defaultPhase = LifecyclePhase.DEPLOY, requiresProject = false, threadSafe = true)
public final class PublishMojo extends StoreMojo implements ModulePublishing.ImageModule {

    /**
     * What to publish: <code>oci:DIR</code> or <code>oci:TAR</code> (an OCI image layout),
     * <code>docker-archive:TAR</code> (docker save, Jib, skopeo), <code>docker://HOST/NAME:TAG</code> (an image in a
     * registry), <code>sif:FILE</code>, or a plain file. Behind an archive or layout with several images,
     * <code>:REFERENCE</code> chooses one. Without it, what Jib left in the build directory.
     *
     * <p>A registry is opened by the server of the settings whose id is its host, or by the logins of docker and podman,
     * their credential helpers included.
     */
    @Parameter(property = "registry.source")
    private String source;

    /** The platforms that are wanted of an image for several, such as <code>linux/amd64,linux/arm64</code>: all, without it. */
    @Parameter(property = "registry.platforms")
    private List<String> platforms;

    /** Whether signatures and what else is about an image in a registry come along with it. */
    @Parameter(property = "registry.referrers", defaultValue = "false")
    private boolean referrers;

    /** The repository's name in the registry, such as <code>acme/app</code>. */
    @Parameter(property = "registry.repository")
    private String repository;

    /** Tags that shall name the image. Without it, the project's version. */
    @Parameter(property = "registry.tags")
    private List<String> tags;

    /**
     * Where the bytes go: <code>file:DIRECTORY</code>, <code>s3://BUCKET/PREFIX</code> or
     * <code>gs://BUCKET/PREFIX</code>. A relative directory is relative to the project's. A blob is at
     * <code>sha256/HEX</code> below it.
     */
    @Parameter(property = "registry.store")
    private String store;

    /** The address at which readers find the store. Without it, the store's own. */
    @Parameter(property = "registry.storeUrl")
    private String storeUrl;

    /**
     * The directory that the contribution is written to. Without it, <code>registry</code> in the build directory. Within
     * the build directory, each build starts it afresh, unless it has a <code>registry.yaml</code> or <code>.git</code>;
     * anywhere else it is added to.
     */
    @Parameter(property = "registry.output")
    File output;

    /**
     * Whether the contribution has the image's configs too, up to 256 KiB each, so that hosts which can't redirect
     * clients to the store can serve them. With <code>false</code>, only the store has them.
     */
    @Parameter(property = "registry.keepConfigs", defaultValue = "true")
    boolean keepConfigs;

    /**
     * Places at which the image may have what looks like a secret, as the message prints them, such as
     * <code>env:API_KEY</code>. Without it, <code>publish</code> fails before anything is uploaded or written where a
     * config or an annotation holds a credential.
     */
    @Parameter(property = "registry.allowSecrets")
    private List<String> allowSecrets;

    /** Reads and hashes blobs that are in the store already, and mends those that are wrong. */
    @Parameter(property = "registry.deep", defaultValue = "false")
    private boolean deep;

    @Parameter(defaultValue = "${plugin}", readonly = true)
    PluginDescriptor plugin;

    @Inject
    private LifecycleExecutor lifecycle;

    @Inject
    private MavenPluginManager plugins;

    @Override
    boolean isSkipped() {
        // each module says for itself whether it is skipped
        return super.isSkipped() && !runsForModules();
    }

    @Override
    void run() {
        if (!runsForModules()) {
            runForOne();
            return;
        }
        ModuleGoals goals = new ModuleGoals(session, execution, lifecycle, plugins);
        new ModulePublishing(
                        session,
                        session.getProjects().stream()
                                .map(module -> goals.of(module, PublishMojo.class))
                                .map(ModulePublishing.ImageModule.class::cast)
                                .toList(),
                        getLog())
                .run();
    }

    /**
     * Whether the goal is called for all modules of the build at once: on the command line, unless that also says which
     * image becomes which repository.
     */
    private boolean runsForModules() {
        return hasProject()
                && execution.getSource() == MojoExecution.Source.CLI
                && session.getProjects().size() > 1
                && !(isAsked("registry.source") && isAsked("registry.repository"));
    }

    @Override
    public boolean isAsked(String property) {
        return session.getUserProperties().getProperty(property) != null;
    }

    @Override
    public boolean isModuleSkipped() {
        return skip;
    }

    @Override
    public void checkProperties() {
        reportUnknownProperties();
        refuseEmptyProperties();
    }

    private void runForOne() {
        boolean isAsked = execution.getSource() == MojoExecution.Source.CLI;
        switch (image()) {
            case PRESENT -> publish();
            case MISSING -> throw new RegistryException(missing());
            case OUTDATED -> throw new RegistryException(jib().outdated());
            case NONE -> {
                if (isAsked) {
                    throw new RegistryException(missing());
                }
                publishNothing();
                if (builds().publishedNothing(project, execution, new PlannedExecutions(session, plugin, lifecycle))) {
                    throw new RegistryException(ModulePublishing.nothing());
                }
            }
        }
    }

    @Override
    public ModuleImage image() {
        if (!hasProject() || isForThisProject()) {
            return ModuleImage.PRESENT;
        }
        boolean isThere = source == null || SourceGrammar.isThere(source, baseDirectory());
        return ModuleImage.of(
                project,
                source,
                isThere,
                execution.getGroupId() + ":" + execution.getArtifactId(),
                session.getUserProperties(),
                execution.getSource() == MojoExecution.Source.CLI
                        ? null
                        : session.getStartTime().toInstant());
    }

    /** Whether it is asked to publish its source, and not that of whichever module has it: the source says what is wrong. */
    private boolean isForThisProject() {
        return source != null
                && !runsForModules()
                && (execution.getSource() == MojoExecution.Source.CLI
                        || isAsked("registry.source") && session.getProjects().size() < 2);
    }

    private JibOutput jib() {
        return new JibOutput(buildDirectory());
    }

    /** That there is no image, though there should be one. */
    @Override
    public Problem missing() {
        return jib().missing().about(module());
    }

    /** Says that the module builds no image, and removes what an earlier build has published of it. */
    @Override
    public void publishNothing() {
        Path directory = directory();
        BuildPublications builds = builds();
        synchronized (builds.lock(directory)) {
            if (isOfBuild(directory) && !builds.hasWritten(directory)) {
                ContributionDirectory.startedAfresh(directory).put(Map.of());
            }
        }
        getLog().info("Nothing to publish: " + module() + " builds no image.");
    }

    private Path directory() {
        return orBuild(output, "registry").normalize();
    }

    /** Publishes what this module has, into a contribution that starts afresh with each build. */
    @Override
    public void publish() {
        Path directory = directory();
        BuildPublications builds = builds();
        PublishResult result;
        synchronized (builds.lock(directory)) {
            PublishRequest request = request(directory, isOfBuild(directory) && !builds.hasWritten(directory));
            try (ProgressLine progress = progress()) {
                result = new StaticRegistry().publish(request, progress);
            }
            builds.published(module(), directory, result.names());
        }
        warn(builds.allowed(result.allowedSecrets()));
        print(result);
    }

    private PublishRequest request(Path directory, boolean startsAfresh) {
        return new PublishRequest(
                source(),
                baseDirectory(),
                buildDirectory(),
                RepositoryName.parse(
                        given(repository, "registry.repository", "the repository's name, such as acme/app")),
                tags(),
                given(store, "registry.store", "where the bytes go, such as file:target/store"),
                storeUrl,
                directory,
                startsAfresh,
                keepConfigs,
                AllowedSecrets.parse(items(allowSecrets)),
                deep,
                storeAccess());
    }

    /** Whether the directory is within the build directory of a module: what is elsewhere is not ours to empty. */
    private boolean isOfBuild(Path directory) {
        List<MavenProject> modules = session.getAllProjects() == null ? List.of() : session.getAllProjects();
        return Stream.concat(
                        Stream.of(buildDirectory()),
                        modules.stream()
                                .filter(module -> module.getFile() != null)
                                .map(module -> Path.of(module.getBuild().getDirectory())))
                .map(build -> build.toAbsolutePath().normalize())
                .anyMatch(build -> isWithin(build, directory));
    }

    /** Not where it is a part of a registry or a git work tree that is kept there. */
    private static boolean isWithin(Path build, Path directory) {
        return directory.startsWith(build)
                && !directory.equals(build)
                && Stream.iterate(directory.getParent(), above -> above.startsWith(build), Path::getParent)
                        .noneMatch(ContributionDirectory::isKept);
    }

    private BuildPublications builds() {
        return new BuildPublications(session, plugin);
    }

    private SourceRequest source() {
        return new SourceRequest(
                source, items(platforms).stream().map(Platform::parse).toList(), referrers, logins());
    }

    /** Empty where none are given and the image may go without. */
    private PublishRequest.Tags tags() {
        List<String> given = items(tags);
        if (!given.isEmpty()) {
            return PublishRequest.Tags.given(given.stream()
                    .map(tag -> Tag.ofVersion(tag).orElseGet(() -> Tag.parse(tag)))
                    .toList());
        }
        return hasProject() ? PublishRequest.Tags.version(project.getVersion()) : PublishRequest.Tags.none();
    }

    private void print(PublishResult result) {
        warn(result.warnings());
        getLog().info("Published " + result.description() + ".");
        getLog().info("  store: " + result.blobs());
        getLog().info("  contribution: " + result.contribution() + ", "
                + (result.changed().isEmpty()
                        ? "nothing to change"
                        : Count.of(result.changed().size(), "file") + " changed"));
        getLog().info("Look at it as a registry of its own:");
        getLog().info("  " + command("site") + property("registry.directory", result.contribution()));
    }
}
