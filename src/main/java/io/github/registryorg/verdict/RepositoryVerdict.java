package io.github.registryorg.verdict;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one repository.
 *
 * @param heldBack whether it has errors
 * @param good the commit at which it was last good; null where none is known
 * @param reasons in the order of their kinds; empty where all is well
 */
public record RepositoryVerdict(boolean heldBack, @Nullable CommitId good, List<Reason> reasons) {

    /** Of a repository of which nothing is known. */
    public static final RepositoryVerdict UNKNOWN = new RepositoryVerdict(false, null, List.of());

    public RepositoryVerdict {
        reasons = List.copyOf(reasons);
        if (heldBack && reasons.isEmpty()) {
            throw new IllegalArgumentException("held back without a reason");
        }
    }

    /** The commit at which it was last good; empty where none is known. */
    public Optional<CommitId> lastGood() {
        return Optional.ofNullable(good);
    }

    /** Whether something else is wrong than that a store could not be asked. */
    public boolean isBroken() {
        return heldBack && reasons.stream().anyMatch(reason -> reason.kind() != Reason.Kind.UNREACHABLE);
    }
}
