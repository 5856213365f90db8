package io.github.registryorg.deploy;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;

/**
 * Which objects of a site a bucket has, by its listing, in any order. Only that is kept, two bits for each item: a
 * bucket may have any number of other objects.
 */
final class ListedObjects implements ObjLongConsumer<String> {

    private final List<Item> items;

    /** The numbers of the items, sorted by their paths. */
    private final int[] byPath;

    /** The items whose first path is there, and those whose second is. */
    private final List<BitSet> found = List.of(new BitSet(), new BitSet());

    private boolean repository;

    ListedObjects(List<Item> items) {
        this.items = items;
        this.byPath = IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparing(number -> items.get(number).path()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** An object is listed. */
    @Override
    public void accept(String name, long size) {
        repository |= Item.isOfRepository(name);
        int number = number(Item.pathInSite(name));
        if (number >= 0 && fits(items.get(number), name, size)) {
            int place = items.get(number).paths().indexOf(name);
            if (place >= 0) {
                found.get(place).set(number);
            }
        }
    }

    /** Negative where the item does not exist. */
    private int number(String path) {
        int low = 0;
        int high = byPath.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items.get(byPath[middle]).path().compareTo(path) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < byPath.length && items.get(byPath[low]).path().equals(path) ? byPath[low] : -1;
    }

    /** Compares sizes, but not of compressed objects, nor of directories, which some services keep as files. */
    private static boolean fits(Item item, String name, long size) {
        return size == item.size() || item.delivery().compressed() || name.endsWith("/");
    }

    /** Whether all objects of an item are there, as large as they should be; for several threads, after the listing. */
    boolean hasAll(int number) {
        return IntStream.range(0, items.get(number).paths().size())
                .allMatch(place -> found.get(place).get(number));
    }

    /** Whether any object is of a repository. */
    boolean haveRepository() {
        return repository;
    }
}
