package io.github.registryorg.contribute;

import java.util.Locale;

/** Sizes for people. */
final class ByteCount {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private ByteCount() {}

    static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** With its sign. */
    static String difference(long now, long before) {
        return now >= before ? "+" + of(now - before) : "−" + of(before - now);
    }
}
