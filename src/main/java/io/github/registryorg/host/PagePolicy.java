package io.github.registryorg.host;

/**
 * What browsers may do with the files of a site: the values of {@code Content-Security-Policy}, whoever serves it.
 *
 * <p>Scripts are those of the site. No hash says which, since browsers don't check hashes of files that are opened from
 * disk; that a file of a stranger is no page of this origin is ensured by {@link #INERT}, and where a host sends no
 * headers, by {@link DocumentTags}.
 */
public final class PagePolicy {

    /** What a page has in itself: its own style, scripts and images, and data that its scripts fetch. */
    public static final String META = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'";

    /** The header of a page: the same, and what browsers take from a header only. */
    public static final String HEADER = META + "; frame-ancestors 'none'";

    /**
     * The header of all that is no page of ours: opened by itself, whatever its type is taken for, it has an origin of its
     * own, and runs and loads nothing.
     */
    public static final String INERT = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private PagePolicy() {}
}
