package io.github.registryorg.host;

import io.github.registryorg.problem.Count;
import java.util.Locale;

/** Something that hosts take only so much of. */
public enum Limit {
    /** Bytes of one file. */
    FILE_BYTES("%s bytes in one file"),
    /** Bytes of all files together. */
    SITE_BYTES("%s bytes"),
    /** Files of a site. */
    FILES("%s files"),
    /** Bytes of the addresses of blobs. */
    REDIRECT_BYTES("%s bytes that say where blobs are");

    private final String amount;

    Limit(String amount) {
        this.amount = amount;
    }

    /** So much of it. */
    public String amount(long number) {
        return String.format(Locale.ROOT, amount, Count.grouped(number));
    }

    /**
     * What to do where a site has too much of it.
     *
     * @param redirects whether the host can redirect to where blobs are
     */
    String advice(boolean redirects) {
        return switch (this) {
            case FILE_BYTES, SITE_BYTES ->
                redirects
                        ? "Keep blobs in a store with a public address, which this host redirects to."
                        : "Use a host that can redirect to a store, or registry:serve or a bucket: this one can't.";
            case FILES -> "Use another host, such as a server or a bucket, or split the registry.";
            case REDIRECT_BYTES ->
                "Use shorter names and addresses of stores, bring the blobs into a bucket (s3), or split"
                        + " the registry.";
        };
    }
}
