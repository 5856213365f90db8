package io.github.registryorg.problem;

import java.util.Optional;

/** What an exception was caused by. Bounded: an exception can be its own distant cause. */
public final class Causes {

    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** The first exception of a kind, from this one on to what caused it. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The last exception in the chain; this one where it has no cause. */
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /** The message of an exception; the name of its class where it has none. */
    public static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
