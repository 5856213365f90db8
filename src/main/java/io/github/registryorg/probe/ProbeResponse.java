package io.github.registryorg.probe;

import io.github.registryorg.remote.RemoteResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer, after its redirects.
 *
 * @param request method and path
 * @param response where it came to one; closed; null otherwise
 * @param body as much of it as was wanted, unpacked by nobody
 * @param whole whether that is all of it
 * @param hops the redirects before it
 * @param trouble why there is no whole answer; null where there is one
 */
record ProbeResponse(
        String request, RemoteResponse response, byte[] body, boolean whole, List<Hop> hops, Trouble trouble) {

    /**
     * A redirect.
     *
     * @param status of it
     * @param hasDigest whether it has {@code Docker-Content-Digest}
     */
    record Hop(int status, boolean hasDigest) {}

    /**
     * What kept an answer away.
     *
     * @param fault what is wrong
     * @param saw what was seen
     */
    record Trouble(Fault fault, String saw) {}

    ProbeResponse {
        hops = List.copyOf(hops);
    }

    /** 0 where there was no answer. */
    int status() {
        return response == null ? 0 : response.status();
    }

    boolean isOk() {
        return trouble == null && status() == 200;
    }

    Optional<String> header(String name) {
        return response == null ? Optional.empty() : response.header(name);
    }

    /** All headers of that name, as a client joins them. */
    String joined(String name) {
        return response == null ? "" : String.join(", ", response.headers(name).toList());
    }

    /** Whether it is a page for people. */
    boolean isPage() {
        String start = new String(body, 0, Math.min(body.length, 256), StandardCharsets.UTF_8)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head");
    }

    /** The status, or what was seen instead of one. */
    String seen() {
        return trouble == null ? "status " + status() : trouble.saw();
    }
}
