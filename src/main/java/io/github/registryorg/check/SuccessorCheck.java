package io.github.registryorg.check;

import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.problem.Problem;
import java.util.function.Consumer;

/** The successor that the page of a repository names is a repository of the registry. */
final class SuccessorCheck implements Check {

    private final MetadataDirectory registry;

    /** @param registry all repositories that there are */
    SuccessorCheck(MetadataDirectory registry) {
        this.registry = registry;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        registry.unknownSuccessor(repository).ifPresent(problems);
    }
}
