package io.github.registryorg.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;

/** A program of another project. Where it is absent, the test is reported as skipped; in CI it fails. */
public final class RealClient {

    private static final int TIMEOUT_MINUTES = 5;

    private static final Path UNSTABLE = Path.of("target/unstable-clients/bin").toAbsolutePath();

    private static final AtomicInteger STORAGES = new AtomicInteger();

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
        Prerequisite.check(installed, program + " is not installed");
        return new RealClient(program, List.of(always));
    }

    /**
     * The newer program that {@code .ci/unstable-clients} has unpacked.
     *
     * @param always what comes first on each command line
     */
    public static RealClient unstable(String program, String... always) {
        Path path = UNSTABLE.resolve(program);
        String absent = path + " is not there (.ci/unstable-clients unpacks it)";
        Prerequisite.check(Files.isExecutable(path), absent);
        return new RealClient(path.toString(), List.of(always));
    }

    /** A program that the build brings. */
    static RealClient at(Path program) {
        return new RealClient(program.toString(), List.of());
    }

    /** A podman or buildah with a new storage in this directory: of what is in a storage, nothing is fetched again. */
    public static RealClient containers(String program, Path directory) {
        return of(program, storage(directory));
    }

    /** The same of {@link #unstable}. */
    public static RealClient unstableContainers(String program, Path directory) {
        return unstable(program, storage(directory));
    }

    private static String[] storage(Path directory) {
        // podman refuses a runroot of more than 50 characters
        Path root = directory.resolve("storage" + STORAGES.incrementAndGet());
        return new String[] {"--root", root.toString(), "--runroot", root + "-run", "--storage-driver", "vfs"};
    }

    /**
     * The same with its own {@code /etc/hosts}, in a mount namespace of its own: nobody else sees it. Where this user may
     * not make one, the test is reported as skipped.
     */
    public RealClient withHosts(Path hosts) {
        List<String> inNamespace =
                new ArrayList<>(List.of("--mount", "sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\""));
        inNamespace.add(hosts.toString());
        of("unshare");
        Prerequisite.check(mayMount(), "this user may not make a mount namespace");
        List<String> all = new ArrayList<>(inNamespace);
        all.add(program);
        all.addAll(always);
        return new RealClient("unshare", all);
    }

    /** The same with more variables of its environment, each {@code NAME=value}. */
    public RealClient withEnvironment(String... assignments) {
        List<String> all = new ArrayList<>(List.of(assignments));
        all.add(program);
        all.addAll(always);
        return new RealClient("env", all);
    }

    private static boolean mayMount() {
        try {
            return new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs it, and returns its output, without the last line end. */
    public String run(Path directory, String... arguments) {
        Ended ended = end(directory, arguments);
        Assertions.assertEquals(0, ended.status, ended::toString);
        return ended.output;
    }

    /** Runs it where it must fail, and returns all that it prints. */
    public String fail(Path directory, String... arguments) {
        Ended ended = end(directory, arguments);
        Assertions.assertNotEquals(0, ended.status, ended::toString);
        return ended.output + "\n" + ended.errors;
    }

    /** Starts it, and leaves it running. */
    public Process start(Path directory, Path log, String... arguments) {
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Ended(List<String> command, int status, String output, String errors) {
        @Override
        public String toString() {
            return String.join(" ", command) + "\n" + status + "\n" + output + "\n" + errors;
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(always);
        command.addAll(List.of(arguments));
        return command;
    }

    private Ended end(Path directory, String... arguments) {
        try {
            Path output = Files.createTempFile("client", ".out");
            Path errors = Files.createTempFile("client", ".err");
            try {
                Process process = new ProcessBuilder(command(arguments))
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly().waitFor();
                }
                return new Ended(
                        command(arguments), process.exitValue(), read(output).stripTrailing(), read(errors));
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
