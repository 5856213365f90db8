package io.github.registryorg.host;

/** What browsers may do with the pages of a site, whoever serves it. */
public final class PagePolicy {

    /**
     * The value of {@code Content-Security-Policy}: the site's own styles, and images from elsewhere, since descriptions
     * show badges. No scripts, not even from the site itself: pages have none, and a file of the site may be from a
     * stranger.
     */
    public static final String CONTENT_SECURITY = "default-src 'none'; style-src 'self'; img-src 'self' data: https:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PagePolicy() {}
}
