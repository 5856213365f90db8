package io.github.registryorg.probe;

import io.github.registryorg.remote.RemoteResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A response, after its redirects.
 *
 * @param request method and path
 * @param remote its status and headers, closed; null where there is none
 * @param body as much of it as was requested, not decompressed
 * @param whole whether that is all of it
 * @param hops the redirects before it
 * @param trouble why the response is not complete; null where it is
 */
record ProbeResponse(
        String request,
        @Nullable RemoteResponse remote,
        byte[] body,
        boolean whole,
        List<Hop> hops,
        @Nullable Trouble trouble) {

    /**
     * A redirect.
     *
     * @param status of it
     * @param hasDigest whether it has {@code Docker-Content-Digest}
     */
    record Hop(int status, boolean hasDigest) {}

    /**
     * Why the response is missing.
     *
     * @param fault what is wrong
     * @param saw what was seen
     */
    record Trouble(Fault fault, String saw) {}

    ProbeResponse {
        hops = List.copyOf(hops);
    }

    /** 0 without a response. */
    int status() {
        return remote == null ? 0 : remote.status();
    }

    boolean isOk() {
        return trouble == null && status() == 200;
    }

    Optional<String> header(String name) {
        return remote == null ? Optional.empty() : remote.header(name);
    }

    /** Of the body; empty where the server sends none. */
    OptionalLong contentLength() {
        return remote == null ? OptionalLong.empty() : remote.contentLength();
    }

    /** All headers of that name, as a client joins them. */
    String joined(String name) {
        return remote == null ? "" : remote.joined(name);
    }

    /** Whether it is a page for people. */
    boolean isPage() {
        String start = new String(body, 0, Math.min(body.length, 256), StandardCharsets.UTF_8)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head");
    }

    /** The status, with what the server says of a refusal, or what was seen instead of one. */
    String seen() {
        return trouble == null ? "status " + status() + said(remote, body) : trouble.saw();
    }

    /** What the server says of a refusal, behind a colon; empty where it says nothing. */
    static String said(@Nullable RemoteResponse refused, byte[] body) {
        return Optional.ofNullable(refused)
                .filter(response -> response.status() >= 400)
                .flatMap(response -> response.message(body))
                .map(message -> ": " + message)
                .orElse("");
    }
}
