package io.github.registryorg.site;

import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.verdict.CommitId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Commits that a verdict names. Those that the branch has had as its tip can be used, and no others: a clone has commits of
 * contributions, merged or not, and ones that were taken out of the history. For several threads.
 */
final class GoodCommits {

    private static final String HEAD = "HEAD";

    private final Path directory;
    private final Map<CommitId, Optional<Problem>> known = new HashMap<>();

    GoodCommits(Path directory) {
        this.directory = directory;
    }

    /** Why a commit can't be used; empty if it can. */
    synchronized Optional<Problem> problemWith(CommitId commit) {
        return known.computeIfAbsent(commit, this::look);
    }

    private Optional<Problem> look(CommitId commit) {
        try (GitRepository git = GitRepository.containing(directory)) {
            git.directory();
            Revision revision = git.revision(commit.value());
            return git.history().wasTip(revision, git.revision(HEAD))
                    ? Optional.empty()
                    : Optional.of(Problem.of(
                            ProblemCode.VERDICT_UNUSABLE,
                            commit.shortId(),
                            "was not a commit of the branch itself that is checked out, or the clone is shallow"));
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            Problem problem = e.problem();
            return Optional.of(
                    problem.subject().equals(commit.value())
                            ? problem.about(commit.shortId()).because("the clone may be shallow")
                            : problem);
        }
    }

    /** Says that a verdict on this commit is not on what is checked out; empty where it is, or that is not known. */
    Optional<Problem> isOld(CommitId validated) {
        try (GitRepository git = GitRepository.containing(directory)) {
            Revision head = git.revision(HEAD);
            return head.id().equals(validated.value())
                    ? Optional.empty()
                    : Optional.of(Problem.of(
                                    ProblemCode.VERDICT_UNUSABLE,
                                    "registry.verdict",
                                    "is on the commit " + validated.shortId() + ", and " + head.shortId()
                                            + " is checked out")
                            .hint("Validate again before the site is made: what is wrong since that commit, except for"
                                    + " broken metadata, is not known."));
        } catch (RegistryException e) {
            return problemUnlessStopped(e);
        }
    }

    private static Optional<Problem> problemUnlessStopped(RegistryException e) {
        if (e instanceof RunInterruptedException) {
            throw e;
        }
        return Optional.of(e.problem().as(ProblemCode.VERDICT_UNUSABLE));
    }

    /** The metadata of a commit that {@linkplain #problemWith can be used}; to be closed. */
    CommitFiles open(CommitId commit) {
        GitRepository git = GitRepository.containing(directory);
        try {
            return new CommitFiles(git, git.tree(git.revision(commit.value()), git.directory()));
        } catch (RegistryException e) {
            git.close();
            throw e;
        }
    }
}
