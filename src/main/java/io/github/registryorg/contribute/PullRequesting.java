package io.github.registryorg.contribute;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.work.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Contributions → a branch and a pull request, or a patch; and what reviewers read of it, as a file. */
public final class PullRequesting {

    private static final String NAME = "registry-pull-request";

    private final PullRequestRequest request;
    private final Progress progress;

    public PullRequesting(PullRequestRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /** Contributions → a pull request, a branch, or a patch. */
    public ProposalResult propose() {
        return new Proposals(
                        request.tokens(),
                        request.proxy(),
                        request.environment(),
                        request.source(),
                        Backoff.STANDARD,
                        progress)
                .propose(request.options(), request.contributions());
    }

    /** What was proposed → files for those who read the build's output. */
    public PullRequestResult write(ProposalResult proposed) {
        if (proposed.title().isEmpty()) {
            return new PullRequestResult(proposed, null, null);
        }
        Path text = request.output().resolve(NAME + ".md");
        WholeFile.write(text, (proposed.title() + "\n\n" + proposed.body()).getBytes(StandardCharsets.UTF_8));
        if (proposed.patch().length == 0) {
            return new PullRequestResult(proposed, text, null);
        }
        Path patch = request.output().resolve(NAME + ".patch");
        WholeFile.write(patch, proposed.patch());
        return new PullRequestResult(proposed, text, patch);
    }
}
