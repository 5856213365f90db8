package io.github.registryorg.store;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.RemoteUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of an answer that is asked for again, from where it broke off. Servers without ranges send all of it again. */
public final class ResumingBody extends InputStream {

    /** In all, and not in a row: a server may send a byte each time. */
    private static final int MOST_RESUMES = 10;

    private static final int BUFFER = 64 * 1024;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?<from>\\d{1,18})-\\d{1,18}/.*");

    private final RemoteClient client;
    private final RemoteUrl url;
    private final OptionalLong length;
    private RemoteResponse response;
    private long position;
    private int resumes;

    ResumingBody(RemoteClient client, RemoteUrl url, RemoteResponse response) {
        this.client = client;
        this.url = url;
        this.response = response;
        this.length = response.contentLength();
    }

    /** The size of the whole as the server says, in bytes; empty where it says none. */
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

    /** @throws IOException the failure that ended the last answer, where it can't go on */
    private void resume(IOException failure) throws IOException {
        response.close();
        for (boolean ready = false; !ready; ) {
            if (resumes++ == MOST_RESUMES) {
                throw failure;
            }
            try {
                response = client.get(url, position);
                ready = isAtPosition();
            } catch (RegistryException e) {
                failure.addSuppressed(e);
                throw failure;
            }
        }
    }

    /** Whether the new answer goes on where the last one ended; false where it broke off too. */
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
