package io.github.registryorg.search;

import java.util.Arrays;

/** The repositories that have a word, each once with the place of it, by number. */
final class Postings {

    /** Where a word is in a repository; the first come first in an answer. */
    enum Place {
        /** It is the last component of the name. */
        NAME,
        /** Elsewhere in the name. */
        NAME_PART,
        TITLE,
        DESCRIPTION,
        /** In its tags and labels. */
        WORDS,
        /** Anywhere in a repository that should no longer be used. */
        DISCOURAGED
    }

    /** Bits of an entry that are the repository; those above are the place. */
    private static final int REPOSITORY_BITS = 26;

    private int[] entries = new int[2];
    private int size;

    /** @param repository the last one that was added again, which is ignored, or a new one */
    void add(int repository, Place place) {
        if (size > 0 && repository(entries[size - 1]) == repository) {
            return;
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = entry(repository, place.ordinal());
    }

    /** How many have the word. */
    int size() {
        return size;
    }

    /** One after another, in no order. */
    int entry(int index) {
        return entries[index];
    }

    /** All entries by their places, and by number in each. */
    int[] sorted() {
        int[] sorted = Arrays.copyOf(entries, size);
        Arrays.sort(sorted);
        return sorted;
    }

    static int entry(int repository, int place) {
        return place << REPOSITORY_BITS | repository;
    }

    static int repository(int entry) {
        return entry & (1 << REPOSITORY_BITS) - 1;
    }

    /** The number of its place. */
    static int place(int entry) {
        return entry >>> REPOSITORY_BITS;
    }
}
