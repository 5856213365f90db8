package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    private static final String SPACE =
            "Free some space, then run the same command again: it continues where it stopped.";
    private static final String PERMISSION = "Give this user the permission, or choose another path.";
    private static final String AGAIN = "Fix that, then run the same command again.";
    private static final Problem PROBLEM = Problem.of(ProblemCode.DENIED, "it", "can't be read");

    @AfterEach
    void forget() {
        Thread.interrupted();
    }

    static Stream<IOException> interruptions() {
        return Stream.of(
                new ClosedByInterruptException(),
                new FileLockInterruptionException(),
                new IOException("wrapped", new UncheckedIOException(new ClosedByInterruptException())),
                new IOException("while it waited", new InterruptedException()));
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void of_interruption_isNoFailure(IOException cause) {
        for (Supplier<RegistryException> failure : List.<Supplier<RegistryException>>of(
                () -> Failures.io("reading", Path.of("it"), cause), () -> Failures.of(PROBLEM, cause))) {
            RegistryException thrown = failure.get();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(thrown).isInstanceOf(RunInterruptedException.class).hasCause(cause);
            assertThat(thrown).hasMessage("INTERRUPTED it: the run was stopped.");
        }
    }

    /** Libraries throw this where a time limit is over, too. */
    @Test
    void of_otherFailure_isTheProblem() {
        IOException cause = new InterruptedIOException("Read timed out");
        RegistryException thrown = Failures.of(PROBLEM, cause);
        assertThat(thrown).isNotInstanceOf(RunInterruptedException.class).hasCause(cause);
        assertThat(thrown.problem()).isSameAs(PROBLEM);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("f"), "permission denied", PERMISSION),
                Arguments.of(new NoSuchFileException("f"), "it is not there", "Check the path."),
                Arguments.of(new NotDirectoryException("f"), "it is not a directory", AGAIN),
                Arguments.of(new FileAlreadyExistsException("f"), "something else has that name", AGAIN),
                Arguments.of(new IOException("No space left on device"), "No space left on device", SPACE),
                Arguments.of(
                        new FileSystemException("f", null, "There is not enough space on the disk"),
                        "There is not enough space on the disk",
                        SPACE),
                Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), "Disk quota exceeded", SPACE),
                Arguments.of(
                        new FileSystemException("f", null, "Read-only file system"),
                        "Read-only file system",
                        PERMISSION),
                Arguments.of(
                        new FileSystemException("f", null, "Operation not permitted"),
                        "Operation not permitted",
                        PERMISSION),
                Arguments.of(new IOException("Stale file handle"), "Stale file handle", AGAIN),
                Arguments.of(new FileSystemException("f"), "f", AGAIN),
                Arguments.of(new IOException(), "IOException", AGAIN));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void io_ofAFailure_saysWhatWhyAndWhatToDo(IOException cause, String reason, String advice) {
        RegistryException failure = Failures.io("reading it", Path.of("dir/f"), cause);

        assertThat(failure.problem())
                .isEqualTo(Problem.of(ProblemCode.IO_FAILED, "dir/f", "reading it failed")
                        .because(reason)
                        .hint(advice));
        assertThat(failure).hasCause(cause);
    }
}
