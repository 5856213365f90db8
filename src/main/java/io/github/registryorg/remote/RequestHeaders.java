package io.github.registryorg.remote;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request has beside its URL.
 *
 * @param accept media types; null for any
 * @param range of bytes; null for all of them
 * @param authorization secret, and for the origin of the URL alone; null for none
 * @param others by name; nothing secret
 */
public record RequestHeaders(
        @Nullable String accept,
        @Nullable String range,
        @Nullable String authorization,
        Map<String, String> others) {

    public static final RequestHeaders NONE = new RequestHeaders(null, null, null);

    public RequestHeaders {
        others = Map.copyOf(others);
    }

    public RequestHeaders(@Nullable String accept, @Nullable String range, @Nullable String authorization) {
        this(accept, range, authorization, Map.of());
    }

    RequestHeaders withoutAuthorization() {
        return with(null);
    }

    RequestHeaders with(@Nullable String otherAuthorization) {
        return new RequestHeaders(accept, range, otherAuthorization, others);
    }

    /** Without the authorization. */
    @Override
    public String toString() {
        return "Accept: " + accept + ", Range: " + range;
    }
}
