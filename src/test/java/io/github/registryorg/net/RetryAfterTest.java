package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "' 7 ', 7",
        "999999999, 999999999",
        "'Tue, 24 Nov 2026 12:00:05 GMT', 5",
        "'Tue, 24 Nov 2026 11:00:00 GMT', 0",
        "'Wed, 25 Nov 2026 12:00:00 GMT', 86400"
    })
    void parse_ofSecondsOrDate_isTheWait(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "1 2", "99999999999999999999", "Tue, 99 Nov 2026 12:00:05 GMT"})
    void parse_ofAnythingElse_isEmpty(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "Tue, 24 Nov 2026 12:00:05 GMT"})
    void seconds_ofAnythingElse_isEmpty(String header) {
        assertThat(RetryAfter.seconds(header)).isEmpty();
    }
}
