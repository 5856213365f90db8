package io.github.registryorg.problem;

/** Sizes as people read them, in English and in no other locale. */
public final class ByteCount {

    private static final int STEP = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private ByteCount() {}

    /** All its digits, to compare it with another: {@code 1 byte}, {@code 28,311,552 bytes}. */
    public static String exact(long bytes) {
        return Count.grouped(bytes, "byte", "bytes");
    }

    /** In the largest unit that leaves a number of 1 or more: {@code 12 bytes}, {@code 27.0 MiB}. */
    public static String binary(long bytes) {
        if (bytes < STEP) {
            return exact(bytes);
        }
        int exponent = 0;
        long unit = 1;
        long tenths;
        do {
            exponent++;
            unit *= STEP;
            tenths = bytes / unit * 10 + (bytes % unit * 10 + unit / 2) / unit;
        } while (tenths >= 10 * STEP && exponent < UNITS.length);
        return Count.grouped(tenths / 10) + "." + tenths % 10 + " " + UNITS[exponent - 1];
    }

    /** How a size has changed, with its sign: {@code +1.0 MiB}. */
    public static String difference(long now, long before) {
        return now >= before ? "+" + binary(now - before) : "−" + binary(before - now);
    }
}
