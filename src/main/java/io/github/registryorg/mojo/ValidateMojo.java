package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.BlobOptions;
import io.github.registryorg.check.ChangeText;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.PolicyTrialRequest;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.event.CiEvent;
import io.github.registryorg.event.CiEvents;
import io.github.registryorg.event.Contributor;
import io.github.registryorg.event.ContributorRequest;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /**
     * The metadata. Without it, the contribution that was published here, or else the directory that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** Fetches and hashes every blob, instead of requesting its size only. */
    @Parameter(property = "registry.deep", defaultValue = "false")
    private boolean deep;

    /**
     * Up to this size in bytes, each blob that a contribution adds is fetched and hashed, 64 of this size in all. Of larger
     * ones, and of those beyond, some ranges are read. By default what the rule <code>hashUpTo</code> in
     * <code>registry.yaml</code> says, which this can raise and not lower; without either, 64 MiB.
     */
    @Parameter(property = "registry.hashUpTo")
    private @Nullable Long hashUpTo;

    /**
     * A file, or a directory for it, that keeps what was verified: which digest at which URL, how closely, and when.
     * What is in it is not asked for again for some time. It must be out of reach of contributions: not in the
     * directory of the metadata.
     */
    @Parameter(property = "registry.cache")
    private @Nullable File cache;

    /**
     * For how many days what is in the cache is not asked for again. Later, a blob whose server says that it has not changed
     * is not read again. With 0, each blob is asked for in every run.
     */
    @Parameter(property = "registry.cacheAge", defaultValue = "7")
    private int cacheAge;

    /**
     * The commit that a contribution is for, such as <code>origin/main</code>. Only what the contribution changes is
     * validated then: changed repositories, and blobs that are newly named; <code>registry.yaml</code> is read from
     * here. Files other than those of repositories, and what is under digests already, may not be changed: a
     * maintainer of the registry changes them on the base. Without it, and in the CI of a pull request, its base; elsewhere,
     * all is validated.
     */
    @Parameter(property = "registry.base")
    private @Nullable String base;

    /**
     * The commit of the contribution, which need not be checked out. Without it, what is; if <code>registry.base</code> is
     * that of the CI's event, the head of it.
     */
    @Parameter(property = "registry.head")
    private @Nullable String head;

    /**
     * What will serve the site, as registry:site has it. Tags whose manifests one of these hosts would serve as web pages,
     * such as <code>page.html</code> on <code>github-pages</code>, are errors.
     */
    @Parameter(property = "registry.host", defaultValue = "local")
    private List<String> host;

    /**
     * A directory for reports, which need not exist: <code>validate.json</code> for programs,
     * <code>validate.junit.xml</code> for readers of tests, <code>validate.sarif</code> for code scanning,
     * <code>validate.md</code> for a comment, <code>gl-code-quality-report.json</code> for GitLab. Without it, none is
     * written. On GitHub Actions, the most important findings become annotations, and the step's summary has more, in any
     * case.
     */
    @Parameter(property = "registry.reports")
    @Nullable File reports;

    /**
     * Which findings fail the build: <code>error</code>, <code>warning</code> (both), or <code>never</code>. What
     * prevents validation itself, such as an unknown commit, always fails it.
     */
    @Parameter(property = "registry.failOn", defaultValue = "error")
    private String failOn;

    /**
     * Who makes the contribution, where no event of a CI says it: the user's name and the forge's number of them,
     * <code>NAME#ID</code> on github.com, otherwise <code>HOST/NAME#ID</code>; several, if several have pushed. Needed if
     * <code>registry.yaml</code> names owners.
     */
    @Parameter(property = "registry.contributor")
    private @Nullable List<String> contributor;

    /**
     * A commit. With it, nothing is validated: what was merged after it, into what is checked out or
     * <code>registry.head</code>, is judged by a policy, and what that would have refused is printed. The build fails
     * only if this can't be done.
     */
    @Parameter(property = "registry.since")
    private @Nullable String since;

    /** The policy to try with <code>registry.since</code>: a registry.yaml. Without it, the one in the directory. */
    @Parameter(property = "registry.policy")
    private @Nullable File policy;

    /**
     * A file for the verdict on each repository: whether registry:site holds it back, why, and the commit at which it was last
     * good. What the file has of earlier runs is carried forward, so that CI should keep it from one run to the next. Written
     * whether there are errors or not; not for a contribution.
     */
    @Parameter(property = "registry.verdict")
    private @Nullable File verdict;

    /**
     * Fails if none of the blobs could be looked for, as without a network, or where all stores refuse: a check by schedule that
     * has verified nothing must not pass.
     */
    @Parameter(property = "registry.scrub", defaultValue = "false")
    private boolean scrub;

    /** Tests have a CI of their own. */
    Map<String, String> environment = System.getenv();

    @Override
    void run() {
        if (since != null) {
            tryPolicy();
            return;
        }
        ValidationReports outputs = reports();
        ValidateResult result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry(progress)
                    .validate(request(finding -> progress.print(() -> outputs.found(finding))));
        } catch (RegistryException e) {
            outputs.stopped(e);
            throw e;
        }
        if (result.dropped() > 0) {
            getLog().warn("… and " + Count.of(result.dropped(), "more finding") + ".");
        }
        ChangeText.lines(result.changes()).forEach(getLog()::info);
        outputs.finished(result);
        result.notes().forEach(note -> getLog().info(PrintableText.of(note)));
        getLog().info(result.summary());
        outputs.failOn().orThrow(result);
    }

    ValidateRequest request(Consumer<Problem> listener) {
        Path metadata = module().metadata(directory);
        CiEvent event = CiEvents.of(environment, metadata, base != null).orElse(null);
        ContributionRange range = ContributionRange.of(metadata, event, base, head, getLog());
        List<String> people = ParameterValues.items(contributor);
        MavenSettings settings = settings();
        return new ValidateRequest(
                metadata,
                range.base(),
                range.head(),
                deep,
                storeAccess(),
                Host.of(ParameterValues.items(host)),
                verdict == null ? null : verdict.toPath(),
                scrub,
                listener,
                new ContributorRequest(
                        people.isEmpty() ? null : Contributor.Given.parse(people),
                        event,
                        settings::token,
                        settings.proxies(),
                        environment),
                blobOptions());
    }

    ValidationReports reports() {
        return ValidationReports.of(
                module().metadata(directory), reports, FailOn.parse(failOn), session.getSystemProperties(), getLog());
    }

    private void tryPolicy() {
        List<String> lines;
        try (ProgressLine progress = progress()) {
            lines = new StaticRegistry(progress).tryPolicy(trial()).lines();
        }
        lines.forEach(getLog()::info);
    }

    PolicyTrialRequest trial() {
        return new PolicyTrialRequest(
                module().metadata(directory),
                ParameterValues.required(since, "registry.since", "the commit after which merges are judged"),
                head,
                policy == null ? null : policy.toPath(),
                storeAccess(),
                Host.of(ParameterValues.items(host)));
    }

    private BlobOptions blobOptions() {
        return new BlobOptions(
                hashUpTo == null ? null : ParameterValues.atLeast(0, hashUpTo, "registry.hashUpTo"),
                cache == null ? null : cache.toPath(),
                Duration.ofDays(ParameterValues.atLeast(0, cacheAge, "registry.cacheAge")));
    }
}
