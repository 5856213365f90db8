package io.github.registryorg.git;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.work.TimedCall;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/**
 * The time that one server may take for all requests. The library's own limits start again with each byte, and
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
     * Runs a request to the server.
     *
     * @param end ends what would continue otherwise, where it takes too long or the run is interrupted
     * @throws RegistryException {@code INTERRUPTED}
     */
    <T> T spendOn(Callable<T> call, Runnable end) throws IOException {
        long start = System.nanoTime();
        try {
            return TimedCall.within(left, "registry-git", call);
        } catch (TimeoutException e) {
            end.run();
            throw new IOException("the server takes longer than " + most.toSeconds() + " seconds in all");
        } catch (InterruptedException e) {
            end.run();
            throw new RunInterruptedException("", "the run was stopped while it waited for a git server", e);
        } finally {
            left = left.minusNanos(System.nanoTime() - start);
        }
    }
}
