package io.github.registryorg.check;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.Progress;
import java.util.ArrayList;
import java.util.List;
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
        return request.isOfContribution() ? new ContributionValidation(request, progress).inspect() : all();
    }

    private Inspected all() {
        progress.step("Reading metadata", "repository");
        Report report = new Report(request.listener());
        MetadataDirectory metadata = new MetadataDirectory(DirectoryTree.ofMetadata(request.directory()), report);
        RegistrySettings settings = metadata.settings();
        BlobCheck blobs = new BlobCheck(settings);
        List<Check> checks = new ArrayList<>(Inspection.structure(settings));
        checks.add(new DocumentTagCheck(request.hosts()));
        checks.add(blobs);
        Inspection inspection = new Inspection(checks);
        long tags = 0;
        List<RepositoryName> names = metadata.repositoriesOf(request.directory());
        progress.expected(names.size(), 0);
        for (RepositoryName name : names) {
            Repository repository = metadata.repository(name);
            inspection.inspect(repository, report);
            tags += repository.tags().size();
            progress.done(1);
        }
        return new Inspected(names.size(), tags, blobs, report, 0, List.of(), List.of());
    }

    /** The blobs → findings about each that is not where it must be. */
    public ValidateResult checkBlobs(Inspected inspected) {
        Consumer<Problem> problems = request.isOfContribution()
                ? ContributedProblems.ofWhatIsBrought(inspected.report())
                : inspected.report();
        new BlobExistence(stores, request.deep(), progress).check(inspected.blobs(), problems);
        return ValidateResult.of(inspected);
    }
}
