package io.github.registryorg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerThreadsTest {

    @Test
    void await_ofATaskThatFails_throwsWhatItHasThrown() {
        RegistryException failure = new RegistryException(Problem.of(ProblemCode.IO_FAILED, "x", "failed"));
        Error error = new StackOverflowError();
        try (WorkerThreads threads = WorkerThreads.of("test", 1)) {
            Future<Object> failed = threads.submit(() -> {
                throw failure;
            });
            Future<Object> broken = threads.submit(() -> {
                throw error;
            });

            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> WorkerThreads.await(failed))
                    .isSameAs(failure);
            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> WorkerThreads.await(broken))
                    .isSameAs(error);
        }
    }

    @Test
    void close_whileATaskRuns_interruptsItAndWaitsForItsEnd() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        WorkerThreads threads = WorkerThreads.unbounded("test");
        threads.submit(() -> {
            running.countDown();
            try {
                return new CountDownLatch(1).await(1, TimeUnit.HOURS);
            } finally {
                ended.set(true);
            }
        });
        running.await();

        threads.close();

        assertThat(ended).isTrue();
    }

    @Test
    void close_ofAnInterruptedThread_waitsAndLeavesItInterrupted() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        WorkerThreads threads = WorkerThreads.of("test", 1);
        threads.submit(() -> {
            running.countDown();
            try {
                return new CountDownLatch(1).await(1, TimeUnit.HOURS);
            } finally {
                ended.set(true);
            }
        });
        running.await();
        Thread.currentThread().interrupt();

        threads.close();

        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
