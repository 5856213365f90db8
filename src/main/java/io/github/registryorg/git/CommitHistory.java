package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** The commits of a {@link GitRepository}, and which of them come after which. For as long as that is open. */
public final class CommitHistory {

    /** Each is compared with all that is changed; more merges in both directions are not expected. */
    private static final int MAX_MERGE_BASES = 16;

    /** Commits of one branch that are walked. */
    private static final int MAX_FIRST_PARENTS = 10_000;

    private final ObjectReader reader;

    CommitHistory(ObjectReader reader) {
        this.reader = reader;
    }

    /**
     * The commits from which two histories have gone apart: one as a rule, several where each was merged into the other.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if they have none in common
     */
    public List<Revision> mergeBases(Revision base, Revision head) {
        List<Revision> common = common(base, head);
        if (common.isEmpty()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.REVISION_UNKNOWN, head.name(), "has no commit in common with " + base.name())
                            .hint("Make it from the registry's default branch. If the clone is shallow, fetch the rest:"
                                    + " git fetch --unshallow."));
        }
        if (common.size() > MAX_MERGE_BASES) {
            throw new RegistryException(Problem.of(
                            ProblemCode.REVISION_UNKNOWN,
                            head.name(),
                            "has more than " + MAX_MERGE_BASES + " merge bases with " + base.name())
                    .hint("Rebase it onto " + base.name() + "."));
        }
        return common;
    }

    /** The same, however many they are. */
    List<Revision> common(Revision one, Revision other) {
        List<Revision> common = new ArrayList<>();
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(one.id())));
            walk.markStart(walk.parseCommit(ObjectId.fromString(other.id())));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                common.add(new Revision(commit.name(), commit.name()));
            }
            return common;
        } catch (IOException e) {
            throw BoundedObjects.failure(other.name(), e);
        }
    }

    /**
     * Whether a commit was the tip of a branch, as far as its first parents say: those of merged branches were not. Where
     * history was cut off, and of more than the last 10,000 commits, only the rest counts.
     */
    public boolean wasTip(Revision revision, Revision branch) {
        try (RevWalk walk = new RevWalk(reader)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(branch.id()));
            for (int i = 0; i < MAX_FIRST_PARENTS; i++) {
                if (commit.name().equals(revision.id())) {
                    return true;
                }
                if (commit.getParentCount() == 0) {
                    return false;
                }
                commit = walk.parseCommit(commit.getParent(0));
            }
            return false;
        } catch (IOException e) {
            throw BoundedObjects.failure(revision.name(), e);
        }
    }

    /** The committer's time of a commit; empty where it can't be parsed. */
    public Optional<Instant> time(Revision revision) {
        try (RevWalk walk = new RevWalk(reader)) {
            return Optional.ofNullable(
                            walk.parseCommit(ObjectId.fromString(revision.id())).getCommitterIdent())
                    .map(PersonIdent::getWhenAsInstant);
        } catch (IOException e) {
            throw BoundedObjects.failure(revision.name(), e);
        }
    }

    /**
     * The commits that a branch got after another of its commits, the oldest first: of merges, what they were merged
     * into counts as the parent.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if it is not among them
     */
    public List<FirstParent> firstParents(Revision since, Revision head) {
        LinkedList<FirstParent> commits = new LinkedList<>();
        try (RevWalk walk = new RevWalk(reader)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(head.id()));
            while (!commit.name().equals(since.id())) {
                if (commit.getParentCount() == 0 || commits.size() == MAX_FIRST_PARENTS) {
                    throw new RegistryException(Problem.of(
                                    ProblemCode.REVISION_UNKNOWN,
                                    since.name(),
                                    "is not among the last " + MAX_FIRST_PARENTS + " commits of " + head.name()
                                            + " itself")
                            .hint("Name one that git log --first-parent shows. If the clone is shallow, fetch the rest:"
                                    + " git fetch --unshallow."));
                }
                RevCommit parent = walk.parseCommit(commit.getParent(0));
                commits.addFirst(new FirstParent(revision(parent), revision(commit), commit.getShortMessage()));
                commit = parent;
            }
            return commits;
        } catch (IOException e) {
            throw BoundedObjects.failure(head.name(), e);
        }
    }

    private static Revision revision(RevCommit commit) {
        return new Revision(commit.name(), commit.name());
    }
}
