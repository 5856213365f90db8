package io.github.registryorg.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, the same for GET and HEAD: which of the two was asked matters only where it is sent.
 *
 * @param status of HTTP
 * @param headers all but Content-Length, which the body decides
 * @param body closed by sending it
 */
record Reply(int status, Map<String, String> headers, Body body) {

    private static final int NO_BODY = -1;

    static Reply of(int status) {
        return new Reply(status, Map.of(), Body.EMPTY);
    }

    static Reply of(int status, String contentType, byte[] body) {
        return of(status, contentType, new Body.Bytes(body));
    }

    static Reply of(int status, String contentType, Body body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    void send(HttpExchange exchange) throws IOException {
        try (body) {
            Headers out = exchange.getResponseHeaders();
            headers.forEach(out::set);
            long length = body.length();
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head && status != 204 && status != 304) {
                // the JDK's server says nothing about the length of what it does not send
                out.set("Content-Length", Long.toString(length));
            }
            if (head || length == 0) {
                exchange.sendResponseHeaders(status, NO_BODY);
                return;
            }
            exchange.sendResponseHeaders(status, length);
            // closed here, so that it is on its way before the rest of the request is read
            try (OutputStream stream = exchange.getResponseBody()) {
                body.writeTo(stream);
            }
        }
    }
}
