package io.github.registryorg.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Which of two releases of nginx, Apache and Caddy a test runs. */
public enum ServerPrograms {
    /** What this machine has installed. */
    INSTALLED {
        @Override
        String program(String name) {
            RealClient.of(name);
            return name;
        }

        @Override
        Path apacheModules() {
            return Path.of("/usr/lib/apache2/modules");
        }
    },
    /** What {@code .ci/unstable-servers} has unpacked. */
    UNSTABLE {
        @Override
        String program(String name) {
            Path program = DIRECTORY.resolve("bin").resolve(name);
            String absent = program + " is not there (.ci/unstable-servers unpacks it)";
            if (!Files.isExecutable(program)) {
                Assertions.assertNotEquals("true", System.getenv("CI"), absent);
                System.err.println("SKIPPED: " + absent);
            }
            Assumptions.assumeTrue(Files.isExecutable(program), absent);
            return program.toString();
        }

        @Override
        Path apacheModules() {
            return DIRECTORY.resolve("root/usr/lib/apache2/modules");
        }
    };

    private static final Path DIRECTORY = Path.of("target/unstable").toAbsolutePath();

    /** How to start a program of this name; where it is absent, the test is reported as skipped, and fails in CI. */
    abstract String program(String name);

    abstract Path apacheModules();
}
