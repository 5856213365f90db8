package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20",
                "2026-11-20T23:59:59Z",
                "2026-11-20T00:00:00.123456789Z",
                "2026-11-20T23:30:00-11:00"
            })
    void date_valid_isShown(String text) {
        assertThat(Moment.isValid(text)).isTrue();
        assertThat(Moment.date(text)).isEqualTo("2026-11-20");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20t10:00:00z, 2026-11-20T10:00:00Z",
        "2026-11-20 10:00:00+01:00, 2026-11-20T10:00:00+01:00",
        "2026-11-20T10:00:00.1234567890123456789012345678901234567890Z, 2026-11-20T10:00:00.123456789Z",
        "2026-11-20, 2026-11-20",
        "yesterday at ten, yesterday at ten"
    })
    void line_ofATime_isOneThatProgramsRead(String text, String line) {
        assertThat(Moment.line(text)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, '2026-11-20, time not stated'",
        "2026-11-20T23:59:59Z, 2026-11-20 23:59:59 UTC",
        "2026-11-20T23:30:00-11:00, 2026-11-20 23:30:00-11:00"
    })
    void exact_valid_hasTimeAndZone(String text, String exact) {
        assertThat(Moment.exact(text)).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-11-20 10:00", "20 Nov 2026", "٢٠٢٦-١١-٢٠", "2026-11-20T10:00:00Z\" x=\""})
    void date_invalid_isShownAsWritten(String text) {
        assertThat(Moment.isValid(text)).isFalse();
        assertThat(Moment.date(text)).isEqualTo(text);
    }
}
