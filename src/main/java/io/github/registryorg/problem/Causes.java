package io.github.registryorg.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an exception was caused by. Bounded: an exception can be its own distant cause. */
public final class Causes {

    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** The exception, what caused it, what caused that, and so on; at most twenty. */
    public static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < MAX_DEPTH; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /** The first exception of a kind, from this one on to what caused it. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return chain(failure).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** The last exception in the chain; this one where it has no cause. */
    public static Throwable root(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.get(chain.size() - 1);
    }

    /** The message of an exception; the name of its class where it has none. */
    public static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
