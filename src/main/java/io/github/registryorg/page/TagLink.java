package io.github.registryorg.page;

import io.github.registryorg.oci.Tag;
import java.util.Objects;

/**
 * Another tag of the same repository.
 *
 * @param hasPage whether it has a page of its own; the others have a row in the list of tags
 * @param listPage the page of that list with its row, from 1
 */
public record TagLink(Tag tag, boolean hasPage, int listPage) {

    /** From the page of a tag to that of its repository. */
    private static final String REPOSITORY = "../../../";

    public TagLink {
        Objects.requireNonNull(tag, "tag");
        if (listPage < 1) {
            throw new IllegalArgumentException("page " + listPage);
        }
    }

    /** From the page of one tag to that of this one, or else to its row. */
    public String href() {
        return hasPage
                ? "../" + tag + "/"
                : REPOSITORY + (listPage == 1 ? "" : "-/list/" + listPage + "/") + "#" + rowId(tag);
    }

    /** The place of a tag's row in its page; with a character that no heading has in its own. */
    static String rowId(Tag tag) {
        return "tag:" + tag;
    }
}
