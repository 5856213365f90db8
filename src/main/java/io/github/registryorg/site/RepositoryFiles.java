package io.github.registryorg.site;

import io.github.registryorg.catalog.Catalog;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.RecordingTree;
import io.github.registryorg.host.DocumentStart;
import io.github.registryorg.host.DocumentTags;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.RepositoryContent;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import io.github.registryorg.page.Pages;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import io.github.registryorg.tree.BlobLocations;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.RepositoryTree;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.SingularityApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One repository of the metadata → its files of the site: read, checked, planned, emitted. For several threads. */
final class RepositoryFiles {

    /** Warnings that are kept for the next run. */
    private static final int MAX_WARNINGS = 100;

    private final DirectoryTree metadata;
    private final Host host;
    private final BlobPolicy policy;
    private final RepositoryVersions versions;
    private final RepositoryPages repositoryPages;
    private final TagPages tagPages;
    private final Pages pages;
    private final Catalog catalog;

    RepositoryFiles(
            DirectoryTree metadata,
            Host host,
            BlobPolicy policy,
            RepositoryVersions versions,
            RepositoryPages repositoryPages,
            TagPages tagPages,
            Pages pages,
            Catalog catalog) {
        this.metadata = metadata;
        this.host = host;
        this.policy = policy;
        this.versions = versions;
        this.repositoryPages = repositoryPages;
        this.tagPages = tagPages;
        this.pages = pages;
        this.catalog = catalog;
    }

    /**
     * The blobs of stores on the web that the site must have itself.
     *
     * @param report receives what is wrong with the metadata
     */
    List<WantedBlob> wanted(RepositoryName name, Report report) {
        List<WantedBlob> wanted = new ArrayList<>();
        try (RepositoryVersion version = versions.of(name, metadata, report).orElse(null)) {
            if (version != null) {
                passOn(version.report(), report);
                if (!report.hasErrors()) {
                    policy.plan(version.repository(), version.doubtful(), blob -> {
                        wanted.add(blob);
                        return Optional.empty();
                    });
                }
            }
        }
        return wanted;
    }

    private static void passOn(Report own, Report report) {
        own.errors().forEach(report);
        own.warnings().forEach(report);
    }

    /** The same where the successor that it names is there; without it where that is not, which is reported. */
    private static Repository withSuccessor(Repository repository, MetadataDirectory directory, Report report) {
        Optional<Problem> unknown = directory.unknownSuccessor(repository);
        unknown.ifPresent(report);
        return unknown.isPresent() ? repository.withoutSuccessor() : repository;
    }

    /**
     * Emits all files of a repository.
     *
     * @param isNamespace whether there are repositories below its name
     * @param report receives what is wrong with the metadata; where it has errors, of any repository, nothing is emitted
     * @return empty where nothing was emitted
     */
    Optional<RepositoryBuild> emit(
            RepositoryName name, boolean isNamespace, SiteSink sink, WebBlobs web, Report report) {
        RecordingTree tree = new RecordingTree(metadata);
        try (RepositoryVersion version = versions.of(name, tree, report).orElse(null)) {
            return version == null ? Optional.empty() : emit(version, tree, isNamespace, sink, web, report);
        }
    }

