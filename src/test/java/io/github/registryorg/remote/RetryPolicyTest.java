package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private final RetryPolicy most = policy(1);
    private final RetryPolicy least = policy(0);

    private static RetryPolicy policy(double jitter) {
        Duration limit = Duration.ofSeconds(1);
        return new RetryPolicy(new Timing(
                limit,
                limit,
                limit,
                RemoteClient.HOST_TIMEOUT,
                Duration.ofSeconds(30),
                Clock.fixed(Clients.NOW, ZoneOffset.UTC),
                d -> {},
                () -> jitter));
    }

    @Test
    void waits_ofRetries_doubleAndVary() {
        assertThat(most.wait(1, Optional.empty())).isEqualTo(Duration.ofMillis(500));
        assertThat(most.wait(2, Optional.empty())).isEqualTo(Duration.ofMillis(1000));
        assertThat(least.wait(1, Optional.empty())).isEqualTo(Duration.ofMillis(250));
        assertThat(least.wait(2, Optional.empty())).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "3600, 30",
        "'Tue, 24 Nov 2026 12:00:05 GMT', 5",
        "'Tue, 24 Nov 2026 11:00:00 GMT', 0",
        "'Wed, 25 Nov 2026 12:00:00 GMT', 30"
    })
    void retryAfter_readable_isFollowedUpToAMaximum(String retryAfter, long seconds) {
        assertThat(most.wait(1, Optional.of(retryAfter))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void waits_ofProbes_areShorter() {
        assertThat(new RetryPolicy(Timing.IMPATIENT).wait(1, Optional.of("3600")))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "99999999999999999999", "1.5", "''"})
    void retryAfter_unreadable_isIgnored(String retryAfter) {
        assertThat(most.wait(1, Optional.of(retryAfter))).isEqualTo(Duration.ofMillis(500));
    }
}
