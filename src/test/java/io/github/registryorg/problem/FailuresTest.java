package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

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

    @Test
    void io_permissionDenied_saysWhatToDo() {
        assertThat(Failures.io("reading", Path.of("file"), new AccessDeniedException("file")))
                .hasMessage("IO_FAILED file: reading failed: permission denied. Give this user the permission, or"
                        + " choose another path.");
    }
}