    /** @param tree the metadata as it is now; what it is asked for is remembered */
    private Optional<RepositoryBuild> emit(
            RepositoryVersion version,
            RecordingTree tree,
            boolean isNamespace,
            SiteSink sink,
            WebBlobs web,
            Report report) {
        Report own = version.report();
        RepositoryName name = version.repository().name();
        Repository whole = withSuccessor(version.repository(), new MetadataDirectory(tree, own), own);
        passOn(own, report);
        if (report.hasErrors()) {
            return Optional.empty();
        }
        SortedSet<Tag> unsafe = whole.tags().stream()
                .filter(tag -> DocumentTags.isDocument(host, tag))
                .filter(tag -> whole.tag(tag).filter(OciTag.class::isInstance).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documents = documents(whole, report);
        Repository repository = (unsafe.isEmpty() ? whole : whole.withTags(tag -> !unsafe.contains(tag)))
                .withRecipes((tag, recipe) -> !DocumentTags.isDocument(recipe)
                        && !documents.contains(whole.layout().recipe(tag.tag(), recipe)));
        BlobPlan plan = policy.plan(repository, version.doubtful(), web);
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
        List<RankedTag> ranked = RankedTag.sorted(repository.tags());
        TagContents contents = repositoryPages.contents(repository, plan::lacks, singularity);
        Set<Tag> withPage = tagPages.withPage(ranked);
        Map<Tag, Digest> served = served(manifests);
        TagReferrers attached = tagPages.attached(repository, files.referrers(), plan);
        Optional<String> signature = PullBoxes.example(repository, ranked)
                .flatMap(tag -> tagPages.signature(repository, tag, plan, attached));
        repositoryPages.emit(
                repository, version.commit(), ranked, contents, withPage, served, signature, isNamespace, pages, sink);
        tagPages.emit(repository, ranked, withPage, contents, plan, served, attached, sink);
        PlatformSizes sizes = contents.sizes();
        List<ListedTag> published = RepositoryListing.published(repository, ranked, sizes);
        ListedRepository listed =
                RepositoryListing.of(repository, ranked, PullBoxes.example(repository, ranked), published, sizes);
        catalog.emit(listed, published, sink);
        RepositorySummary summary = new RepositorySummary(
                listed,
                !repository.digests().isEmpty(),
                repositoryPages.commands(repository, ranked, contents),
                RepositoryPages.content(repository, ranked, contents, manifests),
                plan.rules(),
                plan.tooLarge(),
                unsafe.stream().map(tag -> name + ":" + tag).toList(),
                files.movedTags(),
                sink.size(),
                own.warnings().stream().limit(MAX_WARNINGS).toList());
        // of more warnings than are kept, the next run finds all again
        boolean complete = plan.isComplete() && own.warnings().size() <= MAX_WARNINGS && isSettled(version, name);
        return Optional.of(
                new RepositoryBuild(summary, tree.snapshot(), versions.dependsOn(name), sink.files(), complete));
    }

    /** Whether the version is decided by what the next run compares: not by what its clone lacks, nor by its own checks. */
    private boolean isSettled(RepositoryVersion version, RepositoryName name) {
        return (version.commit() == null || !versions.dependsOn(name).isEmpty())
                && version.report().warnings().stream()
                        .noneMatch(problem -> problem.code() == ProblemCode.REPOSITORY_UNVERIFIED);
    }

    /** The digests that tags name on the site: of manifests with added {@code urls}, others than in the metadata. */
    /** The recipes that the host would serve as documents because of their first bytes, each of which is reported. */
    private Set<String> documents(Repository whole, Report report) {
        Set<String> documents = new TreeSet<>();
        if (host.capabilities().can(HostAbility.INERT_BLOBS)) {
            return documents;
        }
        for (Tag name : whole.tags()) {
            if (whole.tag(name).orElse(null) instanceof LegacyTag tag) {
                for (String recipe : whole.recipes(tag)) {
                    boolean isDocument = whole.recipe(tag, recipe)
                            .filter(content -> DocumentStart.isDocument(host.capabilities(), content))
                            .isPresent();
                    String file = whole.layout().recipe(name, recipe);
                    if (isDocument && documents.add(file)) {
                        report.accept(DocumentStart.leftOut(host, file));
                    }
                }
            }
        }
        return documents;
    }

    private static Map<Tag, Digest> served(List<ServedManifest> manifests) {
        Map<Tag, Digest> digests = new TreeMap<>();
        manifests.forEach(manifest -> {
            if (manifest.reference() instanceof Tag tag) {
                digests.put(tag, manifest.digest());
            }
        });
        return digests;
    }
}
