package io.github.registryorg.remote;

import io.github.registryorg.net.RemoteUrl;
import org.jspecify.annotations.Nullable;

/**
 * One request to a host.
 *
 * @param form null for none
 * @param led whether this URL is the target of a redirect
 * @param tries how often it is sent at most
 */
record RemoteRequest(
        String method,
        RemoteUrl url,
        RequestHeaders headers,
        @Nullable String form,
        boolean led,
        int tries) {

    static RemoteRequest retried(
            String method, RemoteUrl url, RequestHeaders headers, @Nullable String form, boolean led) {
        return new RemoteRequest(method, url, headers, form, led, RetryPolicy.TRIES);
    }

    boolean isInsistent() {
        return tries == RetryPolicy.TRIES;
    }
}
