package io.github.registryorg.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. Where it is absent, the test is reported as skipped; in CI it fails. */
public final class Prerequisite {

    private Prerequisite() {}

    /**
     * Goes on only where it is present.
     *
     * @param absent what is absent, and what installs it
     */
    public static void check(boolean present, String absent) {
        if (!present && "true".equals(System.getenv("CI"))) {
            Assertions.fail(absent + ": CI must have it (.ci/run installs it)");
        }
        if (!present) {
            System.err.println("SKIPPED: " + absent);
        }
        Assumptions.assumeTrue(present, absent);
    }
}
