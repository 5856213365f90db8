package io.github.registryorg.serve;

import io.github.registryorg.host.BlobRules;
import io.github.registryorg.host.SiteNote;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A site that is served: its files, its registry, and its pages. */
record OpenSite(ServedFiles files, RegistryApi api, SitePages pages) {

    static boolean isAt(Path site) {
        return Files.isRegularFile(site.resolve(new Endpoint.Base().path()));
    }

    /**
     * Opens a site.
     *
     * @param blobs finds those that are not in the site itself
     * @throws RegistryException {@code SITE_UNKNOWN} if it is not one
     */
    static OpenSite of(Path site, AddressedBlobs blobs) {
        ServedFiles files = new ServedFiles(realDirectory(site));
        ListedFiles listed = new ListedFiles(files.root());
        listed.check();
        if (files.file(BlobRules.FILE).isPresent()) {
            new SiteNote(files.root(), BlobRules.FILE).check();
        }
        return new OpenSite(
                files, new RegistryApi(files, listed, new BlobFinder(files, blobs)), new SitePages(files, listed));
    }

    private static Path realDirectory(Path site) {
        if (!isAt(site)) {
            throw new RegistryException(Problem.of(ProblemCode.SITE_UNKNOWN, site.toString(), "is not a site")
                    .hint("Make it first (registry:site), or say where it is with -Dregistry.site."));
        }
        try {
            return site.toRealPath();
        } catch (IOException e) {
            throw Failures.io("reading", site, e);
        }
    }
}
