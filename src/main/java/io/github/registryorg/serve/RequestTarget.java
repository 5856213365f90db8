package io.github.registryorg.serve;

import java.net.URI;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request line (RFC 9112, section 3.2), as the client sent it.
 *
 * @param authority the host that it names (section 3.2.2), which then counts more than the Host header; null where it
 *     names none
 * @param rawPath not decoded
 * @param rawQuery without the question mark; empty where there is none
 */
record RequestTarget(@Nullable String authority, String rawPath, String rawQuery) {

    private static final List<String> ABSOLUTE = List.of("http://", "https://");

    /** Makes requests whose path is the whole target of the request line; as a URI, some of it would be lost. */
    static final HttpRequestFactory<ClassicHttpRequest> AS_SENT = new HttpRequestFactory<>() {
        @Override
        public ClassicHttpRequest newHttpRequest(String method, String target) {
            return new BasicClassicHttpRequest(method, null, null, target);
        }

        @Override
        public ClassicHttpRequest newHttpRequest(String method, URI target) {
            return newHttpRequest(method, target.toString());
        }
    };

    static RequestTarget of(HttpRequest request) {
        String target = request.getPath();
        String authority = null;
        for (String scheme : ABSOLUTE) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int end = end(target, scheme.length());
                authority = target.substring(scheme.length(), end);
                target = target.startsWith("/", end) ? target.substring(end) : "/" + target.substring(end);
                break;
            }
        }
        int query = target.indexOf('?');
        return query < 0
                ? new RequestTarget(authority, target, "")
                : new RequestTarget(authority, target.substring(0, query), target.substring(query + 1));
    }

    /** Where the host ends: RFC 3986, section 3.2. */
    private static int end(String target, int start) {
        for (int i = start; i < target.length(); i++) {
            if ("/?#".indexOf(target.charAt(i)) >= 0) {
                return i;
            }
        }
        return target.length();
    }
}
