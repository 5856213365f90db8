package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.site.SiteResult;
import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the static site from valid metadata: pages for people, the legacy JSON API, and the OCI
 * distribution API. Without valid metadata no site is made, and a run that fails keeps the old site.
 */
@Mojo(name = "site", requiresProject = false, threadSafe = true)
public final class SiteMojo extends StoreMojo {

    /** About the metadata, that are logged one by one. */
    private static final int MAX_WARNINGS = 100;

    /**
     * The metadata. Without it, the contribution that was published here, or else the directory that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** The directory that the site is made in. Without it, <code>registry-site</code> in the build directory. */
    @Parameter(property = "registry.site")
    private @Nullable File site;

    /**
     * What will serve the site: <code>local</code> (registry:serve), <code>nginx</code>, <code>apache</code>,
     * <code>caddy</code>, <code>s3</code> (registry:deploy), <code>cloudfront</code> in front of that,
     * <code>cloudflare-pages</code>, <code>netlify</code>, <code>github-pages</code> or <code>gitlab-pages</code>. With several, each has a site of
     * its own, in a directory of its name.
     */
    @Parameter(property = "registry.host", defaultValue = "local")
    private List<String> host;

    /**
     * Where the site will be served, with its path. Without it, that of <code>registry.yaml</code>; for the host
     * <code>local</code>, the address at which readers reach <code>registry:serve</code>.
     */
    @Parameter(property = "registry.url")
    private @Nullable String url;

    /**
     * How blobs are served: <code>redirect</code> to the store, <code>copy</code> their bytes into the site, or
     * <code>auto</code>: redirect if the host can, otherwise copy, from stores on the web as far as they respond and the
     * host's limits allow. With <code>urls</code>, manifests have the URLs of layers, as a last resort: this changes the
     * manifests' digests, and some clients don't fetch by <code>urls</code>.
     */
    @Parameter(property = "registry.blobs", defaultValue = "auto")
    private String blobs;

    /**
     * How many tags of each repository have a page of their own, at most: the first in the order of tags, which is that of
     * the repository's page. 0 for none. The more there are, the larger the site is, and the longer it takes.
     */
    @Parameter(property = "registry.tagPages", defaultValue = "" + SiteRequest.DEFAULT_TAG_PAGES)
    private int tagPages;

    /**
     * The file that registry:validate wrote with the same property. Repositories with errors are taken from the commit at which
     * they were last good, which must be in the history of the clone; where there is none, they stay as they are, or are left
     * out if their metadata can't be read. What was removed, yanked or deprecated since is so all the same. Without it, broken
     * metadata of one repository stops the site.
     */
    @Parameter(property = "registry.verdict")
    private @Nullable File verdict;

    /**
     * Makes all of the site again. Otherwise what has not changed since the last run is taken from the site that is there,
     * as far as the state beside it (<code>.registry-site.state</code>) belongs to it.
     */
    @Parameter(property = "registry.full", defaultValue = "false")
    private boolean full;

    @Override
    void run() {
        Set<Problem> reported = new HashSet<>();
        requests().forEach(request -> make(request, reported));
    }

    /** One for each host. */
    List<SiteRequest> requests() {
        List<Host> hosts = Host.of(ParameterValues.items(host));
        Path target = module().orBuild(site, "registry-site");
        return hosts.stream()
                .map(one -> new SiteRequest(
                        module().metadata(directory),
                        hosts.size() == 1 ? target : target.resolve(one.name()),
                        one,
                        url,
                        BlobMode.parse(blobs),
                        tagPages,
                        storeAccess(),
                        verdict == null ? null : verdict.toPath(),
                        full))
                .toList();
    }

    /** @param reported findings of sites that were made before, of the same metadata */
    private void make(SiteRequest request, Set<Problem> reported) {
        SiteResult result;
        try (ProgressLine progress = progress()) {
            result = new StaticRegistry(progress).site(request);
        }
        List<Problem> warnings =
                result.warnings().stream().filter(reported::add).toList();
        warn(warnings.subList(0, Math.min(MAX_WARNINGS, warnings.size())));
        if (warnings.size() > MAX_WARNINGS) {
            getLog().warn("… and " + Count.of(warnings.size() - MAX_WARNINGS, "more warning")
                    + " about the metadata. Run registry:validate to see all.");
        }
        warn(result.findings());
        SiteSummary.of(result).forEach(getLog()::info);
        if (request.host().name().equals("local")) {
            getLog().info("Serve it, until Ctrl-C:");
            getLog().info("  "
                    + withStoreMap(command("serve")
                            .with("registry.directory", request.directory())
                            .with("registry.site", result.site())));
        }
        if (!result.commands().isEmpty()) {
            getLog().info("Then pull from it, for example:");
            result.commands().forEach(command -> getLog().info("  " + command.command()));
        }
        SiteSummary.clients(result.grade()).forEach(getLog()::info);
    }
}
