package io.github.registryorg.check;

import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a digest's state.
 *
 * @param repository that has the digest
 * @param digest whose state it is
 * @param state which of them
 * @param before the reason that was given; null where it was not in this state
 * @param after the reason that is given; null where it has left this state
 */
public record StateChange(
        RepositoryName repository,
        Digest digest,
        State state,
        @Nullable String before,
        @Nullable String after) {

    /** The states of a digest. */
    public enum State {
        YANKED,
        REMOVED;

        /** The key of the digest's note. */
        String key() {
            return this == YANKED ? "yanked" : "removed";
        }

        private @Nullable String reason(DigestNote note) {
            return this == YANKED ? note.yankedReason() : note.removedReason();
        }
    }

    /** What is changed of a digest from one version of its repository to another. */
    public static List<StateChange> of(Repository before, Repository after, Digest digest) {
        List<StateChange> changes = new ArrayList<>();
        for (State state : State.values()) {
            String old = state.reason(before.note(digest));
            String fresh = state.reason(after.note(digest));
            if (!Objects.equals(old, fresh)) {
                changes.add(new StateChange(after.name(), digest, state, old, fresh));
            }
        }
        return changes;
    }

    /** Whether only those who keep the registry may do this: it decides what is served. */
    public boolean isReserved() {
        return state == State.REMOVED;
    }

    /** Reported where it is not allowed. */
    public Problem forbidden(Repository repository) {
        return Problem.of(
                        ProblemCode.CHANGE_FORBIDDEN,
                        repository.layout().note(digest),
                        "changes \"" + state.key() + "\", which a contribution may not do")
                .hint("Leave \"" + state.key()
                        + "\" as it is on the default branch. A maintainer of the registry decides"
                        + " which digests are served; a contribution can mark a digest as \"yanked\".")
                .at(repository.layout().note(digest));
    }

    /** One line for people. */
    @Override
    public String toString() {
        String what;
        if (after == null) {
            what = "is not " + state.key() + " any more"
                    + (before == null ? "" : "; the reason was: " + PrintableText.of(before));
        } else if (before == null) {
            what = "is " + state.key() + ": " + PrintableText.of(after);
        } else {
            what = "stays " + state.key() + "; the reason changes from: " + PrintableText.of(before) + " to: "
                    + PrintableText.of(after);
        }
        return repository + "@" + digest + " " + what;
    }
}
