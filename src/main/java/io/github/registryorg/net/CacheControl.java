package io.github.registryorg.net;

/** How long readers may keep a response (RFC 9111, RFC 8246). */
public final class CacheControl {

    /** The value of {@code Cache-Control} for what is named by its own hash, and so never changes. */
    public static final String IMMUTABLE = "public, max-age=31536000, immutable";

    /** The value of {@code Cache-Control} for everything else: tags move, and lists and pages change. */
    public static final String SHORT = "public, max-age=60";

    private CacheControl() {}
}
