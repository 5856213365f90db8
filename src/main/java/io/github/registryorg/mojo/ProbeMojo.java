package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.probe.ProbeReport;
import io.github.registryorg.probe.ProbeRequest;
import io.github.registryorg.probe.ProbeTarget;
import io.github.registryorg.probe.ReportText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.store.StoreAccess;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a live registry as clients do, ours or any other, and reports what is right, what is wrong, and which client
 * fails with which message. Fails if a client would. Changes nothing.
 */
@Mojo(name = "probe", requiresProject = false, threadSafe = true)
public final class ProbeMojo extends StoreMojo {

    /** The registry, such as <code>https://registry.acme.example</code>: below it is <code>/v2/</code>. */
    @Parameter(property = "registry.url")
    @Nullable String url;

    /** The repository to look at. Without it, the first ones of the registry's catalog. */
    @Parameter(property = "registry.repository")
    private @Nullable String repository;

    /** The tag or digest to look at. Without it, some tags. */
    @Parameter(property = "registry.reference")
    private @Nullable String reference;

    /** Reads and hashes every blob; without it, only small ones. */
    @Parameter(property = "registry.deep", defaultValue = "false")
    private boolean deep;

    /** The file for the report, JSON. Without it, <code>registry-probe.json</code> in the build directory. */
    @Parameter(property = "registry.report")
    private @Nullable File report;

    @Override
    void run() {
        ProbeRequest request = request();
        ProbeReport result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry(progress).probe(request);
        }
        ReportText.lines(result).forEach(getLog()::info);
        ReportText.faults(result, Severity.ERROR).forEach(getLog()::error);
        ReportText.faults(result, Severity.WARNING).forEach(getLog()::warn);
        ReportText.advice(result).ifPresent(getLog()::info);
        getLog().info("Report: " + request.report());
        int errors = result.faults(Severity.ERROR).size();
        if (errors > 0) {
            throw new RegistryException(Problem.of(
                            ProblemCode.REGISTRY_FAULTY,
                            result.url(),
                            errors + (errors == 1 ? " fault makes" : " faults make") + " clients fail")
                    .hint("See above, and the report."));
        }
        getLog().info("No client is known to fail here.");
    }

    ProbeRequest request() {
        String address = ParameterValues.required(url, "registry.url", "which registry to look at");
        StoreAccess access = storeAccess();
        ProbeTarget target = new ProbeTarget(
                RemoteUrl.parse(address.endsWith("/") ? address.substring(0, address.length() - 1) : address),
                repository == null ? null : RepositoryName.parse(repository),
                reference == null ? null : Reference.parse(reference),
                deep);
        return new ProbeRequest(
                target,
                module().orBuild(report, "registry-probe.json"),
                access.allowed(),
                access.proxy(),
                settings().logins());
    }
}
