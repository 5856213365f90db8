package io.github.registryorg.mojo;

/**
 * Runs a thread where the JVM ends before this is closed. Without the end of it, each goal that ran in a JVM for many
 * builds would leave a thread behind, and all that this one knows.
 *
 * @param thread not started
 */
record ShutdownHook(Thread thread) implements AutoCloseable {

    ShutdownHook {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the thread runs or has run
        }
    }
}
