package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import java.util.Objects;

/**
 * A repository that a contribution changes.
 *
 * @param before as the base has it
 * @param after as merged
 * @param files what is changed of it
 * @param isNew whether the base has no such repository
 */
record ChangedRepository(Repository before, Repository after, ChangedFiles files, boolean isNew) {

    ChangedRepository {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(files, "files");
    }
}
