package io.github.registryorg;

import io.github.registryorg.check.BlobCheck;
import io.github.registryorg.check.BlobExistence;
import io.github.registryorg.check.Check;
import io.github.registryorg.check.ContributionCheck;
import io.github.registryorg.check.Inspection;
import io.github.registryorg.check.Report;
import io.github.registryorg.check.TagChange;
import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.metadata.FileTree;
import io.github.registryorg.metadata.FolderTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.store.BlobStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a contribution changes → everything that is wrong with that. Both sides are read from git's objects, and the
 * policy from the base, which the contribution has no hand in.
 */
final class ContributionValidation {

    private static final Consumer<Problem> UNHEARD = problem -> {};

    private final ValidateRequest request;
    private final BlobStores stores;
    private final Report report = new Report();
    private final List<TagChange> tagChanges = new ArrayList<>();

    ContributionValidation(ValidateRequest request, BlobStores stores) {
        this.request = request;
        this.stores = stores;
    }

    ValidateResult run() {
        try (GitRepository git = GitRepository.containing(request.directory())) {
            return run(git, git.folder());
        }
    }

    private ValidateResult run(GitRepository git, String folder) {
        ContributionCheck contribution = new ContributionCheck(folder, report);
        Revision base = git.revision(request.base());
        Revision head = git.revision(request.head().orElse("HEAD"));
        Revision common = git.mergeBase(base, head);
        FileTree files;
        if (request.head().isPresent()) {
            git.changes(common, head, contribution, report);
            files = new RevisionFiles(git.tree(head, folder));
        } else {
            git.changesOfWorkingTree(common, contribution);
            files = new FolderTree(request.directory());
        }
        RegistrySettings policy = new MetadataDirectory(new RevisionFiles(git.tree(base, folder)), report).settings();
        return inspect(
                contribution,
                policy,
                new MetadataDirectory(new RevisionFiles(git.tree(common, folder)), UNHEARD),
                new MetadataDirectory(files, report));
    }

    private ValidateResult inspect(
            ContributionCheck contribution,
            RegistrySettings policy,
            MetadataDirectory before,
            MetadataDirectory after) {
        BlobCheck known = new BlobCheck(policy);
        BlobCheck wanted = new BlobCheck(policy);
        Inspection knowing = new Inspection(List.of(known));
        List<Check> checks = new ArrayList<>(Inspection.contributed(policy));
        checks.add(wanted);
        Inspection inspection = new Inspection(checks);
        long tags = 0;
        for (var changed : contribution.changed().entrySet()) {
            RepositoryName name = changed.getKey();
            Repository old = before.repository(name);
            Repository fresh = after.repository(name);
            knowing.inspect(old, UNHEARD);
            inspection.inspect(fresh, report);
            tell(old, fresh, changed.getValue());
            tags += fresh.tags().size();
        }
        wanted.forget(known);
        new BlobExistence(stores, request.deep()).check(wanted, report);
        return ValidateResult.of(contribution.changed().size(), tags, wanted.count(), report)
                .changed(contribution.files(), tagChanges);
    }

    private void tell(Repository old, Repository fresh, Set<Tag> tags) {
        for (Tag tag : tags) {
            tagChanges.add(TagChange.of(old, fresh, tag));
        }
    }
}
