package io.github.registryorg.remote;

/**
 * What a request says beside its URL.
 *
 * @param accept media types; null for any
 * @param range of bytes; null for all of them
 * @param authorization secret, and for the origin of the URL alone; null for none
 */
public record RequestHeaders(String accept, String range, String authorization) {

    public static final RequestHeaders NONE = new RequestHeaders(null, null, null);

    RequestHeaders withoutAuthorization() {
        return new RequestHeaders(accept, range, null);
    }

    /** Without the authorization. */
    @Override
    public String toString() {
        return "Accept: " + accept + ", Range: " + range;
    }
}
