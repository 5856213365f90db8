package io.github.registryorg.verdict;

import io.github.registryorg.oci.RepositoryName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a validation of a whole registry has found.
 *
 * @param head the commit that was checked out; null where the metadata is in no git repository
 * @param repositories all of them, the good ones too
 */
public record Verdict(@Nullable CommitId head, SortedMap<RepositoryName, RepositoryVerdict> repositories) {

    public Verdict {
        repositories = Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
    }

    /** The commit that was checked out; empty where the metadata is in no git repository. */
    public Optional<CommitId> commit() {
        return Optional.ofNullable(head);
    }

    /** {@link RepositoryVerdict#UNKNOWN} where it has none. */
    public RepositoryVerdict of(RepositoryName name) {
        return repositories.getOrDefault(name, RepositoryVerdict.UNKNOWN);
    }
}
