package io.github.registryorg.serve;

import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * What a request line asks for (RFC 9112, section 3.2), as the client sent it.
 *
 * @param rawPath not decoded
 * @param rawQuery without the question mark; empty where there is none
 */
record RequestTarget(String rawPath, String rawQuery) {

    private static final String ABSOLUTE = "http://";

    /** Makes requests whose path is all that the request line asks for; as a URI, some of it would be lost. */
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
        if (target.startsWith(ABSOLUTE)) {
            int path = target.indexOf('/', ABSOLUTE.length());
            target = path < 0 ? "/" : target.substring(path);
        }
        int query = target.indexOf('?');
        return query < 0
                ? new RequestTarget(target, "")
                : new RequestTarget(target.substring(0, query), target.substring(query + 1));
    }
}
