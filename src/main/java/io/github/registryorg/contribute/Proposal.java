package io.github.registryorg.contribute;

import io.github.registryorg.git.CommitDraft;
import io.github.registryorg.git.ConcurrentUpdate;
import io.github.registryorg.git.GitCommit;
import io.github.registryorg.git.GitObjects;
import io.github.registryorg.git.GitRemote;
import io.github.registryorg.git.MailPatch;
import io.github.registryorg.git.RemoteTree;
import io.github.registryorg.metadata.Age;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.work.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Contributions → a branch that has them on top of what the registry has now → a pull request. Where another build is
 * faster, it reads again and starts again: nothing is ever overwritten that was not seen, and nothing that others made.
 */
final class Proposal {

    private static final int MAX_ATTEMPTS = 25;

    private final ProposalOptions options;
    private final Map<RepositoryName, OfferedRepository> contributions;
    private final String branch;
    private final GitObjects objects;
    private final GitRemote registry;
    private final GitRemote pushed;
    private final Backoff backoff;
    private final Progress progress;
    private final ContinuousIntegration ci;
    private final ProposalMerge drafting;
    private final Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /**
     * @param registry what is proposed to
     * @param pushed what has the branch: the same, or a fork
     */
    Proposal(
            ProposalOptions options,
            Map<RepositoryName, OfferedRepository> contributions,
            GitObjects objects,
            GitRemote registry,
            GitRemote pushed,
            Age.History history,
            ContinuousIntegration ci,
            Backoff backoff,
            Progress progress) {
        this.options = options;
        this.contributions = contributions;
        this.branch = BranchName.of(options.branch(), contributions.keySet(), options.build(), options.hasModules());
        this.objects = objects;
        this.registry = registry;
        this.pushed = pushed;
        this.backoff = backoff;
        this.progress = progress;
        this.ci = ci;
        this.drafting = new ProposalMerge(contributions.values(), history, options.rollback(), when.toString());
    }

    String branch() {
        return branch;
    }

    /**
     * What was seen at one moment.
     *
     * @param target the branch that the pull request shall go into
     * @param base where that is in the registry
     * @param pushBase where it is in the repository that has the branch: a fork may be behind
     * @param tip where the branch is
     */
    private record Seen(String target, GitCommit base, GitCommit pushBase, Optional<GitCommit> tip) {

        /** Whether others have had a hand in the branch. What was merged as it is, the base has. */
        boolean isForeign() {
            return tip.isPresent()
                    && !ProposalMark.isOurs(tip.get())
                    && !tip.get().id().equals(base.id())
                    && !base.parents().contains(tip.get().id());
        }

        GitCommit onto() {
            return isForeign() ? tip.orElseThrow() : pushBase;
        }
    }

    /** What the forge is needed for: whether what a branch has was rejected or merged. */
    interface Closed {
        boolean isClosed(String target, String commit);
    }

    /**
     * How it ended.
     *
     * @param isPushed whether there is a branch that has it all
     * @param isSent whether the branch was moved for that
     * @param commit null where none was made
     * @param patch empty where none was requested
     */
    record Result(
            String target,
            ProposalDraft draft,
            ProposalText text,
            boolean isPushed,
            boolean isSent,
            @Nullable CommitDraft commit,
            byte[] patch) {}

