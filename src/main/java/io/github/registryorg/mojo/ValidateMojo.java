package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.ValidateRequest;
import io.github.registryorg.ValidateResult;
import io.github.registryorg.problem.Problem;
import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks that metadata is well formed, agrees with itself, and that each blob exists with the right size. Tells all
 * findings, then fails once.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class ValidateMojo extends StoreMojo {

    /**
     * The metadata. Without it, the contribution that was published here, or else the folder that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private File directory;

    /** Fetches and hashes every blob, instead of asking for its size only. */
    @Parameter(property = "registry.deep", defaultValue = "false")
    private boolean deep;

    @Override
    void run() {
        ValidateResult result =
                new StaticRegistry().validate(new ValidateRequest(metadata(directory), deep, storeAccess()));
        warn(result.warnings());
        for (Problem error : result.errors()) {
            getLog().error(error.toString());
        }
        if (result.dropped() > 0) {
            getLog().warn("… and " + result.dropped() + " findings more.");
        }
        getLog().info(result.summary());
        result.orThrow();
    }
}
