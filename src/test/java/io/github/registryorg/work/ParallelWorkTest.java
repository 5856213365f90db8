package io.github.registryorg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelWorkTest {

    @Test
    void results_returned_areInTheOrderOfTasks() {
        assertThat(new ParallelWork(1000).<Integer>map(index -> index * 2))
                .startsWith(0, 2, 4)
                .endsWith(1998)
                .hasSize(1000);
        assertThat(new ParallelWork(0).<Integer>map(index -> index)).isEmpty();
    }

    @Test
    void results_taken_areInTheOrderOfTasks() {
        List<Integer> taken = new ArrayList<>();

        new ParallelWork(1000, 3).<Integer>map(index -> index * 2, taken::add);

        assertThat(taken).startsWith(0, 2, 4).endsWith(1998).hasSize(1000).isSorted();
    }

    @Test
    void takerThatFails_endsTheWork() {
        AtomicInteger begun = new AtomicInteger();

        assertThatIllegalStateException()
                .isThrownBy(() -> new ParallelWork(1000, 3).<Integer>map(index -> begun.incrementAndGet(), result -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .withMessage("the disk is full");
        assertThat(begun.get()).isLessThan(1000);
    }

    @Test
    void tasks_afterAFailure_haveEnded() {
        CountDownLatch slowHasBegun = new CountDownLatch(1);
        AtomicBoolean slowHasEnded = new AtomicBoolean();

        assertThatIllegalStateException()
                .isThrownBy(() -> new ParallelWork(2, 2).map(index -> {
                    if (index == 0) {
                        await(slowHasBegun);
                        throw new IllegalStateException("the disk is full");
                    }
                    slowHasBegun.countDown();
                    long end = System.nanoTime() + 100_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    slowHasEnded.set(true);
                    return null;
                }))
                .withMessage("the disk is full");
        assertThat(slowHasEnded).isTrue();
    }

    @Test
    void tasks_notStarted_areSkippedAfterAFailure() {
        AtomicInteger started = new AtomicInteger();
        CountDownLatch failed = new CountDownLatch(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> new ParallelWork(1_000_000, 2).map(index -> {
                    started.incrementAndGet();
                    if (index == 1) {
                        failed.countDown();
                        throw new IllegalStateException("the disk is full");
                    }
                    await(failed);
                    return null;
                }));
        assertThat(started).hasValueLessThan(1_000_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
