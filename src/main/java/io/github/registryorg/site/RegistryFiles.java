package io.github.registryorg.site;

import io.github.registryorg.catalog.Catalog;
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
import io.github.registryorg.page.IndexView;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.NamespaceTree;
import io.github.registryorg.page.NamespaceView;
import io.github.registryorg.page.NotFoundView;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.RepositoryIndex;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.search.SearchIndex;
import io.github.registryorg.tree.RegistryTree;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All repositories → the files of the site that belong to none, and findings about the site as a whole. */
final class RegistryFiles {

    private static final MediaType HTML = new MediaType("text/html");

    /** Pages that wait for their turn to be written; each has 100 KB at most. */
    private static final int MAX_IN_MEMORY = 256;

    private final Host host;
    private final RegistrySettings settings;
    private final Optional<SiteAddress> address;
    private final SiteLocation location;
    private final Pages pages;
    private final Catalog catalog;

    RegistryFiles(
            Host host,
            RegistrySettings settings,
            Optional<SiteAddress> address,
            SiteLocation location,
            Pages pages,
            Catalog catalog) {
        this.host = host;
        this.settings = settings;
        this.address = address;
        this.location = location;
        this.pages = pages;
        this.catalog = catalog;
    }

    /** Emits all but the grade, which depends on how much there is. */
    void emit(List<RepositorySummary> summaries, SiteSink sink) {
        List<ListedRepository> listed =
                summaries.stream().map(RepositorySummary::listed).toList();
        NamespaceTree tree = NamespaceTree.of(listed);
        List<ListFile> lists = lists(tree);
        // pages with a row for each repository take as long as all others
        emit(lists.subList(0, Math.min(MAX_IN_MEMORY, lists.size())), sink, () -> {
            sink.file("index.html", Stage.PAGES, HTML, pages.home(home(tree)));
            emitOthers(summaries, sink);
            catalog.emit(listed, tree.namespaces(), sink);
            SearchIndex.emit(listed, sink);
        });
        for (int from = MAX_IN_MEMORY; from < lists.size(); from += MAX_IN_MEMORY) {
            emit(lists.subList(from, Math.min(from + MAX_IN_MEMORY, lists.size())), sink, () -> {});
        }
    }

    /** @param beside what is done at the same time, alone with the sink */
    private static void emit(List<ListFile> lists, SiteSink sink, Runnable beside) {
        List<Optional<byte[]>> made = new ParallelWork(lists.size() + 1).map(part -> {
            if (part > 0) {
                return Optional.of(lists.get(part - 1).content().get());
            }
            beside.run();
            return Optional.empty();
        });
        for (int i = 0; i < lists.size(); i++) {
            sink.file(
                    lists.get(i).address() + "index.html",
                    Stage.PAGES,
                    HTML,
                    made.get(i + 1).orElseThrow());
        }
    }

    private HomeView home(NamespaceTree tree) {
        WebLink link =
                address.flatMap(known -> WebLink.tryParse(known.url() + "/")).orElse(null);
        return new HomeView(title(), settings.description(), link, tree);
    }

    /** A page with a list of repositories, which is yet to be made. */
    private record ListFile(String address, Supplier<byte[]> content) {}

    /**
     * All pages of namespaces; of the registry itself, those that its home page goes on at. Where that does not list all
     * repositories, there is an index of them.
     */
    private List<ListFile> lists(NamespaceTree tree) {
        List<ListFile> files = new ArrayList<>();
        Stream.concat(Stream.of(tree.root()), tree.namespaces().stream())
                .flatMap(namespace -> namespace.pages().stream()
                        .filter(page -> !namespace.path().isEmpty() || page.number() > 1)
                        .map(page -> new NamespaceView(title(), namespace, page)))
                .forEach(view -> files.add(new ListFile(view.address(), () -> pages.namespace(view))));
        if (!home(tree).isWhole()) {
            RepositoryIndex.of(tree.repositories()).pages().stream()
                    .map(page -> new IndexView(title(), page))
                    .forEach(view -> files.add(new ListFile(view.page().range().address(), () -> pages.index(view))));
        }
        return files;
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
        if (asset.endsWith(".css")) {
            return new MediaType("text/css");
        }
        if (asset.endsWith(".js")) {
            return new MediaType("text/javascript");
        }
        return new MediaType(asset.endsWith(".png") ? "image/png" : "image/svg+xml");
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
    record Assessment(List<Problem> findings, Grade grade) {}

    /**
     * Judges the site.
     *
     * @param size of all files but the grade
     */
    Assessment assess(List<RepositorySummary> summaries, SiteSize size) {
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
        return new Assessment(findings, grade.passing(limits.passed()));
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
