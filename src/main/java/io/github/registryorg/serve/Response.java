package io.github.registryorg.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpServerRequestHandler.ResponseTrigger;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A response, the same for GET and HEAD: the method matters only where it is sent.
 *
 * @param status of HTTP
 * @param headers all but Content-Length, which the body decides
 * @param reason the reason phrase behind the status (RFC 9112, section 4); null for the usual one
 * @param body closed by sending it
 */
record Response(
        int status, Map<String, String> headers, @Nullable String reason, Body body) {

    /** Characters of a reason phrase: clients print it on the line of the error. */
    private static final int MAX_REASON = 300;

    static Response of(int status) {
        return new Response(status, Map.of(), Body.EMPTY);
    }

    Response(int status, Map<String, String> headers, Body body) {
        this(status, headers, null, body);
    }

    static Response of(int status, String contentType, byte[] body) {
        return of(status, contentType, new Body.Bytes(body));
    }

    static Response of(int status, String contentType, Body body) {
        return new Response(status, Map.of("Content-Type", contentType), body);
    }

    Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, reason, body);
    }

    /** With this as the reason phrase, as far as one can have it: printable ASCII, on one line. */
    Response because(String text) {
        String phrase = text.replaceAll("[^ -~]+", "?");
        return new Response(status, headers, phrase.substring(0, Math.min(MAX_REASON, phrase.length())), body);
    }

    void send(ResponseTrigger trigger) throws HttpException, IOException {
        try (body) {
            BasicClassicHttpResponse response = new BasicClassicHttpResponse(status, reason);
            headers.forEach(response::setHeader);
            if (body.length() > 0) {
                response.setEntity(new BodyEntity(body));
            }
            trigger.submitResponse(response);
        }
    }

    /** A body as the server's library sends it: for HEAD, it requests its length only. */
    private static final class BodyEntity extends AbstractHttpEntity {

        private final Body body;

        BodyEntity(Body body) {
            super((ContentType) null, null);
            this.body = body;
        }

        @Override
        public long getContentLength() {
            return body.length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.writeTo(out);
            // on its way before the rest of the request is read
            out.flush();
        }

        @Override
        public InputStream getContent() {
            throw new UnsupportedOperationException("a response body is written, not read");
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
