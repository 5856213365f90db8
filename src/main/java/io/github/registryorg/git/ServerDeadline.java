package io.github.registryorg.git;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time that one server may take for all that it is asked. The library's own limits begin anew with each byte, and
 * don't count for programs.
 */
final class ServerDeadline {

    private final Duration most;
    private Duration left;

    ServerDeadline(Duration most) {
        this.most = most;
        this.left = most;
    }

    boolean isSpent() {
        return left.isNegative() || left.isZero();
    }

    /**
     * Runs something that asks the server.
     *
     * @param end ends what would go on otherwise, where it takes too long or the run is interrupted
     * @throws RegistryException {@code INTERRUPTED}
     */
    <T> T spendOn(Callable<T> call, Runnable end) throws IOException {
        long start = System.nanoTime();
        FutureTask<T> work = new FutureTask<>(call);
        Thread thread = new Thread(work, "registry-git");
        thread.setDaemon(true);
        try {
            thread.start();
            return work.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            end.run();
            throw new IOException("the server takes longer than " + most.toSeconds() + " seconds in all");
        } catch (InterruptedException e) {
            end.run();
            throw new RunInterruptedException("", "the run was stopped while it waited for a git server", e);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            work.cancel(true);
            left = left.minusNanos(System.nanoTime() - start);
        }
    }

    private static IOException thrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException checked ? checked : new IOException(failure);
    }
}
