package io.github.registryorg.store;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.util.function.Supplier;

/**
 * Failures of a store as the server has them that receives content for it: a service that refuses the server's key has
 * not refused the server's client.
 */
public final class ServerFailures {

    private ServerFailures() {}

    /**
     * The result of a request to a store.
     *
     * @throws RegistryException {@code IO_FAILED} in the words of the failure, whatever its code was; the cause of it is
     *     the failure
     */
    public static <T> T of(Supplier<T> request) {
        try {
            return request.get();
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.problems().stream()
                            .map(problem -> problem.as(ProblemCode.IO_FAILED))
                            .toList(),
                    e);
        }
    }
}
