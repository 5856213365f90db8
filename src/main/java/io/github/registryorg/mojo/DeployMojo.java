package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.deploy.DeployRequest;
import io.github.registryorg.deploy.DeployResult;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Puts the site into a bucket, each object with the Content-Type that clients need, and brings the blobs there that its
 * manifests name. Only what has changed is sent; an interrupted run leaves the old registry or the new one, and the next
 * run continues. Only objects of earlier deployments are removed.
 */
@Mojo(name = "deploy", requiresProject = false, threadSafe = true)
public final class DeployMojo extends StoreMojo {

    /**
     * The directory of the site: made for the host <code>s3</code>, which is also that of Google Storage, for
     * <code>cloudfront</code>, or for <code>local</code> with <code>registry.url</code>. Without it,
     * <code>registry-site</code> in the build directory.
     */
    @Parameter(property = "registry.site")
    private @Nullable File site;

    /** Where it goes: <code>s3://BUCKET/PREFIX</code> or <code>gs://BUCKET/PREFIX</code>. */
    @Parameter(property = "registry.target")
    private @Nullable String target;

    /**
     * The metadata, which relative <code>file:</code> stores are relative to. Without it, the contribution that was
     * published here, or else the directory that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** Only logs what would be sent and removed. */
    @Parameter(property = "registry.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * Whether a site without a repository may replace a registry that has some. Without it, that is an error: such a
     * site is usually one that was made in the wrong directory.
     */
    @Parameter(property = "registry.allowEmpty", defaultValue = "false")
    private boolean allowEmpty;

    @Override
    void run() {
        DeployRequest request = request();
        DeployResult result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry(progress).deploy(request);
        }
        getLog().info((request.dryRun() ? "Would deploy to " : "Deployed to ") + request.target() + ": "
                + Count.of(result.sent(), "object") + " with " + ByteCount.binary(result.bytes()) + " sent, "
                + Count.of(result.copied(), "blob") + " copied from stores, " + Count.grouped(result.unchanged())
                + " unchanged, " + Count.grouped(result.removed()) + " removed.");
    }

    DeployRequest request() {
        return new DeployRequest(
                module().orBuild(site, "registry-site").toAbsolutePath(),
                ParameterValues.required(target, "registry.target", "where the site goes, such as s3://acme-registry"),
                module().metadata(directory),
                dryRun,
                allowEmpty,
                storeAccess());
    }
}
