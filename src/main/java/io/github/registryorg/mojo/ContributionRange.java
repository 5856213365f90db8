package io.github.registryorg.mojo;

import io.github.registryorg.event.CiEvent;
import io.github.registryorg.event.EventCommits;
import io.github.registryorg.problem.PrintableText;
import java.nio.file.Path;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a contribution is between: as they are specified, or else those of the CI's event.
 *
 * @param base null where a whole registry is validated
 * @param head null for what is checked out
 */
record ContributionRange(@Nullable String base, @Nullable String head) {

    /**
     * @param event null outside of a CI, and where it is about something else
     * @param base as specified; null where it is not
     * @param head as specified; null where it is not
     */
    static ContributionRange of(
            Path metadata, @Nullable CiEvent event, @Nullable String base, @Nullable String head, Log log) {
        if (event != null && base == null && event.range() != null) {
            EventCommits commits = EventCommits.in(metadata, event.range());
            String last = head == null ? commits.head() : head;
            log.info("Base " + commits.base() + ", head " + last + ", by " + PrintableText.of(event.toString())
                    + (event.isAdvice() ? ", which runs the contribution's own workflow: advice only." : "."));
            return new ContributionRange(commits.base(), last);
        }
        if (head != null) {
            ParameterValues.required(base, "registry.base", "which commit registry.head is a contribution to");
        }
        return new ContributionRange(base, head);
    }
}
