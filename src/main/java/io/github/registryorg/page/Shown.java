package io.github.registryorg.page;

import java.util.List;

/**
 * The first of things whose number strangers decide.
 *
 * @param items those to show
 * @param more how many there are beside them
 */
public record Shown<T>(List<T> items, int more) {

    public Shown {
        items = List.copyOf(items);
        if (more < 0) {
            throw new IllegalArgumentException(more + " more");
        }
    }

    /** None at all. */
    public static <T> Shown<T> none() {
        return new Shown<>(List.of(), 0);
    }

    /** The first {@code most} of them. */
    public static <T> Shown<T> first(List<T> all, int most) {
        return all.size() <= most ? new Shown<>(all, 0) : new Shown<>(all.subList(0, most), all.size() - most);
    }

    public boolean isEmpty() {
        return items.isEmpty() && more == 0;
    }
}
