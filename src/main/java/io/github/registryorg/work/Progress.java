package io.github.registryorg.work;

/** Receives the progress of work, from several threads at once. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = line -> {};

    /** Reports a line of text: something is done. */
    void report(String line);

    /**
     * Begins a step of the work, which ends the one before it: what is counted from now on belongs to it.
     *
     * @param doing what is done, such as {@code Uploading}
     * @param thing what is counted, in the singular, such as {@code blob}; empty where nothing is
     */
    default void step(String doing, String thing) {}

    /** Shows nothing until the next step: a program may prompt at the terminal. */
    default void pause() {}

    /**
     * So much more has to be done in this step.
     *
     * @param things 0 where their number is not known
     * @param bytes that have to be moved; negative where some need not be moved after all
     */
    default void expected(long things, long bytes) {}

    /** So many things more are done. */
    default void done(long things) {}

    /** So many bytes more were moved; in all it can be more than was expected, where something was moved again. */
    default void moved(long bytes) {}
}
