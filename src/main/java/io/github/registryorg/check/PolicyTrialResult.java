package io.github.registryorg.check;

import io.github.registryorg.git.FirstParent;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a policy would have refused.
 *
 * @param merges the oldest first
 */
public record PolicyTrialResult(List<Merge> merges) {

    private static final int MAX_SHOWN = 100;

    /**
     * One merge, or commit.
     *
     * @param commit which
     * @param repositories how many it changes
     * @param errors what the policy would have refused it for; empty of what changes no repository
     */
    public record Merge(FirstParent commit, int repositories, List<Problem> errors) {

        public Merge {
            Objects.requireNonNull(commit, "commit");
            errors = List.copyOf(errors);
        }
    }

    public PolicyTrialResult {
        merges = List.copyOf(merges);
    }

    /** A line for each merge that would have been refused, its findings below it, and a summary; for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Merge merge : merges) {
            if (!merge.errors().isEmpty()) {
                lines.add(merge.commit().commit().shortId() + " "
                        + PrintableText.of(merge.commit().title()) + ": would be refused, "
                        + Count.of(merge.errors().size(), "error"));
                merge.errors().stream().limit(MAX_SHOWN).forEach(error -> lines.add("  " + error));
                if (merge.errors().size() > MAX_SHOWN) {
                    lines.add("  … and " + Count.of(merge.errors().size() - MAX_SHOWN, "more error") + ".");
                }
            }
        }
        long refused =
                merges.stream().filter(merge -> !merge.errors().isEmpty()).count();
        long others = merges.stream().filter(merge -> merge.repositories() == 0).count();
        lines.add("Tried the policy on " + Count.of(merges.size(), "merge") + ": " + Count.grouped(refused)
                + " would be refused" + (others == 0 ? "" : ", " + Count.grouped(others) + " without a repository")
                + ".");
        return lines;
    }
}
