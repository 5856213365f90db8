package io.github.registryorg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimedCallTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static void throwing(Exception failure) throws Exception {
        TimedCall.within(LONG, "test", () -> {
            throw failure;
        });
    }

    @Test
    void within_whatTheCallThrows_isThrownAsItIs() {
        IOException failure = new IOException("broken");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> throwing(failure))
                .isSameAs(failure);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> throwing(new IllegalStateException()))
                .withNoCause();
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> TimedCall.within(LONG, "test", () -> {
                    throw new OutOfMemoryError();
                }));
    }

    @Test
    void within_theTimeIsOver_theCallIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> TimedCall.within(Duration.ofMillis(50), "test", () -> {
                    try {
                        return new CountDownLatch(1).await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
