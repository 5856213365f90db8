package io.github.registryorg.check;

import io.github.registryorg.problem.Report;
import java.util.List;
import java.util.Objects;

/**
 * Metadata whose files were read and checked.
 *
 * @param repositories how many
 * @param tags how many, in all of them
 * @param blobs that it names
 * @param report has what was found, and takes what else is found
 * @param files how many a contribution changes
 * @param states what becomes of digests by a contribution
 * @param changes what becomes of tags by a contribution
 */
public record Inspected(
        int repositories,
        long tags,
        BlobCheck blobs,
        Report report,
        long files,
        List<StateChange> states,
        List<TagChange> changes) {

    public Inspected {
        Objects.requireNonNull(blobs, "blobs");
        Objects.requireNonNull(report, "report");
        states = List.copyOf(states);
        changes = List.copyOf(changes);
    }
}
