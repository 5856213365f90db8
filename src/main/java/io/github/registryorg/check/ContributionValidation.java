package io.github.registryorg.check;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OverlaidTree;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.work.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a contribution changes → everything that is wrong with that, as merged into the base. Both sides are read from
 * git's objects, and the policy from the base, which the contribution has no hand in.
 */
final class ContributionValidation {

    private static final Consumer<Problem> UNHEARD = problem -> {};

    private final ValidateRequest request;
    private final Progress progress;
    private final Report report;
    private final List<TagChange> tagChanges = new ArrayList<>();
    private final List<StateChange> stateChanges = new ArrayList<>();

    ContributionValidation(ValidateRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.report = new Report(request.listener());
    }

    Inspected inspect() {
        progress.step("Comparing commits", "");
        try (GitRepository git = GitRepository.containing(request.directory())) {
            Inspected inspected;
            try {
                inspected = inspect(git, git.directory());
            } catch (RegistryException e) {
                // of what fails for lack of an object, that is all that need be said
                expectAll(git);
                throw e;
            }
            expectAll(git);
            return inspected;
        }
    }

    /** What is absent from a clone would be taken for what a contribution adds, and all its blobs looked for. */
    private static void expectAll(GitRepository git) {
        Optional<Problem> missing = git.missing();
        if (missing.isPresent()) {
            throw new RegistryException(missing.get());
        }
    }

    private Inspected inspect(GitRepository git, String directory) {
        ContributionCheck contribution = new ContributionCheck(directory, report);
        Revision base = git.revision(Objects.requireNonNull(request.base(), "base"));
        FileTree baseFiles = git.tree(base, directory);
        FileTree headFiles;
        Optional<Instant> committed = Optional.empty();
        if (request.head() != null) {
            Revision head = git.revision(request.head());
            git.changesByMerging(base, head, contribution, report);
            headFiles = git.tree(head, directory);
            committed = git.time(head);
        } else {
            git.changesByMergingWorkingTree(base, contribution);
            headFiles = new DirectoryTree(request.directory());
        }
        FileTree merged = new OverlaidTree(baseFiles, headFiles, contribution.paths());
        new CaseCheck(merged, report).check(contribution.paths().keySet());
        RegistrySettings policy = new MetadataDirectory(baseFiles, report).settings();
        Consumer<Problem> brought = new ContributedProblems(contribution.paths().keySet(), report);
        List<Check> checks = new ArrayList<>(Inspection.contributed(policy));
        checks.add(new DocumentTagCheck(request.hosts()));
        checks.add(new PublishedCheck(contribution.changed(), committed));
        return inspect(
                contribution,
                policy,
                checks,
                new MetadataDirectory(baseFiles, UNHEARD),
                new MetadataDirectory(merged, brought),
                brought);
    }

    private Inspected inspect(
            ContributionCheck contribution,
            RegistrySettings policy,
            List<Check> checks,
            MetadataDirectory before,
            MetadataDirectory after,
            Consumer<Problem> problems) {
        BlobCheck known = new BlobCheck(policy);
        BlobCheck wanted = new BlobCheck(policy);
        Inspection knowing = new Inspection(List.of(known));
        checks.add(wanted);
        Inspection inspection = new Inspection(checks);
        long tags = 0;
        progress.step("Reading metadata", "repository");
        progress.expected(contribution.changed().size(), 0);
        for (var changed : contribution.changed().entrySet()) {
            RepositoryName name = changed.getKey();
            Repository old = before.repository(name);
            Repository fresh = after.repository(name);
            knowing.inspect(old, UNHEARD);
            inspection.inspect(fresh, problems);
            changed.getValue().forEach(tag -> tagChanges.add(TagChange.of(old, fresh, tag)));
            contribution.changedNotes(name).forEach(digest -> compareStates(old, fresh, digest));
            tags += fresh.tags().size();
            progress.done(1);
        }
        wanted.forget(known);
        return new Inspected(
                contribution.changed().size(), tags, wanted, report, contribution.files(), stateChanges, tagChanges);
    }

    private void compareStates(Repository old, Repository fresh, Digest digest) {
        for (StateChange change : StateChange.of(old, fresh, digest)) {
            stateChanges.add(change);
            if (change.isReserved()) {
                report.accept(change.forbidden(fresh));
            }
        }
    }
}
