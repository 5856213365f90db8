package io.github.registryorg.check;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.CodeOwners;
import io.github.registryorg.metadata.ContributedProblems;
import io.github.registryorg.metadata.FrontMatterKind;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import io.github.registryorg.signature.Trust;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.ParallelWork;
import io.github.registryorg.work.Progress;
import io.github.registryorg.work.WorkerThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Metadata → everything that is wrong with it, and with the blobs that it names. */
public final class Validation {

    private final ValidateRequest request;
    private final BlobStores stores;
    private final Progress progress;

    public Validation(ValidateRequest request, BlobStores stores, Progress progress) {
        this.request = request;
        this.stores = stores;
        this.progress = progress;
    }

    /** The metadata, or what a contribution changes of it → findings about its structure, and the blobs that it names. */
    public Inspected inspect() {
        return request.isOfContribution() ? contribution() : read(open(), blob -> {});
    }

    /** The same, and findings about each blob that is not where it must be. */
    public ValidateResult validate() {
        request.expectCacheElsewhere();
        try (WorkerThreads early = WorkerThreads.of("registry-early", 1)) {
            // all that is read needs them, and they take longer than what comes before
            early.submit(() -> {
                FrontMatterKind.load();
                return null;
            });
            return check();
        }
    }

    private ValidateResult check() {
        List<Problem> ofCache = new ArrayList<>();
        BlobOptions options = request.blobs();
        BlobCache cache = BlobCache.read(
                options.cache(),
                request.mustVerify() ? Duration.ZERO : options.cacheAge(),
                InstantSource.system(),
                ofCache::add);
        if (request.isOfContribution()) {
            Inspected inspected = contribution();
            ofCache.forEach(inspected.report());
            if (inspected.obstacle() != null) {
                return ValidateResult.of(
                        inspected.with("Blobs were not looked for, since " + inspected.obstacle() + "."),
                        BlobCounts.NONE);
            }
            Consumer<Problem> problems = ContributedProblems.ofWhatIsBrought(inspected.report());
            try (BlobExistence existence = existence(cache, inspected.blobs(), problems)) {
                return finish(inspected, existence, cache, problems);
            }
        }
        Registry registry = open();
        ofCache.forEach(registry.report());
        try (BlobExistence existence = existence(cache, registry.blobs(), registry.report())) {
            Inspected inspected = read(registry, existence::begin);
            return finish(inspected, existence, cache, registry.report());
        }
    }

    private Inspected contribution() {
        return new ContributionValidation(request, stores, progress).inspect();
    }

    private BlobExistence existence(BlobCache cache, BlobCheck blobs, Consumer<Problem> problems) {
        BlobScope scope = new BlobScope(
                request.isOfContribution(), request.deep(), request.blobs().hashUpTo());
        return new BlobExistence(stores, scope, cache, progress, blobs, problems);
    }

    /** A registry of which it is known what is in it. */
    private record Registry(
            DirectoryTree files,
            RegistrySettings settings,
            List<RepositoryName> names,
            RepositoryFindings findings,
            BlobCheck blobs,
            Report report) {}

    private Registry open() {
        progress.step("Reading metadata", "repository");
        Report report = new Report(request.listener());
        DirectoryTree files = DirectoryTree.ofMetadata(request.directory());
        MetadataDirectory metadata = new MetadataDirectory(files, report);
        RegistrySettings settings = metadata.settings();
        metadata.logo();
        if (!settings.owners().isEmpty()) {
            new CodeOwners(settings.owners()).compare(files, report);
        }
        List<Problem> onTheWay = new ArrayList<>();
        List<RepositoryName> names = new MetadataDirectory(files, onTheWay::add).repositoriesOf(request.directory());
        onTheWay.forEach(report);
        RepositoryFindings findings = new RepositoryFindings(names);
        onTheWay.forEach(findings::add);
        BlobCheck blobs = new BlobCheck(
                settings,
                request.deep(),
                request.verdict() == null ? BlobOutcomes.forgotten() : new BlobOutcomes(findings));
        return new Registry(files, settings, names, findings, blobs, report);
    }

    /** @param blobs hears of each blob as soon as it is known */
    private Inspected read(Registry registry, Consumer<WantedBlob> blobs) {
        Report report = registry.report();
        RegistryInspection inspection = new RegistryInspection(
                registry.files(),
                registry.settings(),
                request,
                Trust.read(registry.settings().signatures(), registry.files(), report),
                stores);
        List<RepositoryName> names = registry.names();
        progress.expected(names.size(), 0);
        AtomicLong tags = new AtomicLong();
        new ParallelWork(names.size()).map(index -> inspection.inspect(names.get(index)), found -> {
            Consumer<Problem> problems = registry.findings().of(found.name(), report);
            found.problems().forEach(problems);
            report.dropped(found.dropped());
            registry.blobs().take(found.name(), found.blobs()).forEach(blobs);
            tags.addAndGet(found.tags());
            progress.done(1);
        });
        return new Inspected(
                names.size(), tags.get(), registry.blobs(), report, 0, List.of(), List.of(), registry.findings(), null);
    }

    private ValidateResult finish(
            Inspected inspected, BlobExistence existence, BlobCache cache, Consumer<Problem> problems) {
        BlobCounts looked = existence.finish();
        cache.write(inspected.report());
        if (request.mustVerify()) {
            inspected.blobs().outcomes().nothingVerified().ifPresent(problems);
        }
        if (request.verdict() != null) {
            VerdictMaking.write(request.directory(), request.verdict(), inspected.findings(), problems);
        }
        return ValidateResult.of(inspected, looked);
    }
}
