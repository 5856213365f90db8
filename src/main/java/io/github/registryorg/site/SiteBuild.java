package io.github.registryorg.site;

import io.github.registryorg.catalog.Catalog;
import io.github.registryorg.check.Inspection;
import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.host.ServedAddress;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.HomeView;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.WebLink;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.ParallelWork;
import io.github.registryorg.work.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Metadata → site, in steps: {@link #read}, {@link #plan}, {@link #fetch}, {@link #emit}, {@link #replace}. Repositories
 * are read, checked and emitted one by one, several at a time; what stays in memory is a summary of each. Those that have
 * not changed since the last run are not read at all. No other run makes the same site until this is closed.
 */
public final class SiteBuild implements AutoCloseable {

    private final SiteRequest request;
    private final BlobStores stores;
    private final Progress progress;
    private final Report report = new Report();
    private final DirectoryTree metadata;
    private final SiteParameters parameters;
    private final BlobPolicy policy;
    private final RepositoryVersions versions;
    private final RepositoryFiles repositories;
    private final RegistryFiles registry;
    private final DirectoryLock lock;

    /** What has to be closed, the last first. */
    private final Deque<Runnable> open = new ArrayDeque<>();

    public SiteBuild(SiteRequest request, BlobStores stores, Progress progress) {
        this.request = request;
        this.stores = stores;
        this.progress = progress;
        this.metadata = DirectoryTree.ofMetadata(request.directory());
        // before the settings are read: what changes meanwhile is found by the next run
        this.parameters = SiteParameters.of(request, metadata);
        MetadataDirectory registryMetadata = new MetadataDirectory(metadata, report);
        RegistrySettings settings = registryMetadata.settings();
        Optional<SiteAddress> address = SiteAddress.parse(
                request.url() == null ? request.host().usualAddress().orElse(settings.url()) : request.url());
        HostCapabilities host = request.host().capabilities();
        // without an address, the site is assumed to be where it should be
        SiteLocation location = address.map(known -> known.location(host)).orElse(new SiteLocation(host, true, true));
        // the address that serve leaves open is that of no other reader
        Optional<SiteAddress> published =
                address.filter(known -> !known.authority().equals(ServedAddress.OPEN));
        Pages pages = new Pages(
                RegistryBranding.of(settings.appearance(), registryMetadata.logo()),
                published.map(known -> known.url() + "/").orElse(null));
        String title = Objects.requireNonNullElse(settings.title(), "");
        Catalog catalog = new Catalog(HomeView.title(settings.title()), published);
        Signers signers = new Signers(settings.signatures(), metadata, report);
        RepositoryPages repositoryPages = new RepositoryPages(
                title,
                location,
                address.orElse(null),
                WebLink.tryParse(settings.appearance().source()));
        this.policy = new BlobPolicy(request, settings, address, stores);
        this.versions = new RepositoryVersions(
                request.directory(),
                request.readVerdict().orElse(null),
                policy.needsBytes(),
                new Inspection(Inspection.structure(settings)));
        this.repositories = new RepositoryFiles(
                metadata,
                request.host(),
                policy,
                versions,
                repositoryPages,
                new TagPages(request.tagPages(), title, repositoryPages, location, pages, signers),
                pages,
                catalog);
        this.registry = new RegistryFiles(request.host(), settings, address, location, pages, catalog);
        SiteDirectory.refuseWithoutColons(request.site());
        SiteDirectory.refuseForeign(request.site(), request.directory());
        this.lock = DirectoryLock.of(request.site());
    }

    /** Metadata → what of the site has to be made. */
    public SiteChanges read() {
        progress.step("Looking for changes", "");
        SiteOutput.clean(lock);
        Optional<SiteState> before = request.full() ? Optional.empty() : SiteChanges.stateOf(lock, parameters);
        before.ifPresent(state -> open.push(state::close));
        try {
            return find(before);
        } catch (SiteState.Damaged e) {
            return readAll();
        }
    }

    /** The same without knowledge of the last run. */
    private SiteChanges readAll() {
        closeAll();
        return find(Optional.empty());
    }

    private SiteChanges find(Optional<SiteState> before) {
        SiteStateWriter state = new SiteStateWriter(lock, parameters);
        open.push(state::close);
        SiteChanges changes = SiteChanges.find(request, metadata, versions, before, state);
        versions.found(changes.names(), changes.problems()).forEach(report);
        versions.findings().forEach(report);
        return changes;
    }

    /** The result where nothing has changed. */
    public SiteResult unchanged(SiteChanges changes) {
        report.orThrow();
        changes.refresh();
        SiteSize size = changes.siteSize(max(Limit.FILE_BYTES));
        RegistryFiles.Assessment assessment = registry.assess(changes.known(), size);
        return result(changes.known(), size, assessment, false, SiteResult.Fetched.NOTHING);
    }

    /**
     * What has to be made → which blobs of stores on the web are fetched for it, if all of them fit. The plan has the
     * changes that count from here on: if blobs no longer fit, those of a site that is made anew.
     */
    public SitePlan plan(SiteChanges changes) {
        List<WantedBlob> wanted = policy.fetchesWebBlobs() || policy.needsBytes() && versions.areJudged()
                ? wanted(changes.toMake())
                : List.of();
        if (wanted.isEmpty()) {
            return new SitePlan(changes, wanted, SiteResult.Fetched.NOTHING);
        }
        long bytes = changes.keptBytes()
                + wanted.stream().mapToLong(blob -> blob.content().size()).sum();
        if (bytes > max(Limit.SITE_BYTES) / 2) {
            // there is more to a site than blobs: what it would have is known before anything is fetched
            bytes = counted(changes);
        }
        if (bytes <= max(Limit.SITE_BYTES)) {
            return new SitePlan(changes, wanted, SiteResult.Fetched.NOTHING);
        }
        // of the repositories that have not changed, blobs must go too
        return changes.before().isPresent() ? plan(readAll()) : withoutWebBlobs(changes, wanted, bytes);
    }

    private SitePlan withoutWebBlobs(SiteChanges changes, List<WantedBlob> wanted, long bytes) {
        return new SitePlan(changes, List.of(), SiteResult.Fetched.tooMuch(request.host(), wanted, bytes));
    }

    /** Blobs of stores on the web → files beside the site. */
    public FetchedBlobs fetch(SitePlan plan) {
        if (plan.wanted().isEmpty()) {
            return new FetchedBlobs(plan.changes(), WebBlobs.NONE, plan.fetched());
        }
        BlobFetch fetch = BlobFetch.of(request.site(), stores, request.host().name(), plan.wanted(), progress);
        open.push(fetch::close);
        return new FetchedBlobs(
                plan.changes(), fetch, new SiteResult.Fetched(fetch.count(), fetch.bytes(), fetch.problems()));
    }

    /**
     * Metadata → files, which wait where no reader finds them. Where what is known of the last run proves wrong, the
     * earlier steps are done again, and what they gave before is not used any more.
     */
    public EmittedSite emit(FetchedBlobs fetched) {
        SiteChanges changes = fetched.changes();
        try {
            return emitOnce(fetched).orElseGet(() -> emit(fetch(smaller(changes))));
        } catch (SiteState.Damaged e) {
            return emit(fetch(plan(readAll())));
        }
    }

    /** The plan of a site that has turned out larger than the host takes, with blobs that it need not have. */
    private SitePlan smaller(SiteChanges changes) {
        SiteChanges all = readAll();
        return changes.before().isPresent() ? plan(all) : withoutWebBlobs(all, wanted(all.toMake()), counted(all));
    }

    private Optional<EmittedSite> emitOnce(FetchedBlobs fetched) {
        SiteChanges changes = fetched.changes();
        SiteOutput output = SiteOutput.of(lock, changes, max(Limit.FILE_BYTES));
        open.push(output::close);
        output.keepUnchanged();
        List<RepositoryName> names = changes.toMake();
        progress.step("Making the site", "repository");
        progress.expected(names.size(), 0);
        new ParallelWork(names.size() + 1).map(index -> {
            if (index == 0) {
                output.keepState();
            } else {
                SiteSink sink = output.sink();
                RepositoryName name = names.get(index - 1);
                repositories
                        .emit(name, changes.isNamespace(name), sink, fetched.web(), report)
                        .ifPresent(output::add);
                progress.done(1);
            }
            return null;
        });
        report.orThrow();
        List<RepositorySummary> summaries = output.summaries();
        progress.step("Finishing the site", "");
        SiteSink sink = output.sink();
        registry.emit(summaries, sink);
        SiteSize size = SiteOutput.size(summaries, sink);
        boolean hasWebBlobs = fetched.web() != WebBlobs.NONE
                || policy.fetchesWebBlobs() && changes.before().isPresent();
        if (hasWebBlobs && size.bytes() > max(Limit.SITE_BYTES)) {
            return Optional.empty();
        }
        RegistryFiles.Assessment assessment = registry.assess(summaries, size);
        assessment.grade().emit(sink);
        output.finish(sink.files());
        return Optional.of(new EmittedSite(output, summaries, size, assessment, fetched.result()));
    }

    /** New files → where readers find them, in place of the old. */
    public SiteResult replace(EmittedSite site) {
        boolean changed = site.output().replace();
        return result(site.summaries(), site.size(), site.assessment(), changed, site.fetched());
    }

    @Override
    public void close() {
        try {
            closeAll();
        } finally {
            lock.close();
        }
    }

    private void closeAll() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Bytes that the site would have with all blobs. */
    private long counted(SiteChanges changes) {
        List<RepositoryName> names = changes.toMake();
        List<RepositorySummary> summaries = new ArrayList<>(changes.known());
        new ParallelWork(names.size())
                .asStep(progress, "Computing the size of the site", "repository")
                .map(index -> repositories.emit(
                        names.get(index),
                        changes.isNamespace(names.get(index)),
                        SiteSink.counting(),
                        WebBlobs.counted(request.site()),
                        report))
                .forEach(build -> build.ifPresent(one -> summaries.add(one.summary())));
        report.orThrow();
        summaries.sort(Comparator.comparing(RepositorySummary::name));
        SiteSink sink = SiteSink.counting();
        registry.emit(summaries, sink);
        SiteSize size = SiteOutput.size(summaries, sink);
        return size.bytes() + registry.assess(summaries, size).grade().json().length;
    }

    private List<WantedBlob> wanted(List<RepositoryName> names) {
        List<WantedBlob> wanted = new ParallelWork(names.size())
                        .asStep(progress, "Reading metadata", "repository")
                        .map(index -> repositories.wanted(names.get(index), report))
                        .stream()
                        .flatMap(List::stream)
                        .toList();
        report.orThrow();
        return wanted;
    }

    private long max(Limit limit) {
        return request.host().capabilities().most(limit);
    }

    /** @param size of all files but the grade */
    private SiteResult result(
            List<RepositorySummary> summaries,
            SiteSize size,
            RegistryFiles.Assessment assessment,
            boolean changed,
            SiteResult.Fetched fetched) {
        List<Problem> findings = new ArrayList<>(fetched.problems());
        findings.addAll(assessment.findings());
        List<ClientCommand> commands = summaries.stream()
                .map(RepositorySummary::commands)
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(command -> new ClientCommand(command.client(), ServedAddress.usual(command.command())))
                .toList();
        summaries.forEach(summary -> summary.warnings().forEach(report));
        return new SiteResult(
                request.site(),
                changed,
                summaries.size(),
                summaries.stream().mapToLong(summary -> summary.listed().tags()).sum(),
                size.files() + 1,
                size.bytes() + assessment.grade().json().length,
                report.warnings(),
                fetched,
                findings,
                commands,
                assessment.grade());
    }
}
