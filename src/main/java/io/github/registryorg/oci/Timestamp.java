package io.github.registryorg.oci;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as images and front matter have it: RFC 3339, or a date alone, which is a day somewhere on earth.
 *
 * @param instant of a day, its beginning in UTC
 * @param isDay whether it is a date alone
 */
public record Timestamp(Instant instant, boolean isDay) {

    /** The day after the first one of MS-DOS, and so of ZIP files, wherever on earth that was. */
    private static final Instant FIRST_AGE = day(LocalDate.of(1980, 1, 3));

    /** What nearly all tools write. */
    private static final String USUAL = "0000-00-00T00:00:00Z";

    /** A fraction of a second with more digits than nanoseconds have. */
    private static final Pattern TOO_FINE = Pattern.compile("(\\.[0-9]{9})[0-9]+");

    private static final Duration FARTHEST_EAST = Duration.ofHours(14);
    private static final Duration DAY_FARTHEST_WEST = Duration.ofHours(24 + 12);

    /** Empty where it is neither, or not in the calendar. */
    public static Optional<Timestamp> tryParse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
        try {
            if (upper.indexOf('T') < 0) {
                return Optional.of(new Timestamp(day(LocalDate.parse(upper)), true));
            }
            if (isUsual(upper)) {
                return Optional.of(new Timestamp(usual(upper), false));
            }
            // Java knows nanoseconds and no more
            String known = TOO_FINE.matcher(upper).replaceFirst("$1");
            return Optional.of(new Timestamp(OffsetDateTime.parse(known).toInstant(), false));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant day(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static boolean isUsual(String text) {
        if (text.length() != USUAL.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (USUAL.charAt(i) == '0' ? c < '0' || c > '9' : c != USUAL.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Without Java's parser for any format, which takes longer than all else that is read of a tag. */
    private static Instant usual(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
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
