package io.github.registryorg.remote;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of a response, which is requested again from where it broke off. Servers without ranges send all of it again. */
public final class ResumingBody extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?<from>\\d{1,18})-\\d{1,18}/.*");

    private final LongFunction<RemoteResponse> again;
    private final OptionalLong length;
    private final ResumeLimit limit = new ResumeLimit();
    private RemoteResponse response;
    private long position;

    /**
     * @param response with status 200
     * @param again sends the request again, for all from that byte on
     */
    public ResumingBody(RemoteResponse response, LongFunction<RemoteResponse> again) {
        this.response = response;
        this.again = again;
        this.length = response.contentLength();
    }

    /** The size of the whole by the server's header, in bytes; empty without one. */
    public OptionalLong length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (true) {
            try {
                int read = response.body().read(buffer, offset, count);
                position += Math.max(read, 0);
                return read;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    /** @throws IOException the failure that ended the last response, where it can't be resumed */
    private void resume(IOException failure) throws IOException {
        response.close();
        for (boolean ready = false; !ready; ) {
            if (!limit.allows(position)) {
                throw failure;
            }
            try {
                response = again.apply(position);
                ready = isAtPosition();
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                failure.addSuppressed(e);
                throw failure;
            }
        }
    }

    /** Whether the new response continues where the last one ended; false where it broke off too. */
    private boolean isAtPosition() {
        if (response.status() == 200) {
            return hasPassed(position);
        }
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
        if (response.status() == 206 && range.matches() && Long.parseLong(range.group("from")) == position) {
            return true;
        }
        try (RemoteResponse useless = response) {
            throw useless.unexpected();
        }
    }

    private boolean hasPassed(long count) {
        byte[] passed = new byte[BUFFER];
        try {
            for (long left = count; left > 0; ) {
                int read = response.body().read(passed, 0, (int) Math.min(left, BUFFER));
                if (read < 0) {
                    return false;
                }
                left -= read;
            }
            return true;
        } catch (IOException e) {
            response.close();
            return false;
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
