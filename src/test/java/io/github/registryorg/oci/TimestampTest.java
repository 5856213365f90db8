package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:11:12Z, 2026-11-20T10:11:12Z",
        "2026-11-20 11:11:12.5+01:00, 2026-11-20T10:11:12.5Z",
        "2026-11-20t10:11:12.123456789123z, 2026-11-20T10:11:12.123456789Z",
        "2026-11-20, 2026-11-20T00:00:00Z",
    })
    void text_ofATime_isRead(String text, Instant instant) {
        assertThat(Timestamp.tryParse(text)).map(Timestamp::instant).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-02-31", "2026-11-20T25:00:00Z", "2026-11-20T10:11:12", "T"})
    void text_ofNoTime_isNot(String text) {
        assertThat(Timestamp.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2024-02-29T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2026-02-29T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T10:60:00Z",
                "2026-12-31T23:59:60Z"
            })
    void text_inTheUsualForm_isReadAsByJava(String text) {
        Instant expected = null;
        try {
            expected = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // nor is it a time here
        }

        assertThat(Timestamp.tryParse(text).map(Timestamp::instant)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void day_isADaySomewhere() {
        Timestamp day = Timestamp.tryParse("2026-11-20").orElseThrow();
        assertThat(day.agrees(Timestamp.tryParse("2026-11-21T05:00:00Z").orElseThrow()))
                .isTrue();
        assertThat(day.agrees(Timestamp.tryParse("2026-11-22T00:00:00Z").orElseThrow()))
                .isFalse();
        assertThat(day.isAfter(Instant.parse("2026-11-19T11:00:00Z"))).isFalse();
        assertThat(day.isAfter(Instant.parse("2026-11-19T09:00:00Z"))).isTrue();
    }
}
