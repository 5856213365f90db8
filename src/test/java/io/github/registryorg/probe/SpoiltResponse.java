package io.github.registryorg.probe;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The response of a server to one request, before it is spoilt. */
final class SpoiltResponse {

    /** How its body goes out. */
    enum Way {
        WITH_LENGTH,
        CHUNKED,
        /** Cut before its end. */
        BROKEN_OFF,
        /** Never ending. */
        ENDLESS,
        /** Nothing at all for a long time. */
        SILENT
    }

    final String method;
    final String path;
    final String query;
    final Map<String, String> asked;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int status;
    byte[] body;
    Way way = Way.WITH_LENGTH;

    /** @param query null for none */
    SpoiltResponse(String method, String path, String query, Map<String, String> asked) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.asked = asked;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isOk() {
        return status == 200;
    }

    boolean isManifest() {
        return path.contains("/manifests/") && isOk();
    }

    /** A manifest, but not a list of referrers under its tag. */
    boolean isImage() {
        return isManifest() && !isFallback();
    }

    boolean isByDigest() {
        return path.contains("/manifests/sha256:");
    }

    boolean isFallback() {
        return path.contains("/manifests/sha256-");
    }

    boolean isBlob() {
        return path.contains("/blobs/") && (isOk() || status == 206);
    }

    boolean isTagList() {
        return path.endsWith("/tags/list") && isOk();
    }

    boolean isReferrers() {
        return path.contains("/referrers/");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    void say(int newStatus, String type, String text) {
        status = newStatus;
        headers.put("Content-Type", type);
        headers.remove("Docker-Content-Digest");
        body = text.getBytes(StandardCharsets.UTF_8);
        headers.put("Content-Length", String.valueOf(body.length));
    }

    void redirect(String location) {
        say(307, "text/plain", "");
        headers.put("Location", location);
    }

    void replace(byte[] bytes) {
        body = bytes;
        headers.put("Content-Length", String.valueOf(bytes.length));
    }
}
