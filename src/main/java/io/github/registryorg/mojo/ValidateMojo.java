package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Severity;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks that metadata is well formed, agrees with itself, and that each blob exists with the right size. Reports
 * findings as they are found, and fails once, at the end.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class ValidateMojo extends StoreMojo {

    /** Changes that are logged one by one. */
    private static final int MAX_LOGGED = 100;

    /**
     * The metadata. Without it, the contribution that was published here, or else the directory that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** Fetches and hashes every blob, instead of requesting its size only. */
    @Parameter(property = "registry.deep", defaultValue = "false")
    private boolean deep;

    /**
     * The commit that a contribution is for, such as <code>origin/main</code>. Only what the contribution changes is
     * validated then: changed repositories, and blobs that are newly named; <code>registry.yaml</code> is read from
     * here. Files other than those of repositories, and what is under digests already, may not be changed: a
     * maintainer of the registry changes them on the base.
     */
    @Parameter(property = "registry.base")
    private @Nullable String base;

    /** The commit of the contribution, which need not be checked out. Without it, what is. */
    @Parameter(property = "registry.head")
    private @Nullable String head;

    /**
     * What will serve the site, as registry:site has it. Tags whose manifests one of these hosts would serve as web pages,
     * such as <code>page.html</code> on <code>github-pages</code>, are errors.
     */
    @Parameter(property = "registry.host", defaultValue = "local")
    private List<String> host;

    @Override
    void run() {
        ValidateResult result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry(progress).validate(request(finding -> progress.print(() -> report(finding))));
        }
        if (result.dropped() > 0) {
            getLog().warn("… and " + Count.of(result.dropped(), "more finding") + ".");
        }
        logChanges(result.tagChanges());
        getLog().info(result.summary());
        result.orThrow();
    }

    ValidateRequest request(Consumer<Problem> listener) {
        if (head != null) {
            ParameterValues.required(base, "registry.base", "which commit registry.head is a contribution to");
        }
        return new ValidateRequest(
                module().metadata(directory),
                base,
                head,
                deep,
                storeAccess(),
                Host.of(ParameterValues.items(host)),
                listener);
    }

    private void report(Problem finding) {
        if (finding.severity() == Severity.ERROR) {
            getLog().error(finding.toString());
        } else {
            getLog().warn(finding.toString());
        }
    }

    private void logChanges(List<String> changes) {
        changes.stream().limit(MAX_LOGGED).forEach(change -> getLog().info(change));
        if (changes.size() > MAX_LOGGED) {
            getLog().info("… and " + Count.of(changes.size() - MAX_LOGGED, "more change") + " of tags and digests.");
        }
    }
}
