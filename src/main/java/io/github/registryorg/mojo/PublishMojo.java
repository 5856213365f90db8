package io.github.registryorg.mojo;

import io.github.registryorg.Count;
import io.github.registryorg.PublishRequest;
import io.github.registryorg.PublishResult;
import io.github.registryorg.SourceRequest;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.secret.AllowedSecrets;
import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Puts an image's blobs into the store, and writes the metadata that the registry needs of it: the contribution.
 * Publishing again goes on where an interrupted run stopped, and changes nothing that is there already.
 */
@Mojo(name = "publish", defaultPhase = LifecyclePhase.DEPLOY, requiresProject = false, threadSafe = true)
public final class PublishMojo extends StoreMojo {

    /**
     * What to publish: <code>oci:DIR</code> or <code>oci:TAR</code> (an OCI image layout),
     * <code>docker-archive:TAR</code> (docker save, Jib, skopeo), <code>docker://HOST/NAME:TAG</code> (an image in a
     * registry), <code>sif:FILE</code>, or a plain file. Behind an archive or layout with several images,
     * <code>:REFERENCE</code> chooses one. Without it, what Jib left in the build folder.
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
     * Where the bytes go: <code>file:FOLDER</code>, <code>s3://BUCKET/PREFIX</code> or
     * <code>gs://BUCKET/PREFIX</code>. A relative folder is relative to the project's. A blob is at
     * <code>sha256/HEX</code> below it.
     */
    @Parameter(property = "registry.store")
    private String store;

    /** The address at which readers find the store. Without it, the store's own. */
    @Parameter(property = "registry.storeUrl")
    private String storeUrl;

    /** The folder that the contribution is written to. Without it, <code>registry</code> in the build folder. */
    @Parameter(property = "registry.output")
    private File output;

    /**
     * Whether the contribution has the image's configs too, up to 256 KiB each, so that hosts which can't redirect
     * clients to the store can serve them. With <code>false</code>, only the store has them.
     */
    @Parameter(property = "registry.keepConfigs", defaultValue = "true")
    private boolean keepConfigs;

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

    @Override
    void run() {
        if (source == null && hasProject() && project.getPackaging().equals("pom")) {
            getLog().info("Nothing to publish: this module has packaging pom and names no source.");
            return;
        }
        PublishRequest request = new PublishRequest(
                source(),
                baseFolder(),
                buildFolder(),
                RepositoryName.parse(
                        given(repository, "registry.repository", "the repository's name, such as acme/app")),
                tags(),
                given(store, "registry.store", "where the bytes go, such as file:target/store"),
                storeUrl,
                orBuild(output, "registry"),
                keepConfigs,
                AllowedSecrets.parse(items(allowSecrets)),
                deep,
                storeAccess());
        PublishResult result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry().publish(request, progress);
        }
        print(result);
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
