package io.github.registryorg.contribute;

import io.github.registryorg.problem.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What has come of a contribution.
 *
 * @param outcome how it ended
 * @param title of the pull request; empty where there is nothing to propose
 * @param body of the pull request, Markdown
 * @param branch that it is on
 * @param address of the repository that has the branch
 * @param pullRequest its address; empty where there is none
 * @param isSent whether anything was pushed; otherwise the branch had it all, or there is none
 * @param patch the mail for {@code git am}; empty where the branch was pushed
 * @param warnings what was left out, and what else is worth knowing
 */
public record ProposalResult(
        Outcome outcome,
        String title,
        String body,
        String branch,
        String address,
        String pullRequest,
        boolean isSent,
        byte[] patch,
        List<Problem> warnings) {

    static final byte[] NO_PATCH = {};

    /** How it ended. */
    public enum Outcome {
        /** No contribution was found. */
        EMPTY,
        /** The registry has it all. */
        NOTHING,
        /** The branch was pushed; no forge was found, or no token for it. */
        PUSHED,
        /** A pull request was opened. */
        OPENED,
        /** A pull request was there, and is brought up to date. */
        UPDATED,
        /** Nothing was sent anywhere. */
        PATCH
    }

    public ProposalResult {
        Objects.requireNonNull(outcome, "outcome");
        warnings = List.copyOf(warnings);
    }

    static ProposalResult empty() {
        return new ProposalResult(Outcome.EMPTY, "", "", "", "", "", false, NO_PATCH, List.of());
    }

    static ProposalResult nothing(List<Problem> warnings) {
        return new ProposalResult(Outcome.NOTHING, "", "", "", "", "", false, NO_PATCH, warnings);
    }
}
