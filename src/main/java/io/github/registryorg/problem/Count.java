package io.github.registryorg.problem;

/** Numbers of things, as text for people. */
public final class Count {

    private Count() {}

    /** {@code 1 tag}, {@code 10,000 tags}, {@code 0 repositories}. */
    public static String of(long number, String thing) {
        return grouped(
                number, thing, thing.endsWith("y") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s");
    }

    /** A number with a comma between each three digits, and its noun: {@code 1 tag}, {@code 10,000 tags}. */
    public static String grouped(long number, String one, String many) {
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
}
