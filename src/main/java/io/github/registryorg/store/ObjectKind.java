package io.github.registryorg.store;

/**
 * How an object is served.
 *
 * @param mediaType its Content-Type
 * @param cacheControl how long readers may keep it
 * @param contentEncoding such as {@code gzip}; null for none
 */
public record ObjectKind(String mediaType, String cacheControl, String contentEncoding) {

    /** What is named by its own hash never changes. */
    public static final ObjectKind BLOB =
            new ObjectKind("application/octet-stream", "public, max-age=31536000, immutable", null);
}
