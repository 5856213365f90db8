package io.github.registryorg.work;

/** Receives the progress of work, from several threads at once. */
@FunctionalInterface
public interface Progress {

    /** Reports a line of text: something is done. */
    void report(String line);

    /**
     * So many bytes more have to be moved.
     *
     * @param bytes negative where some need not be moved after all
     */
    default void expected(long bytes) {}

    /** So many bytes more were moved; in all it can be more than was expected, where something was moved again. */
    default void moved(long bytes) {}
}
