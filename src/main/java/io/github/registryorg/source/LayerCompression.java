package io.github.registryorg.source;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import org.jspecify.annotations.Nullable;

/** What becomes of layers that are not compressed, where there is no manifest yet whose digest would change. */
public enum LayerCompression {
    /** They stay as they are. */
    NONE,
    GZIP;

    /**
     * As a user writes it.
     *
     * @param text null for none
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is another one
     */
    public static LayerCompression parse(@Nullable String text) {
        if (text == null || text.strip().equals("none")) {
            return NONE;
        }
        if (text.strip().equals("gzip")) {
            return GZIP;
        }
        throw new RegistryException(Problem.of(
                        ProblemCode.CONFIGURATION_INVALID, "registry.compress", "\"" + text + "\" is not a compression")
                .hint("Write gzip, or none."));
    }
}
