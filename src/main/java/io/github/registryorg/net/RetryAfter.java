package io.github.registryorg.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. How long is too long is the caller's. */
public final class RetryAfter {

    private RetryAfter() {}

    /** How long to wait from now on, zero for a date in the past; empty where it is neither seconds nor a date. */
    public static Optional<Duration> parse(String header, Instant now) {
        return seconds(header).or(() -> untilDate(header.strip(), now));
    }

    /** How long to wait, where the header has seconds; empty where it has anything else. */
    public static Optional<Duration> seconds(String header) {
        String text = header.strip();
        return text.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    private static Optional<Duration> untilDate(String text, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(now, date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
