package io.github.registryorg.check;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A tag that is changed was not published in the future: it would stay the newest of all for as long. */
final class PublishedCheck implements Check {

    /** The clock of the machine that publishes may differ from that of the one that commits. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<RepositoryName, Set<Tag>> changed;
    private final Instant latest;

    /**
     * @param changed the tags that are looked at
     * @param committed the time of their commit; empty before the commit
     */
    public PublishedCheck(Map<RepositoryName, Set<Tag>> changed, Optional<Instant> committed) {
        Instant now = Instant.now();
        this.changed = changed;
        // the author of a commit chooses its time
        this.latest = committed.filter(now::isAfter).orElse(now);
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (!(record instanceof OciTag tag)
                || tag.published() == null
                || !changed.getOrDefault(repository.name(), Set.of()).contains(tag.tag())) {
            return;
        }
        Optional<Timestamp> published = Timestamp.tryParse(tag.published());
        String problem = published.isEmpty()
                ? ", which is not a date or time"
                : published.get().isAfter(latest.plus(SKEW))
                        ? ", which is later than its commit or the present time (" + latest + ")"
                        : null;
        if (problem != null) {
            problems.accept(Problem.of(
                            ProblemCode.FRONT_MATTER_INVALID,
                            repository.name() + ":" + tag.tag(),
                            "has published " + tag.published() + problem)
                    .hint("Write when the tag was moved to its digest, as 2026-11-20T10:11:12Z, or leave it out.")
                    .at(tag.frontMatter().at("published")));
        }
    }
}
