package io.github.registryorg.check;

import io.github.registryorg.event.ContributorSearch;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.metadata.ContributedProblems;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OverlaidTree;
import io.github.registryorg.metadata.Owners;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.SignaturePolicy;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.signature.Trust;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a contribution changes → everything that is wrong with that, as merged into the base. Both sides are read from
 * git's objects, and the policy from the base, which the contribution has no hand in.
 */
final class ContributionValidation {

    private static final Consumer<Problem> UNHEARD = problem -> {};

    private final ValidateRequest request;
    private final BlobStores stores;
    private final Progress progress;
    private final Report report;
    private final ContributedChanges changes = new ContributedChanges();
    private final RefusedAddresses refused = new RefusedAddresses();
    private final @Nullable Authority authority;
    private final @Nullable Tried tried;

    /**
     * A policy that is tried in place of that of the base: what is wrong whatever it says is not reported.
     *
     * @param settings the policy
     * @param trust the keys that it names
     */
    record Tried(RegistrySettings settings, Map<SignaturePolicy.Rule, Trust> trust) {}

    ContributionValidation(ValidateRequest request, BlobStores stores, Progress progress) {
        this(request, null, null, stores, progress);
    }

    /**
     * @param authority of those who contribute; null for what the owners in the policy say of them
     * @param tried in place of the policy of the base; null for that
     */
    ContributionValidation(
            ValidateRequest request,
            @Nullable Authority authority,
            @Nullable Tried tried,
            BlobStores stores,
            Progress progress) {
        this.request = request;
        this.authority = authority;
        this.tried = tried;
        this.stores = stores;
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
        Consumer<Problem> structure = tried == null ? report : UNHEARD;
        ContributionCheck contribution = new ContributionCheck(directory, structure);
        Revision base = git.revision(Objects.requireNonNull(request.base(), "base"));
        FileTree baseFiles = git.tree(base, directory);
        FileTree headFiles;
        Optional<Instant> committed = Optional.empty();
        if (request.head() != null) {
            Revision head = git.revision(request.head());
            git.changesByMerging(base, head, contribution, structure);
            headFiles = git.tree(head, directory);
            committed = git.history().time(head);
        } else {
            git.changesByMergingWorkingTree(base, contribution);
            headFiles = new DirectoryTree(request.directory());
        }
        FileTree merged = new OverlaidTree(baseFiles, headFiles, contribution.paths());
        new CaseCheck(merged, structure).check(contribution.paths().keySet());
        RegistrySettings policy =
                tried == null ? new MetadataDirectory(baseFiles, report).settings() : tried.settings();
        MetadataDirectory before = new MetadataDirectory(baseFiles, UNHEARD);
        Consumer<Problem> brought = new ContributedProblems(contribution.paths().keySet(), report);
        List<Check> checks = new ArrayList<>();
        if (tried == null) {
            checks.addAll(Inspection.contributed(policy));
            checks.add(new SuccessorCheck(new MetadataDirectory(merged, UNHEARD)));
            checks.add(new DocumentTagCheck(request.hosts()));
            checks.add(new PublishedCheck(contribution.changed(), committed));
        } else {
            checks.add(new TriedStoresCheck(policy));
        }
        checks.addAll(Inspection.rulesOfContribution(Ruling.ofContribution(policy.rules(), before), refused));
        try (ContributorSearch search = new ContributorSearch(request.contributor())) {
            Ownership ownership = Ownership.of(authority == null ? policy.owners() : Owners.EMPTY, search, report);
            contribution.changed().keySet().forEach(name -> ownership.check(name, !before.has(name)));
            new TextRules(policy.rules(), baseFiles, merged, report)
                    .check(contribution.paths(), contribution.executable());
            Authority who = authority == null ? ownership : authority;
            Inspected inspected = inspect(
                    contribution,
                    policy,
                    checks,
                    new ChangeRules(policy, who, new SimilarNames(baseFiles), report),
                    before,
                    new MetadataDirectory(merged, tried == null ? brought : UNHEARD),
                    brought,
                    ownership.notes(),
                    isOfStranger(contribution, who));
            // reads from stores, which is not done before it is known whether it may be
            String obstacle = inspected.obstacle();
            SignatureCheck signatures = new SignatureCheck(
                    policy.signatures(),
                    tried == null ? Trust.read(policy.signatures(), baseFiles, report) : tried.trust(),
                    obstacle == null
                            ? SignaturePayloads.ofContribution(policy, stores, refused)
                            : SignaturePayloads.ofNothing(policy, stores, obstacle),
                    // what was merged was judged then, by certificates that may be expired now
                    tried == null ? Instant.now() : committed.orElseGet(Instant::now),
                    new ContributedTags(contribution, before),
                    before);
            check(signatures, policy.signatures(), contribution, new MetadataDirectory(merged, UNHEARD), brought);
            return inspected;
        }
    }

