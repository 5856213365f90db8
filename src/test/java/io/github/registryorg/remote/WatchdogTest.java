package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {

    @Test
    void guard_open_endsWhatTakesTooLong() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Watchdog watchdog = new Watchdog();
                Watchdog.Guard guard = watchdog.guard(Duration.ofMillis(1), ended::countDown)) {
            ended.await();

            assertThat(guard.isTooLate()).isTrue();
        }
    }

    /** Otherwise the next read of a body could fail as if the server had closed the connection. */
    @RepeatedTest(50)
    void guard_askedWhileItsTimeEnds_endsWhatItCallsTooLateAndNothingElse() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch later = new CountDownLatch(1);
        try (Watchdog watchdog = new Watchdog();
                Watchdog.Guard guard = watchdog.guard(Duration.ofNanos(50_000), () -> ended.set(true))) {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextInt(100_000));
            boolean late = guard.isTooLate();
            watchdog.guard(Duration.ofNanos(60_000), later::countDown);
            later.await();

            assertThat(ended.get()).isEqualTo(late);
        }
    }

    @Test
    void guard_closed_isInTime() {
        try (Watchdog watchdog = new Watchdog()) {
            Watchdog.Guard guard = watchdog.guard(Duration.ofHours(1), () -> {});
            guard.close();

            assertThat(guard.isTooLate()).isFalse();
        }
    }
}
