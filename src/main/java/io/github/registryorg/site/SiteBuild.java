package io.github.registryorg.site;

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
import io.github.registryorg.page.Pages;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.ParallelWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Metadata → site. Repositories are read, checked and emitted one by one, several at a time; what stays in memory is a
 * summary of each. Those that have not changed since the last run are not read at all.
 */
public final class SiteBuild {

    private final SiteRequest request;
    private final BlobStores stores;
    private final Report report = new Report();
    private final DirectoryTree metadata;
    private final SiteParameters parameters;
    private final BlobPolicy policy;
    private final RepositoryFiles repositories;
    private final RegistryFiles registry;

    public SiteBuild(SiteRequest request, BlobStores stores) {
        this.request = request;
        this.stores = stores;
        this.metadata = DirectoryTree.ofMetadata(request.directory());
        // before the settings are read: what changes meanwhile is found by the next run
        this.parameters = SiteParameters.of(request, metadata);
        RegistrySettings settings = new MetadataDirectory(metadata, report).settings();
        Optional<SiteAddress> address = SiteAddress.parse(
                request.url() == null ? request.host().usualAddress().orElse(settings.url()) : request.url());
        HostCapabilities host = request.host().capabilities();
        // where nobody says where it will be, it is where it should be
        SiteLocation location = address.map(known -> known.location(host)).orElse(new SiteLocation(host, true, true));
        Pages pages = new Pages();
        this.policy = new BlobPolicy(request, settings, address, stores);
        this.repositories = new RepositoryFiles(
                metadata,
                request.host(),
                policy,
                new Inspection(Inspection.structure(settings)),
                new RepositoryPages(settings.title(), location, address.orElse(null)),
                pages);
        this.registry = new RegistryFiles(request.host(), settings, address, location, pages);
    }

    public SiteResult run() {
        SiteDirectory.refuseWithoutColons(request.site());
        SiteDirectory.refuseForeign(request.site(), request.directory());
        try (DirectoryLock lock = DirectoryLock.of(request.site())) {
            SiteOutput.clean(lock);
            Optional<SiteState> before = request.full() ? Optional.empty() : SiteChanges.stateOf(lock, parameters);
            try {
                Optional<SiteResult> result = before.isPresent() ? run(lock, before, true) : Optional.empty();
                return result.orElseGet(() -> runAnew(lock));
            } catch (SiteState.Damaged e) {
                return runAnew(lock);
            } finally {
                before.ifPresent(SiteState::close);
            }
        }
    }

    private SiteResult runAnew(DirectoryLock lock) {
        return run(lock, Optional.empty(), true)
                .or(() -> run(lock, Optional.empty(), false))
                .orElseThrow();
    }

    /**
     * Makes the site.
     *
     * @param before what is known of the last run
     * @param fits whether blobs of stores on the web are fetched, if they seem to fit
     * @return empty where it has to be made again, without knowledge of the last run, or without such blobs
     */
    private Optional<SiteResult> run(DirectoryLock lock, Optional<SiteState> before, boolean fits) {
        try (SiteStateWriter state = new SiteStateWriter(lock, parameters)) {
            SiteChanges changes = SiteChanges.find(request, metadata, before, state);
            changes.problems().forEach(report);
            if (changes.isEmpty()) {
                report.orThrow();
                changes.refresh();
                return Optional.of(result(
                        changes.known(), changes.siteSize(max(Limit.FILE_BYTES)), false, SiteResult.Fetched.NOTHING));
            }
            List<WantedBlob> wanted = policy.wantsWebBlobs() ? wanted(changes.toMake()) : List.of();
            if (wanted.isEmpty()) {
                return make(lock, changes, state, WebBlobs.NONE, SiteResult.Fetched.NOTHING);
            }
            long bytes = changes.keptBytes()
                    + wanted.stream().mapToLong(blob -> blob.content().size()).sum();
            if (!fits || bytes > max(Limit.SITE_BYTES) / 2) {
                // there is more to a site than blobs: what it would have is known before anything is fetched
                bytes = counted(changes);
            }
            boolean tooMuch = !fits || bytes > max(Limit.SITE_BYTES);
            if (tooMuch && before.isPresent()) {
                // of the repositories that have not changed, blobs must go too
                return Optional.empty();
            }
            if (tooMuch) {
                SiteResult.Fetched none = SiteResult.Fetched.tooMuch(request.host(), wanted, bytes);
                return make(lock, changes, state, WebBlobs.NONE, none);
            }
            try (BlobFetch fetch =
                    BlobFetch.of(request.site(), stores, request.host().name(), wanted)) {
                return make(
                        lock,
                        changes,
                        state,
                        fetch,
                        new SiteResult.Fetched(fetch.count(), fetch.bytes(), fetch.problems()));
            }
        }
    }

