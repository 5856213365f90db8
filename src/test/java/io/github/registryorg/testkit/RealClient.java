package io.github.registryorg.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of another project. Where it is absent, the test is reported as skipped; in CI it fails. */
public final class RealClient {

    private static final int TIMEOUT_MINUTES = 5;

    private final String program;
    private final List<String> always;

    private RealClient(String program, List<String> always) {
        this.program = program;
        this.always = always;
    }

    /**
     * The program, where it is installed.
     *
     * @param always what comes first on each command line
     */
    public static RealClient of(String program, String... always) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!installed && "true".equals(System.getenv("CI"))) {
            Assertions.fail(program + " is not installed: CI must have it (.ci/run installs it)");
        }
        if (!installed) {
            System.err.println("SKIPPED: " + program + " is not installed");
        }
        Assumptions.assumeTrue(installed, () -> program + " is not installed");
        return new RealClient(program, List.of(always));
    }

    /** A program that the build brings. */
    static RealClient at(Path program) {
        return new RealClient(program.toString(), List.of());
    }

    /** A podman or buildah that keeps everything in this directory. */
    public static RealClient containers(String program, Path directory) {
        return of(
                program,
                "--root",
                directory.resolve("containers").toString(),
                "--runroot",
                directory.resolve("containers-run").toString(),
                "--storage-driver",
                "vfs");
    }

    /** Runs it, and returns its output, without the last line end. */
    public String run(Path directory, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(always);
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("client", ".out");
            Path errors = Files.createTempFile("client", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                }
                String text = Files.readString(output, StandardCharsets.UTF_8).stripTrailing();
                Assertions.assertEquals(
                        0, process.exitValue(), () -> String.join(" ", command) + "\n" + text + "\n" + read(errors));
                return text;
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
