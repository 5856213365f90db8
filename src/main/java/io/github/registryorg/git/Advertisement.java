package io.github.registryorg.git;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a server lists at the beginning of its response, read as it passes by: the library ignores the format of the
 * objects, and the server then ends the connection, with a reason that is not passed on.
 */
final class Advertisement {

    private static final String SHA256 = "object-format=sha256";

    /** Bytes at whose beginning a server lists what it can do. */
    private static final int CAPABILITIES = 4_096;

    private volatile boolean isOfSha256;

    /** Whether a server has said that its objects have sha256. */
    boolean isOfSha256() {
        return isOfSha256;
    }

    /** The same response, watched. */
    InputStream watch(InputStream response) {
        return new FilterInputStream(response) {
            private final ByteArrayOutputStream begin = new ByteArrayOutputStream();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = in.read(buffer, offset, length);
                if (count > 0 && begin.size() < CAPABILITIES) {
                    begin.write(buffer, offset, count);
                    isOfSha256 = isOfSha256
                            || begin.toString(StandardCharsets.ISO_8859_1).contains(SHA256);
                }
                return count;
            }
        };
    }
}
