package io.github.registryorg.page;

import org.jspecify.annotations.Nullable;

/**
 * Who makes what is in a repository, and where to read about it. All texts may come from strangers; null where unknown.
 *
 * @param licenses an SPDX expression
 * @param source where it is developed
 * @param documentation where to read more
 * @param url its website
 * @param authors as its page names them
 * @param vendor as its page names it
 * @param signature who has signed its example; null where the registry does not require it
 * @param metadata the files that the registry has of it, in git
 */
public record RepositoryFacts(
        @Nullable String licenses,
        @Nullable WebLink source,
        @Nullable WebLink documentation,
        @Nullable WebLink url,
        @Nullable String authors,
        @Nullable String vendor,
        @Nullable String signature,
        @Nullable WebLink metadata) {

    /** Nothing is known. */
    public static final RepositoryFacts UNKNOWN = new RepositoryFacts(null, null, null, null, null, null, null, null);

    public RepositoryFacts {
        licenses = PlainText.line(licenses, 200);
        authors = PlainText.line(authors, 200);
        vendor = PlainText.line(vendor, 200);
        signature = PlainText.line(signature, 400);
    }
}
