package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an operation fails with: a problem, and never anything else. */
public final class Problems {

    private Problems() {}

    public static Problem of(ThrowingCallable failing) {
        RegistryException thrown = catchThrowableOfType(RegistryException.class, failing);
        if (thrown == null) {
            throw new AssertionError("it should have failed");
        }
        return thrown.problem();
    }
}
