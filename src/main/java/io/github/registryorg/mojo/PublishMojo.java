package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.source.LayerCompression;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Puts an image's blobs into the store, and writes the metadata that the registry needs of it: the contribution.
 * Publishing again continues where an interrupted run stopped, and changes nothing that is there already. In a multi-module
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
    private @Nullable String source;

    /** The platforms to publish of an image for several, such as <code>linux/amd64,linux/arm64</code>: all, without it. */
    @Parameter(property = "registry.platforms")
    private @Nullable List<String> platforms;

    /**
     * Whether signatures and other referrers of an image in a registry are published with it, those under tags of cosign
     * too.
     */
    @Parameter(property = "registry.referrers", defaultValue = "false")
    private boolean referrers;

    /**
     * Compresses the layers of an archive of <code>docker save</code> or skopeo that has them uncompressed, and no manifest:
     * <code>gzip</code> or <code>none</code>.
     */
    @Parameter(property = "registry.compress", defaultValue = "none")
    private @Nullable String compress;

    /** The repository's name in the registry, such as <code>acme/app</code>. */
    @Parameter(property = "registry.repository")
    private @Nullable String repository;

    /** Tags of the image. Without it, the project's version. */
    @Parameter(property = "registry.tags")
    private @Nullable List<String> tags;

    /**
     * Where the bytes go: <code>file:DIRECTORY</code>, <code>s3://BUCKET/PREFIX</code> or
     * <code>gs://BUCKET/PREFIX</code>. A relative directory is relative to the project's. A blob is at
     * <code>sha256/HEX</code> below it.
     */
    @Parameter(property = "registry.store")
    private @Nullable String store;

    /** The address at which readers find the store. Without it, the store's own. */
    @Parameter(property = "registry.storeUrl")
    private @Nullable String storeUrl;

    /**
     * The directory that the contribution is written to. Without it, <code>registry</code> in the build directory. Within
     * the build directory, each build starts it afresh, unless it has a <code>registry.yaml</code> or <code>.git</code>;
     * anywhere else it is added to.
     */
    @Parameter(property = "registry.output")
    @Nullable File output;

    /**
     * Whether the contribution has the image's configs and the payloads of its signatures too, up to 256 KiB each, so that
     * hosts which can't redirect clients to the store can serve them, and signatures are verified without the network.
     * With <code>false</code>, only the store has them.
     */
    @Parameter(property = "registry.keepConfigs", defaultValue = "true")
    boolean keepConfigs;

    /**
     * Places at which the image may have what looks like a secret, as the message prints them, such as
     * <code>env:API_KEY</code>. Without it, <code>publish</code> fails before anything is uploaded or written where a
     * config or an annotation holds a credential.
     */
    @Parameter(property = "registry.allowSecrets")
    private @Nullable List<String> allowSecrets;

    /** Reads and hashes blobs that are in the store already, and replaces those that are wrong. */
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
        // the modules may differ in whether they are skipped
        return super.isSkipped() && !publishing().isForAll(module());
    }

    @Override
    void run() {
        if (publishing().isForAll(module())) {
            publishing().publishAll(new ModuleGoals(session, execution, lifecycle, plugins).all(PublishMojo.class));
        } else {
            publishing().publishOne(this, new PlannedExecutions(session, plugin, lifecycle));
        }
    }

    private ModulePublishing publishing() {
        return new ModulePublishing(session, execution, getLog());
    }

    @Override
    public @Nullable String source() {
        return source;
    }

    @Override
    public boolean isModuleSkipped() {
        return skip;
    }

    @Override
    public void checkProperties() {
        warn(properties().unknown(session, project));
        properties().refuseEmpty(session, project);
    }

    @Override
    public void publish() {
        ContributionOutput output = output();
        PublishResult result;
        synchronized (output.lock()) {
            try (ProgressLine progress = progress()) {
                result = new StaticRegistry(progress).publish(request(output));
            }
            output.builds().published(module().name(), output.directory(), result.names());
        }
        warn(output.builds().allowed(result.allowedSecrets()));
        warn(result.warnings());
        result.lines().forEach(getLog()::info);
        boolean isOfRegistry = ContributionDirectory.isKept(result.contribution());
        getLog().info(isOfRegistry ? "Check it, then commit it:" : "Look at it as a registry of its own:");
        getLog().info("  "
                + command(isOfRegistry ? "validate" : "site").with("registry.directory", result.contribution()));
    }

    @Override
    public ContributionOutput output() {
        Path directory = module().orBuild(output, "registry").normalize();
        return new ContributionOutput(directory, module(), new BuildPublications(session, plugin));
    }

    PublishRequest request(ContributionOutput output) {
        return new PublishRequest(
                sourceRequest(),
                module().baseDirectory(),
                module().buildDirectory(),
                RepositoryName.parse(ParameterValues.required(
                        repository, "registry.repository", "the repository's name, such as acme/app")),
                PublishRequest.Tags.of(
                        ParameterValues.items(tags),
                        module().pom().map(MavenProject::getVersion).orElse(null)),
                ParameterValues.required(store, "registry.store", "where the bytes go, such as file:target/store"),
                storeUrl,
                output.directory(),
                output.startsAfresh(),
                keepConfigs,
                AllowedSecrets.parse(ParameterValues.items(allowSecrets)),
                deep,
                storeAccess());
    }

    private SourceRequest sourceRequest() {
        List<Platform> wanted =
                ParameterValues.items(platforms).stream().map(Platform::parse).toList();
        LayerCompression compression = LayerCompression.parse(compress);
        return new SourceRequest(
                source, wanted, referrers, compression, settings().logins());
    }
}
