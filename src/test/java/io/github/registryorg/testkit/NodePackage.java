package io.github.registryorg.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files of packages of npm that {@code .ci/run} installs. Where one is absent, the test is skipped; in CI it fails. */
public final class NodePackage {

    private NodePackage() {}

    /**
     * Runs a program of the tests by Node.js, and returns the lines that it prints, each of them JSON.
     *
     * @param resource which it is, among the resources of the tests
     * @param directory in which it runs
     */
    public static List<JsonNode> run(String resource, Path directory, List<String> arguments) {
        Path program = directory.resolve(resource);
        try (InputStream in = NodePackage.class.getResourceAsStream("/" + resource)) {
            Files.write(program, in.readAllBytes());
            List<String> all = new ArrayList<>(List.of(program.toString()));
            all.addAll(arguments);
            List<JsonNode> lines = new ArrayList<>();
            for (String line : RealClient.of("node")
                    .run(directory, all.toArray(String[]::new))
                    .lines()
                    .toList()) {
                lines.add(PlainJson.READER.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
