package io.github.registryorg.site;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.RecordingTree;
import io.github.registryorg.host.DocumentTags;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.RepositoryContent;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.RepositoryView;
import io.github.registryorg.problem.Report;
import io.github.registryorg.tree.BlobLocations;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.RepositoryTree;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.SingularityApi;
import io.github.registryorg.tree.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One repository of the metadata → its files of the site: read, checked, planned, emitted. For several threads. */
final class RepositoryFiles {

    private static final MediaType HTML = new MediaType("text/html");

    /** Warnings that are kept for the next run. */
    private static final int MAX_WARNINGS = 100;

    private final DirectoryTree metadata;
    private final Host host;
    private final BlobPolicy policy;
    private final Inspection inspection;
    private final RepositoryPages repositoryPages;
    private final Pages pages;

    RepositoryFiles(
            DirectoryTree metadata,
            Host host,
            BlobPolicy policy,
            Inspection inspection,
            RepositoryPages repositoryPages,
            Pages pages) {
        this.metadata = metadata;
        this.host = host;
        this.policy = policy;
        this.inspection = inspection;
        this.repositoryPages = repositoryPages;
        this.pages = pages;
    }

    /**
     * The blobs of stores on the web that the site must have itself.
     *
     * @param report receives what is wrong with the metadata
     */
    List<WantedBlob> wanted(RepositoryName name, Report report) {
        Repository repository = new MetadataDirectory(metadata, report).repository(name);
        inspection.inspect(repository, report);
        List<WantedBlob> wanted = new ArrayList<>();
        if (!report.hasErrors()) {
            policy.plan(repository, blob -> {
                wanted.add(blob);
                return Optional.empty();
            });
        }
        return wanted;
    }

    /**
     * Emits all files of a repository.
     *
     * @param report receives what is wrong with the metadata; where it has errors, of any repository, nothing is emitted
     * @return empty where nothing was emitted
     */
    Optional<RepositoryBuild> emit(RepositoryName name, SiteSink sink, WebBlobs web, Report report) {
        RecordingTree tree = new RecordingTree(metadata);
        Report own = new Report();
        Repository whole = new MetadataDirectory(tree, own).repository(name);
        inspection.inspect(whole, own);
        own.errors().forEach(report);
        own.warnings().forEach(report);
        if (report.hasErrors()) {
            return Optional.empty();
        }
        SortedSet<Tag> unsafe = whole.tags().stream()
                .filter(tag -> DocumentTags.isDocument(host, tag))
                .filter(tag -> whole.tag(tag).filter(OciTag.class::isInstance).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        Repository repository = (unsafe.isEmpty() ? whole : whole.withTags(tag -> !unsafe.contains(tag)))
                .withRecipes(recipe -> !DocumentTags.isDocument(recipe));
        BlobPlan plan = policy.plan(repository, web);
        plan.emit(sink);
        RepositoryTree files = new RepositoryTree(
                repository, plan::urls, plan.changesManifests() ? plan::urlsInManifests : BlobLocations.NOWHERE, sink);
        List<ServedManifest> manifests = files.emit();
        SingularityApi.Images singularity = new SingularityApi(
                        repository,
                        plan::urls,
                        (blob, most) -> plan.isInSite(blob)
                                ? Optional.of(sink.start(new Endpoint.BlobOf(name, blob).path(), most))
                                : Optional.empty(),
                        sink)
                .emit();
        sink.copied(singularity.copied());
        host.emit(new RepositoryContent(name, manifests, files.referrersByType(), plan.rules(), plan.inSite()), sink);
        RepositoryView view = repositoryPages.view(repository, plan::lacks, singularity);
        sink.file(name + "/index.html", Stage.PAGES, HTML, pages.repository(view));
        RepositorySummary summary = new RepositorySummary(
                name,
                repository.page().description(),
                repository.tags().size(),
                RepositorySummary.latest(view.allTags()),
                !repository.digests().isEmpty(),
                repositoryPages.commands(repository, plan::lacks, singularity),
                repositoryPages.content(repository, view, manifests, plan::lacks, singularity),
                plan.rules(),
                plan.tooLarge(),
                unsafe.stream().map(tag -> name + ":" + tag).toList(),
                files.movedTags(),
                sink.size(),
                own.warnings().stream().limit(MAX_WARNINGS).toList());
        // of more warnings than are kept, the next run finds all again
        boolean complete = plan.isComplete() && own.warnings().size() <= MAX_WARNINGS;
        return Optional.of(new RepositoryBuild(summary, tree.snapshot(), sink.files(), complete));
    }
}
