package io.github.registryorg.work;

/** Hears how long work goes, from several threads at once. */
@FunctionalInterface
public interface Progress {

    /** Something is done, in words. */
    void said(String line);

    /**
     * So many bytes more have to be moved.
     *
     * @param bytes negative where some need not be moved after all
     */
    default void expected(long bytes) {}

    /** So many bytes more were moved; in all it can be more than was expected, where something was moved again. */
    default void moved(long bytes) {}
}
