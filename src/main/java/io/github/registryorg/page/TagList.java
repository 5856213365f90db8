package io.github.registryorg.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * One page of a repository's tags.
 *
 * @param tags the rows to show, in this order
 * @param folded rows that are shown below them, on demand: what machines name for machines
 * @param foldedCount how many of those there are on all pages
 * @param first the position of the first row among all tags, from 1
 * @param count how many tags there are on all pages
 * @param pager leads to the other pages
 */
public record TagList(List<TagView> tags, List<TagView> folded, int foldedCount, int first, int count, Pager pager) {

    /** No tags. */
    public static final TagList EMPTY = new TagList(List.of(), List.of(), 1, 0, new Pager(1, 1));

    /** One whose folded rows are all on this page. */
    public TagList(List<TagView> tags, List<TagView> folded, int first, int count, Pager pager) {
        this(tags, folded, folded.size(), first, count, pager);
    }

    public TagList {
        tags = List.copyOf(tags);
        folded = List.copyOf(folded);
        if (first < 1 || first - 1 + tags.size() + folded.size() > count) {
            throw new IllegalArgumentException((tags.size() + folded.size()) + " tags from " + first + " of " + count);
        }
        if (foldedCount < folded.size() || foldedCount > count) {
            throw new IllegalArgumentException(foldedCount + " of " + count + " are folded");
        }
    }

    /** All rows, in their order. */
    public List<TagView> rows() {
        return Stream.concat(tags.stream(), folded.stream()).toList();
    }

    /** The position of the last row among all tags, from 1. */
    public int last() {
        return first - 1 + tags.size() + folded.size();
    }

    /** Leads from this page to that of the repository; empty where it is the same. */
    public String base() {
        return pager.page() == 1 ? "" : "../../../";
    }

    /** Whether there are rows on other pages. */
    public boolean goesOn() {
        return pager.last() > 1;
    }
}
