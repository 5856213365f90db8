package io.github.registryorg.problem;

import org.jspecify.annotations.Nullable;

/**
 * Ends an operation because its thread was interrupted: nothing is wrong, and nothing more is to be done. Making one
 * leaves the thread interrupted, so that whoever waits next ends too.
 */
public final class RunInterruptedException extends RegistryException {

    private static final long serialVersionUID = 1L;

    /**
     * {@code INTERRUPTED}.
     *
     * @param subject what was worked on; empty for all of it
     * @param what such as {@code was not stored, as the run was stopped}
     * @param cause null where there is none
     */
    public RunInterruptedException(String subject, String what, @Nullable Throwable cause) {
        super(Problem.of(ProblemCode.INTERRUPTED, subject, what), cause);
        Thread.currentThread().interrupt();
    }
}
