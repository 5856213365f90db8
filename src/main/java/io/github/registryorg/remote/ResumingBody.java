package io.github.registryorg.remote;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of a response, which are requested again from where they broke off, by HTTP or in another way. */
public final class ResumingBody extends BlockwiseBody {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?<from>\\d{1,18})-\\d{1,18}/.*");

    private final OptionalLong length;
    private final Rest rest;
    private final ResumeLimit limit = new ResumeLimit();
    private InputStream body;
    private long position;

    /** Sends the request again. */
    @FunctionalInterface
    public interface Rest {

        /**
         * What is left, in a stream whose end is that of the whole, and which is closed without reading the rest of it.
         *
         * @param position the first byte of it
         * @throws IOException if the response broke off too, so that another one may be requested
         * @throws RegistryException if another one would be of no use
         */
        InputStream from(long position) throws IOException;
    }

    /**
     * @param whole all bytes, in a stream that is closed without reading the rest of it
     * @param length of these; empty where it is not known
     */
    public ResumingBody(InputStream whole, OptionalLong length, Rest rest) {
        this.body = whole;
        this.length = length;
        this.rest = rest;
    }

    /**
     * A body that came by HTTP. Servers without ranges send all of it again.
     *
     * @param response with status 200
     * @param again sends the request again, for all from that byte on
     */
    public static ResumingBody of(RemoteResponse response, LongFunction<RemoteResponse> again) {
        return new ResumingBody(
                response.body(), response.contentLength(), position -> rest(again.apply(position), position));
    }

    private static InputStream rest(RemoteResponse response, long position) throws IOException {
        if (response.status() == 200) {
            try {
                response.body().skipNBytes(position);
                return response.body();
            } catch (IOException e) {
                response.close();
                throw e;
            }
        }
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
        if (response.status() == 206 && range.matches() && Long.parseLong(range.group("from")) == position) {
            return response.body();
        }
        try (response) {
            throw response.unexpected();
        }
    }

    /** The size of the whole, in bytes; empty where it is not known. */
    public OptionalLong length() {
        return length;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (true) {
            try {
                int read = body.read(buffer, offset, count);
                if (read < 0 && length.isPresent() && position < length.getAsLong()) {
                    throw new EOFException(
                            "the response ended after " + position + " of " + length.getAsLong() + " bytes");
                }
                position += Math.max(read, 0);
                return read;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    /** @throws IOException the failure that ended the last response, where it can't be resumed */
    private void resume(IOException failure) throws IOException {
        body.close();
        while (limit.allows(position)) {
            try {
                body = rest.from(position);
                return;
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                failure.addSuppressed(e);
                throw failure;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