    /** @param after whose own problems were reported before */
    private static void check(
            SignatureCheck signatures,
            SignaturePolicy policy,
            ContributionCheck contribution,
            MetadataDirectory after,
            Consumer<Problem> problems) {
        Inspection inspection = new Inspection(List.of(signatures));
        contribution.changed().keySet().stream()
                .filter(name -> policy.of(name).isPresent())
                .forEach(name -> inspection.inspect(after.repository(name), problems));
    }

    /** Who may not make a contribution causes no request with it. */
    private static boolean isOfStranger(ContributionCheck contribution, Authority authority) {
        return contribution.changed().keySet().stream()
                .anyMatch(name -> authority.over(name) == Authority.Standing.STRANGER);
    }

    private Inspected inspect(
            ContributionCheck contribution,
            RegistrySettings policy,
            List<Check> checks,
            ChangeRules rules,
            MetadataDirectory before,
            MetadataDirectory after,
            Consumer<Problem> problems,
            List<String> notes,
            boolean isOfStranger) {
        BlobCheck known = new BlobCheck(policy, true, BlobOutcomes.forgotten());
        NewBlobRules limits =
                new NewBlobRules(policy.rules(), contribution.changed().keySet(), report);
        BlobCheck wanted = BlobCheck.ofContribution(policy, known, limits.collected(), refused);
        Inspection knowing = new Inspection(List.of(known));
        checks.add(wanted);
        Inspection inspection = new Inspection(checks);
        long tags = 0;
        progress.step("Reading metadata", "repository");
        progress.expected(contribution.changed().size(), 0);
        for (RepositoryName name : contribution.changed().keySet()) {
            Repository old = before.repository(name);
            Repository fresh = after.repository(name);
            knowing.inspect(old, UNHEARD);
            inspection.inspect(fresh, problems);
            ChangedRepository compared = new ChangedRepository(old, fresh, contribution.files(name), !before.has(name));
            rules.check(compared);
            changes.add(compared);
            tags += fresh.tags().size();
            progress.done(1);
        }
        wanted.forget(known);
        boolean areFew = limits.check(wanted.wanted(), wanted.isCut());
        boolean isSmall = limits.checkConfigs(wanted.wanted().stream()
                        .filter(wanted.configs()::isRead)
                        .toList())
                && areFew;
        return new Inspected(
                contribution.changed().size(),
                tags,
                wanted,
                report,
                contribution.files(),
                changes.sorted(),
                notes,
                new RepositoryFindings(Set.of()),
                obstacle(isOfStranger, isSmall));
    }

    /** Who may not make a contribution decides neither how long this takes, nor what is requested. */
    private @Nullable String obstacle(boolean isOfStranger, boolean isSmall) {
        if (isOfStranger) {
            return "who contributes may not make these changes";
        }
        if (!isSmall) {
            return "the contribution adds more than it may";
        }
        return report.droppedErrors() > 0 ? "there are more errors than are kept" : null;
    }
}
