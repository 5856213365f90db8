package io.github.registryorg.page;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Links between the pages of a list that goes on: the first at the list's own address, page n at {@code -/list/n/} below
 * it.
 *
 * @param page from 1
 * @param last at least 1
 */
public record Pager(int page, int last) {

    /** Pages before and after this one that it links to. */
    private static final int NEIGHBOURS = 2;

    /** Page numbers that are linked from everywhere, about. */
    private static final int LANDMARKS = 16;

    public Pager {
        if (page < 1 || page > last) {
            throw new IllegalArgumentException("page " + page + " of " + last);
        }
    }

    /** The pages to link to, in their order: first, last, those around this one, and some that are evenly far apart. */
    public List<Integer> numbers() {
        SortedSet<Integer> numbers = new TreeSet<>(List.of(1, last));
        IntStream.rangeClosed(page - NEIGHBOURS, page + NEIGHBOURS)
                .filter(number -> number >= 1 && number <= last)
                .forEach(numbers::add);
        int step = Math.max(5, (last / LANDMARKS + 4) / 5 * 5);
        for (int number = step; number < last; number += step) {
            numbers.add(number);
        }
        return List.copyOf(numbers);
    }

    /** From this page to another. */
    public String href(int number) {
        if (page == 1) {
            return number == 1 ? "./" : "-/list/" + number + "/";
        }
        return number == 1 ? "../../../" : "../" + number + "/";
    }
}
