package io.github.registryorg.site;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.Grade;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.file.DirectoryComparison;
import io.github.registryorg.file.DirectoryReplacement;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.DocumentTags;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.host.RepositoryContent;
import io.github.registryorg.host.ServedAddress;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.HomeView;
import io.github.registryorg.page.NotFoundView;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.RepositoryEntry;
import io.github.registryorg.page.RepositoryView;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.site.SiteFiles.WantedBlob;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.tree.BlobLocations;
import io.github.registryorg.tree.RegistryTree;
import io.github.registryorg.tree.RepositoryTree;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.SingularityAnswers;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Metadata → site. Repositories are read, checked and emitted one by one, several at a time; what stays in memory is a
 * summary of each. A site that is there is compared first: where nothing has changed, nothing is written.
 */
public final class SiteBuild {

    private static final MediaType HTML = new MediaType("text/html");

    private final SiteRequest request;
    private final BlobStores stores;
    private final SiteBlobs blobs;
    private final Report report = new Report();
    private final MetadataDirectory directory;
    private final RegistrySettings settings;
    private final Inspection inspection;
    private final Optional<SiteAddress> address;
    private final Pages pages = new Pages();
    private final RepositoryPages repositoryPages;
    private final SiteLocation ground;

    public SiteBuild(SiteRequest request, BlobStores stores) {
        this.request = request;
        this.stores = stores;
        this.directory = new MetadataDirectory(DirectoryTree.ofMetadata(request.directory()), report);
        this.settings = directory.settings();
        this.inspection = new Inspection(Inspection.structure(settings));
        this.address = SiteAddress.parse(
                request.url() == null ? request.host().usualAddress().orElse(settings.url()) : request.url());
        this.blobs = new SiteBlobs(request, settings, address, stores);
        HostCapabilities host = request.host().capabilities();
        // where nobody says where it will be, it is where it should be
        this.ground = address.map(known -> known.location(host)).orElse(new SiteLocation(host, true, true));
        this.repositoryPages = new RepositoryPages(settings.title(), ground, address.orElse(null));
    }

    public SiteResult run() {
        SiteDirectory.refuseWithoutColons(request.site());
        SiteDirectory.refuseForeign(request.site(), request.directory());
        List<RepositoryName> names = directory.repositoriesOf(request.directory());
        List<WantedBlob> wanted = blobs.wantsWebBlobs() ? wanted(names) : List.of();
        if (wanted.isEmpty()) {
            return make(names, WebBlobs.NONE, SiteResult.Fetched.NOTHING);
        }
        // what would be in the site is known before anything is fetched, and whether its metadata is valid
        SiteOutput counted = SiteOutput.counting();
        emit(names, counted, blob -> Optional.of(request.site()));
        if (counted.bytes() > most(Limit.SITE_BYTES)) {
            return make(names, WebBlobs.NONE, SiteResult.Fetched.tooMuch(request.host(), wanted, counted.bytes()));
        }
        try (BlobFetch fetch =
                BlobFetch.of(request.site(), stores, request.host().name(), wanted)) {
            return make(names, fetch, new SiteResult.Fetched(fetch.count(), fetch.bytes(), fetch.problems()));
        }
    }

    /** The blobs of stores on the web that the site must have itself. Broken metadata is told of later. */
    private List<WantedBlob> wanted(List<RepositoryName> names) {
        SiteOutput nothing = SiteOutput.counting();
        return new ParallelWork(names.size())
                        .map(index -> {
                            List<WantedBlob> wanted = new ArrayList<>();
                            try {
                                blobs.emit(directory.repository(names.get(index)), nothing, blob -> {
                                    wanted.add(blob);
                                    return Optional.empty();
                                });
                            } catch (RegistryException e) {
                                // what this is will be found again, where it is told
                                return List.<WantedBlob>of();
                            }
                            return wanted;
                        })
                        .stream()
                        .flatMap(List::stream)
                        .toList();
    }

    private SiteResult make(List<RepositoryName> names, WebBlobs web, SiteResult.Fetched fetched) {
        if (Files.exists(request.site())) {
            DirectoryComparison comparison = new DirectoryComparison(request.site());
            SiteOutput output = SiteOutput.comparing(comparison, most(Limit.FILE_BYTES));
            Made made = emit(names, output, web);
            if (comparison.isSame()) {
                return result(made, output, false, fetched);
            }
        }
        try (DirectoryReplacement replacement = DirectoryReplacement.of(request.site())) {
            SiteOutput output = SiteOutput.writing(replacement, most(Limit.FILE_BYTES));
            Made made = emit(names, output, web);
            replacement.commit();
            return result(made, output, true, fetched);
        }
    }

    private Made emit(List<RepositoryName> names, SiteOutput output, WebBlobs web) {
        List<RepositorySummary> summaries = new ParallelWork(names.size())
                .map(index -> output.goesOn() ? emit(names.get(index), output, web) : null).stream()
                        .filter(Objects::nonNull)
                        .toList();
        report.orThrow();
        RegistryTree.emit(
                summaries.stream()
                        .filter(RepositorySummary::pullable)
                        .map(RepositorySummary::name)
                        .toList(),
                output);
        emitPages(summaries, output);
        List<BlobRule> rules = rules(summaries);
        request.host().emit(rules, output);
        Grade grade = grade(summaries);
        SortedSet<LargeFile> leftOut = new TreeSet<>();
        summaries.forEach(summary -> leftOut.addAll(summary.leftOut()));
        SiteLimits limits = SiteLimits.of(request.host(), output, rules, leftOut, grade.json().length);
        List<Problem> findings = new ArrayList<>(limits.findings());
        movedTags(summaries).ifPresent(findings::add);
        DocumentTags.leftOut(
                        request.host(),
                        summaries.stream()
                                .flatMap(summary -> summary.unsafeTags().stream())
                                .toList())
                .ifPresent(findings::add);
        Made made = new Made(summaries, findings, grade.passing(limits.passed()));
        made.grade.emit(output);
        output.index();
        return made;
    }

