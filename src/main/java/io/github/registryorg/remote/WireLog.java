package io.github.registryorg.remote;

import java.util.List;

/**
 * The debug logs of the HTTP client and the AWS SDK. They have whole requests and responses in them: tokens, signatures,
 * the proxy's password, every byte of a layer. So {@code mvn -X} goes without.
 */
public final class WireLog {

    private static final List<String> LOGGERS = List.of("org.apache.hc", "software.amazon.awssdk");

    /** The names of loggers of Maven 3, which are SLF4J's simple ones, and of Maven 4. */
    private static final List<String> PREFIXES = List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

    private WireLog() {}

    /**
     * Keeps all but errors out of Maven's log, unless the user has set one of these system properties. Loggers read them
     * once, so this must come before the first class of these libraries is loaded.
     */
    public static void silence() {
        for (String logger : LOGGERS) {
            for (String prefix : PREFIXES) {
                if (System.getProperty(prefix + logger) == null) {
                    System.setProperty(prefix + logger, "error");
                }
            }
        }
    }
}
