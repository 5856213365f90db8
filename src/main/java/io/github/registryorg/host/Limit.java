package io.github.registryorg.host;

import java.util.Locale;

/** Something that hosts take only so much of. */
public enum Limit {
    /** Bytes of one file. */
    FILE_BYTES(
            "a file of the site has %d bytes",
            "Keep blobs in a store with a public address behind a host that can redirect, or use another host."),
    /** Bytes of all files together. */
    SITE_BYTES(
            "the site has %d bytes",
            "Keep blobs in a store with a public address behind a host that can redirect, or use another host."),
    /** Files of a site. */
    FILES("the site has %d files", "Use another host, such as a bucket (s3) or a server, or split the registry."),
    /** Rules for response headers. */
    HEADER_RULES("the site needs %d rules for headers", "Use another host, or split the registry."),
    /** Redirects. */
    REDIRECTS("the site needs %d redirects", "Use fewer stores, or another host."),
    /** Bytes of what says where blobs are. */
    REDIRECT_BYTES(
            "where blobs are takes %d bytes to say",
            "Use shorter names and addresses of stores, bring the blobs into a bucket (s3), or split the registry.");

    private final String use;
    private final String advice;

    Limit(String use, String advice) {
        this.use = use;
        this.advice = advice;
    }

    /** How much of it a site has, a clause. */
    public String use(long amount) {
        return String.format(Locale.ROOT, use, amount);
    }

    /** What to do where it is too much. */
    public String advice() {
        return advice;
    }
}