    private Seen see() {
        List<String> names = new ArrayList<>(List.of(branch));
        Optional.ofNullable(options.target()).ifPresent(names::add);
        GitRemote.Branches branches = registry.fetch(names);
        String target = options.target() == null ? branches.defaultBranch() : options.target();
        String base = target == null ? null : branches.tips().get(target);
        if (target == null || base == null) {
            throw new RegistryException(Problem.of(
                            ProblemCode.NAME_UNKNOWN,
                            registry.address().toString(),
                            target == null ? "has no commit yet" : "has no branch " + target)
                    .hint("Make the registry first (registry:init), or check registry.targetBranch."));
        }
        if (target.equals(branch)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.branch",
                            "is the branch that pull requests go into")
                    .hint("Choose another, or leave it out."));
        }
        GitCommit commit = objects.commit(base);
        if (options.fork() == null) {
            return new Seen(target, commit, commit, branches.tip(branch).map(objects::commit));
        }
        GitRemote.Branches forked = pushed.fetch(List.of(branch, target));
        GitCommit pushBase =
                forked.tip(target).map(objects::commit).orElseThrow(() -> behind("has no branch " + target));
        return new Seen(target, commit, pushBase, forked.tip(branch).map(objects::commit));
    }

    private RegistryException behind(String what) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, pushed.address().toString(), what)
                        .hint("Bring the fork up to date with the registry's repository."));
    }

    /** Without pushing: what it would be, as a patch for the registry's own branch. */
    Result patch() {
        Seen seen = see();
        RemoteTree base = new RemoteTree(objects, registry, seen.base());
        ProposalDraft draft = drafting.draft(base, base, OpenProposal.NONE);
        ProposalText text = text(draft);
        if (draft.files().isEmpty()) {
            return new Result(seen.target(), draft, text, false, false, null, ProposalResult.NO_PATCH);
        }
        String tree = objects.edit(seen.base().tree(), draft.files());
        CommitDraft commit = commit(tree, seen.base().id(), text, true);
        base.load(draft.files().keySet());
        byte[] patch = MailPatch.of(commit, draft.files(), path -> base.read(path, RawManifest.MAX_SIZE));
        return new Result(seen.target(), draft, text, false, false, commit, patch);
    }

    /**
     * Pushes the branch, if there is anything that it lacks.
     *
     * @throws RegistryException where the server refuses, or others were faster each time
     */
    Result push(Closed closed) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                Optional<Result> done = attempt(see(), closed);
                if (done.isPresent()) {
                    return done.get();
                }
            } catch (ConcurrentUpdate e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e.failure();
                }
            }
            backoff.pause(attempt);
        }
        throw new RegistryException(Problem.of(
                        ProblemCode.IO_FAILED,
                        pushed.address().toString(),
                        "the branch " + branch + " was pushed to by others " + MAX_ATTEMPTS + " times meanwhile")
                .hint("Run the same command again when fewer builds run."));
    }

    /** Empty where another push was concurrent. */
    private Optional<Result> attempt(Seen seen, Closed closed) {
        RemoteTree base = new RemoteTree(objects, registry, seen.base());
        RemoteTree onto = seen.isForeign() ? new RemoteTree(objects, pushed, seen.onto()) : base;
        ProposalDraft draft = drafting.draft(base, onto, pending(seen, closed));
        ProposalText text = text(draft);
        if (draft.files().isEmpty()) {
            // others may have committed on top of ours: then the pull request has it all, and still wants to be merged
            boolean isOpen = seen.isForeign() && !draft.changes().isEmpty();
            return Optional.of(new Result(seen.target(), draft, text, isOpen, false, null, ProposalResult.NO_PATCH));
        }
        if (!seen.isForeign() && !seen.pushBase().equals(seen.base())) {
            refuseConflicts(base, new RemoteTree(objects, pushed, seen.pushBase()), draft);
        }
        String tree = objects.edit(seen.onto().tree(), draft.files());
        String tip = seen.tip().map(GitCommit::id).orElse(null);
        boolean isThere = !seen.isForeign()
                && seen.tip()
                        .filter(commit -> commit.tree().equals(tree)
                                && commit.parent().equals(seen.pushBase().id()))
                        .isPresent();
        CommitDraft commit = commit(tree, seen.onto().id(), text, !seen.isForeign());
        if (!isThere) {
            progress.pause();
            String made = commit.writeTo(objects, options.signer());
            if (pushed.push(branch, tip, made) == GitRemote.Pushed.LOST) {
                return Optional.empty();
            }
        }
        return Optional.of(new Result(seen.target(), draft, text, true, !isThere, commit, ProposalResult.NO_PATCH));
    }

    /** What is proposed was made for the registry: in a fork that is behind, it must be on the same. */
    private void refuseConflicts(RemoteTree base, RemoteTree pushBase, ProposalDraft draft) {
        pushBase.loadDirectories(draft.files().keySet());
        for (String file : draft.files().keySet()) {
            if (!pushBase.isSame(file, base)) {
                throw behind("is behind: " + file + " is another one there");
            }
        }
    }

    private OpenProposal pending(Seen seen, Closed closed) {
        if (seen.isForeign() || seen.tip().isEmpty()) {
            return OpenProposal.NONE;
        }
        GitCommit tip = seen.tip().get();
        if (!ProposalMark.isOurs(tip) || !objects.hasCommit(tip.parent()) || closed.isClosed(seen.target(), tip.id())) {
            return OpenProposal.NONE;
        }
        return OpenProposal.between(
                new RemoteTree(objects, pushed, objects.commit(tip.parent())), new RemoteTree(objects, pushed, tip));
    }

    private ProposalText text(ProposalDraft draft) {
        return new ProposalText(draft, contributions.keySet(), ci);
    }

    /** @param isAlone whether its parent is on the registry's branch, so that it may be made again as a whole */
    private CommitDraft commit(String tree, String parent, ProposalText text, boolean isAlone) {
        String message = text.message(options.author(), options.signOff());
        return new CommitDraft(
                tree,
                List.of(parent),
                options.author(),
                options.author(),
                when,
                isAlone ? ProposalMark.mark(tree, parent, message) : message);
    }
}
