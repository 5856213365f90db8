package io.github.registryorg.signature;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the time of a signature is judged. Whoever signs writes that time, so it proves nothing by itself: what a
 * contribution brings must be signed by certificates that are valid when it is validated, as notation has it. Later, the
 * time of signing counts.
 *
 * @param now null where no clock may be read: then neither has expired
 * @param arriving whether certificates must be valid now
 */
public record JudgedAt(@Nullable Instant now, boolean arriving) {

    /** Clocks differ. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** The same at any time. */
    public static final JudgedAt ANY_TIME = new JudgedAt(null, false);

    public JudgedAt {
        if (now == null && arriving) {
            throw new IllegalArgumentException("requires a clock");
        }
    }

    /** What is there already. */
    public static JudgedAt kept(Instant now) {
        return new JudgedAt(now, false);
    }

    /** What a contribution brings. */
    public static JudgedAt arriving(Instant now) {
        return new JudgedAt(now, true);
    }

    boolean isFuture(Instant time) {
        return now != null && time.isAfter(now.plus(TOLERANCE));
    }

    boolean isPast(Instant time) {
        return now != null && !time.isAfter(now);
    }
}
