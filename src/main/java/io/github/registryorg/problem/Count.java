package io.github.registryorg.problem;

/** Numbers of things, as people say them. */
public final class Count {

    private Count() {}

    /** {@code 1 tag}, {@code 2 tags}, {@code 0 repositories}. */
    public static String of(long number, String thing) {
        if (number == 1) {
            return "1 " + thing;
        }
        return number + " " + (thing.endsWith("y") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s");
    }
}
