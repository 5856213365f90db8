package io.github.registryorg.git;

import io.github.registryorg.problem.RegistryException;

/** Another process has pushed meanwhile: the operation has to be repeated. */
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
