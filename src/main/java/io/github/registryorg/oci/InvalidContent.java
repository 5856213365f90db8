package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;

/** Content that is not the JSON, manifest or index that it should be. */
final class InvalidContent {

    private InvalidContent() {}

    /** {@code MANIFEST_INVALID}, for what stands where. */
    static RegistryException of(String what) {
        return of(what, null);
    }

    /** The same, with what to do about it; null where there is nothing to say. */
    static RegistryException of(String what, String hint) {
        return new RegistryException(
                Problem.of(ProblemCode.MANIFEST_INVALID, "", what).hint(hint));
    }

    /** JSON that can't be read; of the cause, which may be null, only the first line. */
    static RegistryException json(String what, String cause) {
        return new RegistryException(Problem.of(ProblemCode.MANIFEST_INVALID, "", what)
                .because(cause == null ? null : cause.lines().findFirst().orElse(null)));
    }
}
