package io.github.registryorg.work;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program of this machine. It gets its input from us and never from the terminal's, and is ended, with the programs
 * that it has started, where it takes too long, prints too much, or the run is interrupted.
 *
 * @param command the program and its arguments, which every user of the machine can read
 * @param environment variables for it beyond this process's
 */
public record ExternalProgram(List<String> command, Map<String, String> environment) {

    private static final int MAX_ERRORS_SIZE = 8 * 1024;
    private static final long POLL_MILLIS = 10;
    /** Time to clean up, such as to turn a terminal's echo on again, before a program is killed. */
    private static final long GRACE_MILLIS = 1_000;

    public ExternalProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * How much a program may take.
     *
     * @param time until it has ended
     * @param output the bytes of its standard output
     */
    public record Limits(Duration time, int output) {

        public Limits {
            Objects.requireNonNull(time, "time");
        }
    }

    /**
     * How a program ended by itself.
     *
     * @param exit its exit status
     * @param output all that it printed to its standard output
     * @param errors the end of what it printed to its standard error
     */
    public record Result(int exit, byte[] output, byte[] errors) {

        /** The last line of its errors; where it has none, its exit status. */
        public String lastError() {
            return new String(errors, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((line, next) -> next)
                    .map(String::strip)
                    .orElse("it ended with status " + exit);
        }
    }

    /**
     * Runs it to its end. Programs that it leaves behind, such as an agent, keep running, and are not waited for.
     *
     * @throws IOException if it can't be started, takes too long or prints too much, with a message about which
     * @throws RegistryException {@code INTERRUPTED}
     */
    public Result run(byte[] input, Limits limits) throws IOException {
        Process process = start();
        // reading may block behind a program that is left, so that the time limit is kept here
        try {
            TimedCall.background("input of " + command.get(0), () -> write(process, input));
            return TimedCall.within(
                    limits.time(), "output of " + command.get(0), () -> collect(process, limits.output()));
        } catch (TimeoutException e) {
            throw new IOException("it did not finish within " + limits.time().toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            end(process);
            throw new RunInterruptedException(command.get(0), "the run was stopped while it waited for it", e);
        } finally {
            end(process);
        }
    }

    /**
     * Runs it to its end, however long it takes. What it prints, this process's own output shows as it comes.
     *
     * @return its exit status
     * @throws IOException if it can't be started
     * @throws RegistryException {@code INTERRUPTED}
     */
    public int show() throws IOException {
        Process process = builder()
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new RunInterruptedException(command.get(0), "the run was stopped while it waited for it", e);
        } finally {
            end(process);
        }
    }

    /** Starts it, for callers that talk with it. They end it. */
    public Process start() throws IOException {
        return builder().start();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Ends a program and what it has started: first politely. */
    public static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> tree = tree(process);
        tree.forEach(ProcessHandle::destroy);
        boolean interrupted = false;
        try {
            process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        // what was started meanwhile, and what has outlived its parent
        Stream.concat(tree.stream(), tree(process).stream()).forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> tree(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void write(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            // it has ended, or reads nothing: its output counts
        }
    }

    /** Never blocks in reading: a program that was left behind may keep the other end open forever. */
    private static Result collect(Process process, int largest) throws IOException, InterruptedException {
        RecentBytes output = new RecentBytes(process.getInputStream(), largest);
        RecentBytes errors = new RecentBytes(process.getErrorStream(), MAX_ERRORS_SIZE);
        boolean ended;
        do {
            ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            output.take();
            errors.take();
            if (output.isCut()) {
                throw new IOException("it printed more than " + largest + " bytes");
            }
        } while (!ended);
        return new Result(process.exitValue(), output.bytes(), errors.bytes());
    }
}
