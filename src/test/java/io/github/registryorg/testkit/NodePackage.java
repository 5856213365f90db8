package io.github.registryorg.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of packages of npm that {@code .ci/run} installs. Where one is absent, the test is skipped; in CI it fails. */
public final class NodePackage {

    private NodePackage() {}

    /** @param path the package's name and the file's path in it, such as {@code axe-core/axe.min.js} */
    public static Path file(String path) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .filter(directory -> directory.endsWith("node_modules/.bin"))
                .map(directory -> Path.of(directory).resolveSibling(path))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseGet(() -> {
                    Prerequisite.check(false, path + " is not installed (.ci/run installs it)");
                    throw new AssertionError();
                });
    }
}
