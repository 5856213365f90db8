package io.github.registryorg.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The JDKs that goals run on. */
public enum Jdk {
    /** The one that runs the tests. */
    OWN(""),
    JDK_21("jdk-21"),
    JDK_25("jdk-25");

    private final String directory;

    Jdk(String directory) {
        this.directory = directory;
    }

    /** Where it is; where it is absent, the test is reported as skipped, and fails in CI. */
    Path home() {
        if (this == OWN) {
            return Path.of(System.getProperty("java.home"));
        }
        Path home = Path.of("target/unstable", directory).toAbsolutePath();
        Prerequisite.check(
                Files.isExecutable(home.resolve("bin/java")),
                home + " is not there (.ci/unstable-programs unpacks it)");
        return home;
    }
}
