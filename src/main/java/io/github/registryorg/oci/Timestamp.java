package io.github.registryorg.oci;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time as images and front matter have it: RFC 3339, or a date alone, which is a day somewhere on earth.
 *
 * @param instant of a day, its beginning in UTC
 * @param isDay whether it is a date alone
 */
public record Timestamp(Instant instant, boolean isDay) {

    /** The day after the first one of MS-DOS, and so of ZIP files, wherever on earth that was. */
    private static final Instant FIRST_AGE = Instant.parse("1980-01-03T00:00:00Z");

    private static final Duration FARTHEST_EAST = Duration.ofHours(14);
    private static final Duration DAY_FARTHEST_WEST = Duration.ofHours(24 + 12);

    /** Empty where it is neither, or not in the calendar. */
    public static Optional<Timestamp> tryParse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
        try {
            if (upper.indexOf('T') < 0) {
                return Optional.of(
                        new Timestamp(LocalDate.parse(upper).atStartOfDay().toInstant(ZoneOffset.UTC), true));
            }
            // Java knows nanoseconds and no more
            String known = upper.replaceFirst("(\\.[0-9]{9})[0-9]+", "$1");
            return Optional.of(new Timestamp(OffsetDateTime.parse(known).toInstant(), false));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same where it tells how old something is; empty where {@code text} is null, none, or a constant. */
    public static Optional<Timestamp> ofAge(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Timestamp::tryParse).filter(time -> !time.isConstant());
    }

    /**
     * Whether it tells nothing of age: no image is so old, and tools write a constant (year 1, 1970, 1980) where they mean
     * no time.
     */
    public boolean isConstant() {
        return instant.isBefore(FIRST_AGE);
    }

    /** Whether both can be the same moment. */
    public boolean agrees(Timestamp other) {
        return !earliest().isAfter(other.latest()) && !other.earliest().isAfter(latest());
    }

    /** Whether it is later, wherever on earth it was written. */
    public boolean isAfter(Instant moment) {
        return earliest().isAfter(moment);
    }

    private Instant earliest() {
        return isDay ? instant.minus(FARTHEST_EAST) : instant;
    }

    private Instant latest() {
        return isDay ? instant.plus(DAY_FARTHEST_WEST) : instant;
    }
}
