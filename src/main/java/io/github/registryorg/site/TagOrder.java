package io.github.registryorg.site;

import io.github.registryorg.oci.Tag;
import java.util.Comparator;

/** The order in which people look for tags: words, then the highest version first. Numbers count as numbers. */
final class TagOrder implements Comparator<Tag> {

    @Override
    public int compare(Tag one, Tag other) {
        int natural = natural(one.name(), other.name());
        return natural != 0 ? -natural : one.compareTo(other);
    }

    private static int natural(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int numberOne = endOfNumber(one, i);
            int numberOther = endOfNumber(other, j);
            if (numberOne > i && numberOther > j) {
                int compared = number(one.substring(i, numberOne), other.substring(j, numberOther));
                if (compared != 0) {
                    return compared;
                }
                i = numberOne;
                j = numberOther;
            } else {
                int compared = Character.compare(one.charAt(i), other.charAt(j));
                if (compared != 0) {
                    return compared;
                }
                i++;
                j++;
            }
        }
        return Integer.compare(one.length() - i, other.length() - j);
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static String withoutZeros(String number) {
        int start = 0;
        while (start < number.length() && number.charAt(start) == '0') {
            start++;
        }
        return number.substring(start);
    }

    private static int number(String one, String other) {
        String first = withoutZeros(one);
        String second = withoutZeros(other);
        int byLength = Integer.compare(first.length(), second.length());
        return byLength != 0 ? byLength : first.compareTo(second);
    }
}
