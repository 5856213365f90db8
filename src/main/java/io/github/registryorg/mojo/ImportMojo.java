package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.legacy.ImportRequest;
import io.github.registryorg.legacy.ImportResult;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Turns a registry in the legacy format, that of the first static registry, into ours: reads each file that its tags
 * name, checks it against their digests and sizes, and makes an OCI artifact of what is true. What is not stays as it
 * is, and is listed. Importing again continues with the tags that are left.
 */
@Mojo(name = "import", requiresProject = false, threadSafe = true)
public final class ImportMojo extends StoreMojo {

    /** The registry's metadata. Without it, the directory that Maven runs in. */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** The file for the report, JSON. Without it, <code>registry-import.json</code> in the build directory. */
    @Parameter(property = "registry.report")
    private @Nullable File report;

    /** Reads and compares everything, and writes nothing but the report. */
    @Parameter(property = "registry.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    void run() {
        ImportRequest request = request();
        ImportResult result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry(progress).importLegacy(request);
        }
        warn(result.warnings());
        for (Problem error : result.errors()) {
            getLog().error(error.toString());
        }
        if (result.dropped() > 0) {
            getLog().warn("… and " + Count.of(result.dropped(), "more finding") + ".");
        }
        getLog().info((request.dryRun() ? "Dry run: " : "") + result.summary());
        getLog().info("Report: " + request.report());
        if (!result.changed().isEmpty()) {
            getLog().info("Look at the changes (git diff), then at what they make:");
            getLog().info("  " + command("validate").with("registry.directory", request.directory()));
        }
        result.orThrow();
    }

    ImportRequest request() {
        return new ImportRequest(
                directory == null
                        ? module().baseDirectory()
                        : directory.toPath().toAbsolutePath().normalize(),
                module().orBuild(report, "registry-import.json"),
                dryRun,
                storeAccess());
    }
}
