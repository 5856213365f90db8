package io.github.registryorg.problem;

/** Sizes as people read them, in English and in no other locale. */
public final class ByteCount {

    private static final String[] DECIMAL = {"kB", "MB", "GB", "TB", "PB"};
    private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private ByteCount() {}

    /** In the unit that Docker would print it in, of which 1,000 make the next: {@code 12 bytes}, {@code 28.3 MB}. */
    public static String of(long bytes) {
        return inUnits(bytes, 1000, DECIMAL);
    }

    /** In binary units, as pages show it: {@code 12 bytes}, {@code 27.0 MiB}. */
    public static String binary(long bytes) {
        return inUnits(bytes, 1024, BINARY);
    }

    /** How a size has changed, with its sign: {@code +1.0 MB}. */
    public static String difference(long now, long before) {
        return now >= before ? "+" + of(now - before) : "−" + of(before - now);
    }

    /** In the largest unit that leaves a number of 1 or more. */
    private static String inUnits(long bytes, long step, String[] units) {
        if (bytes < step) {
            return Count.grouped(bytes, "byte", "bytes");
        }
        int exponent = 0;
        long unit = 1;
        long tenths;
        do {
            exponent++;
            unit *= step;
            tenths = bytes / unit * 10 + (bytes % unit * 10 + unit / 2) / unit;
        } while (tenths >= 10 * step && exponent < units.length);
        return Count.grouped(tenths / 10) + "." + tenths % 10 + " " + units[exponent - 1];
    }
}
