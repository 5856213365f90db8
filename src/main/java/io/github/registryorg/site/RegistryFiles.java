package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.DocumentTags;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.page.HomeView;
import io.github.registryorg.page.NotFoundView;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.RepositoryEntry;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.tree.RegistryTree;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All repositories → the files of the site that belong to none, and findings about the site as a whole. */
final class RegistryFiles {

    private static final MediaType HTML = new MediaType("text/html");

    private final Host host;
    private final RegistrySettings settings;
    private final Optional<SiteAddress> address;
    private final SiteLocation location;
    private final Pages pages;

    RegistryFiles(
            Host host, RegistrySettings settings, Optional<SiteAddress> address, SiteLocation location, Pages pages) {
        this.host = host;
        this.settings = settings;
        this.address = address;
        this.location = location;
        this.pages = pages;
    }

    /** Emits all but the grade, which depends on how much there is. */
    void emit(List<RepositorySummary> summaries, SiteSink sink) {
        // the home page takes as long as all others
        List<Optional<byte[]>> parts = new ParallelWork(2).map(part -> {
            if (part == 0) {
                return Optional.of(home(summaries));
            }
            emitOthers(summaries, sink);
            return Optional.empty();
        });
        sink.file("index.html", Stage.PAGES, HTML, parts.get(0).orElseThrow());
    }

    private byte[] home(List<RepositorySummary> summaries) {
        List<RepositoryEntry> entries = summaries.stream()
                .map(summary ->
                        new RepositoryEntry(summary.name(), summary.description(), summary.tags(), summary.published()))
                .toList();
        WebLink link =
                address.flatMap(known -> WebLink.tryParse(known.url() + "/")).orElse(null);
        return pages.home(new HomeView(title(), settings.description(), link, entries));
    }

    private void emitOthers(List<RepositorySummary> summaries, SiteSink sink) {
        RegistryTree.emit(
                summaries.stream()
                        .filter(RepositorySummary::pullable)
                        .map(RepositorySummary::name)
                        .toList(),
                sink);
        String basePath = address.map(SiteAddress::basePath).orElse("/");
        sink.file("404.html", Stage.PAGES, HTML, pages.notFound(new NotFoundView(title(), basePath)));
        pages.assets().forEach((path, content) -> sink.file(path, Stage.ASSETS, type(path), content));
        host.emit(rules(summaries), sink);
    }

    private String title() {
        return Objects.requireNonNullElse(settings.title(), "");
    }

    private static MediaType type(String asset) {
        return new MediaType(asset.endsWith(".css") ? "text/css" : "image/svg+xml");
    }

    private static List<BlobRule> rules(List<RepositorySummary> summaries) {
        return summaries.stream()
                .flatMap(summary -> summary.rules().stream())
                .sorted()
                .toList();
    }

    /**
     * Findings about a site.
     *
     * @param findings about limits of the host, and about digests
     * @param grade what each client can do with it
     */
    record Verdict(List<Problem> findings, Grade grade) {}

    /**
     * Judges the site.
     *
     * @param size of all files but the grade
     */
    Verdict verdict(List<RepositorySummary> summaries, SiteSize size) {
        SortedSet<LargeFile> leftOut = new TreeSet<>();
        summaries.forEach(summary -> leftOut.addAll(summary.leftOut()));
        Grade grade = Grade.of(
                host,
                location,
                SiteContent.of(
                        summaries.stream().map(RepositorySummary::content).toList()));
        SiteLimits limits = SiteLimits.of(host, size.plusFile(grade.json().length), rules(summaries), leftOut);
        List<Problem> findings = new ArrayList<>(limits.findings());
        movedTags(summaries).ifPresent(findings::add);
        DocumentTags.leftOut(
                        host,
                        summaries.stream()
                                .flatMap(summary -> summary.unsafeTags().stream())
                                .toList())
                .ifPresent(findings::add);
        return new Verdict(findings, grade.passing(limits.passed()));
    }

    private static Optional<Problem> movedTags(List<RepositorySummary> summaries) {
        long moved = summaries.stream().mapToLong(RepositorySummary::movedTags).sum();
        return moved == 0
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.DIGEST_CHANGED,
                                "registry.blobs=urls",
                                "manifests with urls have other digests than the metadata says, under "
                                        + Count.of(moved, "tag"))
                        .hint("Manifests that are pulled by the digest in the metadata have layers that are not on this"
                                + " site; signatures and other referrers refer to that digest, so they are not found by"
                                + " tag; docker without containerd's store, and oras, don't read urls. If the host can"
                                + " redirect, use registry.blobs=auto, which avoids all of that."));
    }
}