    /** Bytes that the site would have with all blobs. */
    private long counted(SiteChanges changes) {
        List<RepositoryName> names = changes.toMake();
        List<RepositorySummary> summaries = new ArrayList<>(changes.known());
        new ParallelWork(names.size())
                .map(index -> repositories.emit(
                        names.get(index), SiteSink.counting(), blob -> Optional.of(request.site()), report))
                .forEach(build -> build.ifPresent(one -> summaries.add(one.summary())));
        report.orThrow();
        summaries.sort(Comparator.comparing(RepositorySummary::name));
        SiteSink sink = SiteSink.counting();
        registry.emit(summaries, sink);
        SiteSize size = SiteOutput.size(summaries, sink);
        return size.bytes() + registry.verdict(summaries, size).grade().json().length;
    }

    private List<WantedBlob> wanted(List<RepositoryName> names) {
        List<WantedBlob> wanted = new ParallelWork(names.size())
                .map(index -> repositories.wanted(names.get(index), report)).stream()
                        .flatMap(List::stream)
                        .toList();
        report.orThrow();
        return wanted;
    }

    /** @return empty where the site is larger than the host takes, with blobs that it need not have */
    private Optional<SiteResult> make(
            DirectoryLock lock, SiteChanges changes, SiteStateWriter state, WebBlobs web, SiteResult.Fetched fetched) {
        try (SiteOutput output = SiteOutput.of(lock, changes, state, max(Limit.FILE_BYTES))) {
            output.keepUnchanged();
            List<RepositoryName> names = changes.toMake();
            new ParallelWork(names.size()).map(index -> {
                SiteSink sink = output.sink();
                repositories.emit(names.get(index), sink, web, report).ifPresent(build -> output.add(build));
                return null;
            });
            report.orThrow();
            List<RepositorySummary> summaries = output.summaries();
            SiteSink sink = output.sink();
            registry.emit(summaries, sink);
            SiteSize size = SiteOutput.size(summaries, sink);
            boolean hasWebBlobs = web != WebBlobs.NONE
                    || policy.wantsWebBlobs() && changes.before().isPresent();
            if (hasWebBlobs && size.bytes() > max(Limit.SITE_BYTES)) {
                return Optional.empty();
            }
            registry.verdict(summaries, size).grade().emit(sink);
            boolean changed = output.commit(sink.files());
            return Optional.of(result(summaries, size, changed, fetched));
        }
    }

    private long max(Limit limit) {
        return request.host().capabilities().most(limit);
    }

    /** @param size of all files but the grade */
    private SiteResult result(
            List<RepositorySummary> summaries, SiteSize size, boolean changed, SiteResult.Fetched fetched) {
        RegistryFiles.Verdict verdict = registry.verdict(summaries, size);
        List<Problem> findings = new ArrayList<>(fetched.problems());
        findings.addAll(verdict.findings());
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
                summaries.stream().mapToLong(RepositorySummary::tags).sum(),
                size.files() + 1,
                size.bytes() + verdict.grade().json().length,
                report.warnings(),
                fetched,
                findings,
                commands,
                verdict.grade());
    }
}
