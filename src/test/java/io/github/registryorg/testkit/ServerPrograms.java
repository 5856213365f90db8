package io.github.registryorg.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Which of two releases of nginx, Apache and Caddy a test runs. */
public enum ServerPrograms {
    /** What this machine has installed. */
    INSTALLED {
        @Override
        public String program(String name) {
            RealClient.of(name);
            return name;
        }

        @Override
        Path apacheModules() {
            return Path.of("/usr/lib/apache2/modules");
        }
    },
    /** What {@code .ci/unstable-programs} has unpacked. */
    UNSTABLE {
        @Override
        public String program(String name) {
            Path program = DIRECTORY.resolve("bin").resolve(name);
            Prerequisite.check(
                    Files.isExecutable(program), program + " is not there (.ci/unstable-programs unpacks it)");
            return program.toString();
        }

        @Override
        Path apacheModules() {
            return DIRECTORY.resolve("root/usr/lib/apache2/modules");
        }
    };

    private static final Path DIRECTORY = Path.of("target/unstable").toAbsolutePath();

    /** How to start a program of this name; where it is absent, the test is reported as skipped, and fails in CI. */
    public abstract String program(String name);

    abstract Path apacheModules();
}
