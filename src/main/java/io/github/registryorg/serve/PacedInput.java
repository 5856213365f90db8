package io.github.registryorg.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a client sends over one connection. Each part of a request has a deadline as a whole: a timeout of single reads
 * never ends for a client that sends a byte a second.
 */
final class PacedInput extends FilterInputStream {

    private final Socket socket;
    private final ClientDeadlines deadlines;
    private boolean started;
    private boolean isBody;
    private long deadline;

    PacedInput(Socket socket, InputStream in, ClientDeadlines deadlines) {
        super(in);
        this.socket = socket;
        this.deadlines = deadlines;
    }

    /** The head of a request comes next, as soon as the client has one. */
    void awaitHead() {
        started = false;
        isBody = false;
    }

    /** The body of a request comes next. */
    void awaitBody() {
        isBody = true;
        within(deadlines.body());
    }

    private void within(Duration time) {
        started = true;
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() throws IOException {
        limit();
        return seen(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        limit();
        return seen(super.read(buffer, offset, length));
    }

    private void limit() throws IOException {
        if (isBody && deadlines.isExtended()) {
            // from here on, since what this server did after the last read is not the client's time
            within(deadlines.body());
        }
        long left = started
                ? TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())
                : deadlines.idle().toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("the client is too slow");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    }

    private int seen(int result) {
        if (!started && result >= 0) {
            within(deadlines.head());
        }
        return result;
    }
}