    private long most(Limit limit) {
        return request.host().capabilities().most(limit);
    }

    /**
     * What was emitted.
     *
     * @param findings about limits of the host, and about digests
     */
    private record Made(List<RepositorySummary> summaries, List<Problem> findings, Grade grade) {}

    private static Optional<Problem> movedTags(List<RepositorySummary> summaries) {
        long moved = summaries.stream().mapToLong(RepositorySummary::movedTags).sum();
        return moved == 0
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.DIGEST_CHANGED,
                                "registry.blobs=urls",
                                "manifests with urls have other digests than the metadata says, under "
                                        + Count.of(moved, "tag"))
                        .hint("By the old digest, clients find manifests whose layers this site can't give them;"
                                + " signatures and other referrers are of the old digest, and not found by tag; docker"
                                + " without containerd's store, and oras, don't fetch by urls. Where the host can"
                                + " redirect, registry.blobs=auto breaks none of that."));
    }

    private static List<BlobRule> rules(List<RepositorySummary> summaries) {
        return summaries.stream()
                .flatMap(summary -> summary.rules().stream())
                .sorted()
                .toList();
    }

    private Grade grade(List<RepositorySummary> summaries) {
        List<SiteContent> contents =
                summaries.stream().map(RepositorySummary::content).toList();
        return Grade.of(request.host(), ground, SiteContent.of(contents));
    }

    private void emitPages(List<RepositorySummary> summaries, SiteOutput output) {
        List<RepositoryEntry> entries = summaries.stream()
                .map(summary ->
                        new RepositoryEntry(summary.name(), summary.description(), summary.tags(), summary.published()))
                .toList();
        WebLink link =
                address.flatMap(known -> WebLink.tryParse(known.url() + "/")).orElse(null);
        HomeView home = new HomeView(settings.title(), settings.description(), link, entries);
        output.file("index.html", Stage.PAGES, HTML, pages.home(home));
        String basePath = address.map(SiteAddress::basePath).orElse("/");
        output.file("404.html", Stage.PAGES, HTML, pages.notFound(new NotFoundView(settings.title(), basePath)));
        pages.assets().forEach((path, content) -> output.file(path, Stage.ASSETS, type(path), content));
    }

    private static MediaType type(String asset) {
        return new MediaType(asset.endsWith(".css") ? "text/css" : "image/svg+xml");
    }

    private RepositorySummary emit(RepositoryName name, SiteOutput output, WebBlobs web) {
        Repository whole = directory.repository(name);
        inspection.inspect(whole, report);
        if (report.hasErrors()) {
            return null;
        }
        SortedSet<Tag> unsafe = whole.tags().stream()
                .filter(tag -> DocumentTags.isDocument(request.host(), tag))
                .filter(tag -> whole.tag(tag).filter(OciTag.class::isInstance).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        Repository repository = unsafe.isEmpty() ? whole : whole.withTags(tag -> !unsafe.contains(tag));
        SiteBlobs.Answer answer = blobs.emit(repository, output, web);
        BlobLocations locations = (manifest, blob) -> blobs.urls(repository, answer, manifest, blob);
        BlobLocations elsewhere = (manifest, blob) -> blobs.elsewhere(repository, answer, manifest, blob);
        RepositoryTree tree = new RepositoryTree(repository, locations, elsewhere, output);
        List<ServedManifest> manifests = tree.emit();
        SingularityAnswers.Answered singularity =
                new SingularityAnswers(repository, locations, answer::has, output).emit();
        output.copied(singularity.copied());
        request.host()
                .emit(
                        new RepositoryContent(name, manifests, tree.referrersByType(), answer.rules(), answer.here()),
                        output);
        RepositoryPages.Lacks lacks = manifest -> answer.lacks(repository, manifest);
        RepositoryView view = repositoryPages.view(repository, lacks, singularity);
        output.file(name + "/index.html", Stage.PAGES, HTML, pages.repository(view));
        return new RepositorySummary(
                name,
                repository.page().description(),
                repository.tags().size(),
                RepositorySummary.latest(view.tags()),
                !repository.digests().isEmpty(),
                repositoryPages.commands(repository, lacks, singularity),
                repositoryPages.content(view, manifests, lacks, singularity),
                answer.rules(),
                answer.leftOut(),
                unsafe.stream().map(tag -> name + ":" + tag).toList(),
                tree.movedTags());
    }

    private SiteResult result(Made made, SiteOutput output, boolean changed, SiteResult.Fetched fetched) {
        List<RepositorySummary> summaries = made.summaries();
        List<Problem> findings = new ArrayList<>(fetched.problems());
        findings.addAll(made.findings());
        List<ClientCommand> commands = summaries.stream()
                .map(RepositorySummary::commands)
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(command -> new ClientCommand(command.client(), ServedAddress.usual(command.command())))
                .toList();
        return new SiteResult(
                request.site(),
                changed,
                summaries.size(),
                summaries.stream().mapToLong(RepositorySummary::tags).sum(),
                output.files(),
                output.bytes(),
                report.warnings(),
                fetched,
                findings,
                commands,
                made.grade());
    }
}
