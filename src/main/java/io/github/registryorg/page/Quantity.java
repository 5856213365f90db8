package io.github.registryorg.page;

/** Numbers as people read them, in English and in no other locale. */
public final class Quantity {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** A size in the largest binary unit that leaves a number of 1 or more: {@code 27.0 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return count(bytes, "byte", "bytes");
        }
        int exponent = 0;
        long tenths;
        do {
            exponent++;
            tenths = tenths(bytes, exponent);
        } while (tenths >= 10_240 && exponent < UNITS.length);
        return grouped(tenths / 10) + "." + tenths % 10 + " " + UNITS[exponent - 1];
    }

    /** A number and its noun: {@code 1 tag}, {@code 10,000 tags}. */
    public static String count(long number, String one, String many) {
        return grouped(number) + " " + (number == 1 ? one : many);
    }

    /** A number with a comma between each three digits. */
    public static String grouped(long number) {
        String digits = Long.toString(number);
        if (digits.length() <= 3) {
            return digits;
        }
        StringBuilder grouped = new StringBuilder(digits);
        int first = number < 0 ? 1 : 0;
        for (int i = digits.length() - 3; i > first; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    private static long tenths(long bytes, int exponent) {
        long unit = 1L << (10 * exponent);
        return bytes / unit * 10 + (bytes % unit * 10 + unit / 2) / unit;
    }
}
