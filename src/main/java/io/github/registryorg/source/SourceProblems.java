package io.github.registryorg.source;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.function.Supplier;

/** The kernel reads bytes without a file name; here its problems get the part of the source that they are about. */
final class SourceProblems {

    private SourceProblems() {}

    static <T> T withSubject(String subject, String part, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RegistryException e) {
            Problem problem = e.problem();
            if (problem.subject().equals(subject)) {
                throw e;
            }
            boolean isOwn = problem.subject().isEmpty() || problem.subject().equals(part);
            String what = part + ": " + (isOwn ? "" : problem.subject() + " ") + problem.what();
            throw new RegistryException(
                    new Problem(problem.code(), subject, what, problem.cause(), problem.hint(), problem.location()), e);
        }
    }
}
