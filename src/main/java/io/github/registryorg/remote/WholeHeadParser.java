package io.github.registryorg.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the head of a response, and takes one that the end of the connection cuts off for a broken connection. The
 * library takes that end for the end of the headers, and the last of them for whole: a {@code Content-Length} of 12345
 * may then be 123.
 */
final class WholeHeadParser extends DefaultHttpResponseParser {

    WholeHeadParser(Http1Config config) {
        super(config);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        return super.parse(buffer, new Head(in, buffer.length() > 0));
    }

    private static final class Head extends FilterInputStream {

        private boolean started;

        private Head(InputStream in, boolean started) {
            super(in);
            this.started = started;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0 && started) {
                throw new ConnectionClosedException("the connection ended within the headers");
            }
            started = started || count > 0;
            return count;
        }
    }
}
