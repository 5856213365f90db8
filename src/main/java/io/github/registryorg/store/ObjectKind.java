package io.github.registryorg.store;

import io.github.registryorg.net.CacheControl;
import org.jspecify.annotations.Nullable;

/**
 * How an object is served.
 *
 * @param mediaType its Content-Type
 * @param cacheControl how long readers may keep it
 * @param contentEncoding such as {@code gzip}; null for none
 */
public record ObjectKind(
        String mediaType, String cacheControl, @Nullable String contentEncoding) {

    /** What is named by its own hash never changes. */
    public static final ObjectKind BLOB = new ObjectKind("application/octet-stream", CacheControl.IMMUTABLE, null);
}
