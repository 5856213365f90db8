package io.github.registryorg.git;

import io.github.registryorg.problem.RegistryException;

/** What was seen a moment ago is no longer to be had: somebody has pushed meanwhile, so look again. */
public final class ConcurrentUpdate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RegistryException failure;

    ConcurrentUpdate(RegistryException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** What to report if it remains so. */
    public RegistryException failure() {
        return failure;
    }
}
