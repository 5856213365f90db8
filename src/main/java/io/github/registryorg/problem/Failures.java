package io.github.registryorg.problem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the file system throws into a {@link Problem} with what to do. */
public final class Failures {

    private Failures() {}

    /** Reading or writing {@code path} failed: why, in plain words, and what helps. */
    public static RegistryException io(String doing, Path path, IOException cause) {
        String reason = reason(cause);
        Problem problem = Problem.of(ProblemCode.IO_FAILED, path.toString(), doing + " failed")
                .because(reason);
        return of(problem.hint(advice(cause, reason)), cause);
    }

    /**
     * What to throw for a problem in reading or writing, of files or of connections.
     *
     * @param problem what is wrong, unless the thread was interrupted: nothing is then
     * @return {@code INTERRUPTED} where that is the cause
     */
    public static RegistryException of(Problem problem, Exception cause) {
        return isInterruption(cause)
                ? new RunInterruptedException(problem.subject(), "the run was stopped", cause)
                : new RegistryException(problem, cause);
    }

    /** The JDK closes a channel that a thread uses when it is interrupted; the libraries wrap what they get of that. */
    private static boolean isInterruption(Exception cause) {
        return Causes.find(cause, ClosedByInterruptException.class).isPresent()
                || Causes.find(cause, FileLockInterruptionException.class).isPresent()
                || Causes.find(cause, InterruptedException.class).isPresent();
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else has that name";
        }
        if (cause instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return Causes.message(cause);
    }

    private static String advice(IOException cause, String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("not enough space") || text.contains("quota")) {
            return "Free some space, then run the same command again: it continues where it stopped.";
        }
        if (cause instanceof AccessDeniedException
                || text.contains("read-only")
                || text.contains("operation not permitted")) {
            return "Give this user the permission, or choose another path.";
        }
        if (cause instanceof NoSuchFileException) {
            return "Check the path.";
        }
        return "Fix that, then run the same command again.";
    }
}
