package io.github.registryorg.contribute;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has come of it.
 *
 * @param proposed how it ended
 * @param text the file with the title and the body; null where there is nothing to propose
 * @param patch the file with the patch; null where the branch was pushed
 */
public record PullRequestResult(
        ProposalResult proposed,
        @Nullable Path text,
        @Nullable Path patch) {

    public PullRequestResult {
        Objects.requireNonNull(proposed, "proposed");
    }

    /** Lines for people, with what to do next. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String pushed = (proposed.isSent() ? "Pushed " : "Nothing to push, already up to date: ") + proposed.branch()
                + (proposed.isSent() ? " to " : " of ") + proposed.address() + ": " + proposed.title() + ".";
        switch (proposed.outcome()) {
            case EMPTY -> lines.add("Nothing to propose: no contribution found.");
            case NOTHING -> lines.add("Nothing to propose: the registry is up to date.");
            case OPENED -> lines.addAll(List.of(pushed, "Opened pull request " + proposed.pullRequest()));
            case UPDATED -> lines.addAll(List.of(pushed, "Updated pull request " + proposed.pullRequest()));
            case PUSHED ->
                lines.addAll(List.of(
                        pushed,
                        "Open the pull request, unless a workflow of the registry does. Its title and text are in "
                                + text + "."));
            case PATCH ->
                lines.addAll(List.of(
                        proposed.title() + ": nothing was sent. To propose it, in a clone of the registry:",
                        "  git switch -c " + proposed.branch(),
                        "  git am --keep-cr " + patch,
                        "  git push origin " + proposed.branch(),
                        "Then open a pull request: its title and text are in " + text + "."));
        }
        return lines;
    }
}
