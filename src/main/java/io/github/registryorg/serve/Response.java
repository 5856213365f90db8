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

/**
 * A response, the same for GET and HEAD: the method matters only where it is sent.
 *
 * @param status of HTTP
 * @param headers all but Content-Length, which the body decides
 * @param body closed by sending it
 */
record Response(int status, Map<String, String> headers, Body body) {

    static Response of(int status) {
        return new Response(status, Map.of(), Body.EMPTY);
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
        return new Response(status, more, body);
    }

    void send(ResponseTrigger trigger) throws HttpException, IOException {
        try (body) {
            BasicClassicHttpResponse response = new BasicClassicHttpResponse(status);
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
