package io.github.registryorg.catalog;

import java.time.LocalDate;

/** Days of the calendar as numbers that sort as they do, such as 20261130; cheaper than times. */
final class Day {

    /** The first that is one. */
    static final int FIRST = 0;

    /** What has no place in a feed: RFC 3339 has years of four digits. */
    static final int NONE = -1;

    /** Characters of a date, such as 2026-11-30. */
    static final int LENGTH = 10;

    private Day() {}

    /** The date that a time begins with, where it was written; {@link #NONE} where it begins with none. */
    static int of(String time) {
        if (time.length() < LENGTH) {
            return NONE;
        }
        int day = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = time.charAt(i);
            boolean isSeparator = i == 4 || i == 7;
            if (isSeparator ? c != '-' : c < '0' || c > '9') {
                return NONE;
            }
            day = isSeparator ? day : 10 * day + c - '0';
        }
        return day;
    }

    /** A day that is over everywhere when another begins anywhere. */
    static int before(int day) {
        if (day <= FIRST) {
            return FIRST;
        }
        LocalDate earlier =
                LocalDate.of(day / 10_000, day / 100 % 100, day % 100).minusDays(2);
        return Math.max(FIRST, 10_000 * earlier.getYear() + 100 * earlier.getMonthValue() + earlier.getDayOfMonth());
    }
}
