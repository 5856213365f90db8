package io.github.registryorg.check;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.git.FirstParent;
import io.github.registryorg.git.GitRepository;
import io.github.registryorg.metadata.FrontMatter;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.SignaturePolicy;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.signature.Trust;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy and the merges of a registry → what the policy would have refused. Who made them is not known any more, so that
 * nobody is refused for who they are; what is wrong whatever the policy says is not reported, and blobs are not looked for.
 */
public final class PolicyTrial {

    private final PolicyTrialRequest request;
    private final BlobStores stores;
    private final Progress progress;

    /** @param stores that have the signatures which the metadata has not */
    public PolicyTrial(PolicyTrialRequest request, BlobStores stores, Progress progress) {
        this.request = request;
        this.stores = stores;
        this.progress = progress;
    }

    /**
     * Judges each merge as a contribution to the commit before it.
     *
     * @throws RegistryException if the policy or a commit can't be read
     */
    public PolicyTrialResult run() {
        ContributionValidation.Tried policy = policy();
        progress.step("Trying the policy", "merge");
        List<FirstParent> commits = commits();
        progress.expected(commits.size(), 0);
        List<PolicyTrialResult.Merge> merges = new ArrayList<>();
        for (FirstParent commit : commits) {
            merges.add(judge(commit, policy));
            progress.done(1);
        }
        return new PolicyTrialResult(merges);
    }

    private PolicyTrialResult.Merge judge(FirstParent commit, ContributionValidation.Tried policy) {
        ValidateRequest contribution = new ValidateRequest(
                request.directory(),
                commit.parent().id(),
                commit.commit().id(),
                false,
                request.access(),
                request.hosts(),
                problem -> {});
        Inspected inspected = new ContributionValidation(
                        contribution, name -> Authority.Standing.KEEPER, policy, stores, Progress.NONE)
                .inspect();
        // what changes no repository was no contribution
        List<Problem> errors =
                inspected.repositories() == 0 ? List.of() : inspected.report().errors();
        return new PolicyTrialResult.Merge(commit, inspected.repositories(), errors);
    }

    private List<FirstParent> commits() {
        try (GitRepository git = GitRepository.containing(request.directory())) {
            return git.history().firstParents(git.revision(request.since()), git.revision(head()));
        }
    }

    private String head() {
        return request.head() == null ? "HEAD" : request.head();
    }

    private ContributionValidation.Tried policy() {
        Path file = request.policy() == null
                ? request.directory().resolve(MetadataLayout.SETTINGS)
                : request.policy().toAbsolutePath();
        byte[] content = Optional.ofNullable(file.getParent())
                .flatMap(around ->
                        new DirectoryTree(around).read(file.getFileName().toString(), FrontMatter.MAX_SIZE))
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.CONFIGURATION_INVALID, file.toString(), "does not exist")
                                .hint("Name a registry.yaml to try with -Dregistry.policy.")));
        Report report = new Report();
        RegistrySettings settings = RegistrySettings.read(content, report);
        FileTree keys = beside(file, new DirectoryTree(request.directory()));
        Map<SignaturePolicy.Rule, Trust> trust = Trust.read(settings.signatures(), keys, report);
        report.orThrow();
        return new ContributionValidation.Tried(settings, trust);
    }

    /** The keys that a policy names are in its directory, or in that of the registry. */
    private static FileTree beside(Path policy, FileTree registry) {
        FileTree around = new DirectoryTree(Objects.requireNonNull(policy.getParent()));
        return new FileTree() {
            @Override
            public List<Entry> list(String directory) {
                return List.of();
            }

            @Override
            public Optional<byte[]> read(String file, int limit) {
                return around.read(file, limit).or(() -> registry.read(file, limit));
            }
        };
    }
}
