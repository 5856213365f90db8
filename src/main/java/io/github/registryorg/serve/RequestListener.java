package io.github.registryorg.serve;

/** Is called for each request, for a log; by several threads. */
@FunctionalInterface
public interface RequestListener {

    /** Does nothing. */
    RequestListener NONE = (method, path, status) -> {};

    /**
     * A response was sent.
     *
     * @param method as the client sent it
     * @param path as the client sent it, not decoded, without the query
     * @param status of the response
     */
    void served(String method, String path, int status);

    /** The response failed on our side; the client got status 500, or half a response and a closed connection. */
    default void failed(String method, String path, Exception cause) {}
}
