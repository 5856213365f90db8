package io.github.registryorg.mojo;

/**
 * What is done where the JVM ends before some work does. It is forgotten with the end of the work: otherwise each goal that
 * ran in a JVM for many builds would leave a thread behind, with all that this one knows.
 */
final class ShutdownHook {

    private ShutdownHook() {}

    /** Work that waits. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Does the work.
     *
     * @param end run where the JVM ends meanwhile
     */
    static void during(Work work, Thread end) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(end);
        try {
            work.run();
        } finally {
            forget(end);
        }
    }

    private static void forget(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the thread runs or has run
        }
    }
}
