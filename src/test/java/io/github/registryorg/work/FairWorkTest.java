package io.github.registryorg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who makes us wait delays nobody's work but its own. */
@Timeout(60)
class FairWorkTest {

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tasksOfOne_runOnlySoManyAtATime() {
        FairWork work = new FairWork("test", 50);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 2_000; i++) {
            work.add("a", 3, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                done.incrementAndGet();
            });
        }
        work.finish();

        assertThat(done).hasValue(2_000);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void tasksOfOneThatHangs_delayNoOthers() {
        FairWork work = new FairWork("test", 4);
        CountDownLatch others = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            work.add("slow", 2, () -> await(others));
        }
        for (int i = 0; i < 100; i++) {
            work.add("fast", 2, others::countDown);
        }
        work.finish();

        assertThat(others.getCount()).isZero();
    }

    @Test
    void taskThatFails_endsTheWork() {
        FairWork work = new FairWork("test", 2);
        AtomicInteger done = new AtomicInteger();
        work.add("a", 1, () -> {
            throw new IllegalArgumentException("no");
        });
        for (int i = 0; i < 100; i++) {
            work.add("a", 1, done::incrementAndGet);
        }

        assertThatThrownBy(() -> work.finish()).isInstanceOf(IllegalArgumentException.class);
        assertThat(done).hasValue(0);
    }

    @Test
    void tasksAddedWhileAllAreIdle_areDoneAtATime() {
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        try (FairWork work = new FairWork("test", 4)) {
            work.add("a", 2, first::countDown);
            await(first);
            for (int i = 0; i < 2; i++) {
                work.add("a", 2, () -> {
                    meet(both);
                    done.incrementAndGet();
                });
            }
            work.finish();
        }

        assertThat(done).hasValue(2);
    }

    @Test
    void close_beforeTheEnd_interruptsWhatRuns() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        try (FairWork work = new FairWork("test", 4)) {
            work.add("a", 1, () -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
            });
            await(begun);
        }

        assertThat(interrupted).hasValue(1);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noTasks_areDone() {
        new FairWork("test", 2).finish();
    }
}
