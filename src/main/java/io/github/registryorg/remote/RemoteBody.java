package io.github.registryorg.remote;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The body of a response, read under the watchdog. A server has some time of silence in all; each byte that it
 * sends earns a little more. The time that the reader takes between two reads is not the server's.
 */
final class RemoteBody extends BlockwiseBody {

    /** Bytes a second that a server must send in the long run: less than any modem. */
    private static final int SLOWEST = 4 * 1024;

    private final InputStream content;
    private final int status;
    private final Runnable close;
    private final Runnable cancel;
    private final Watchdog watchdog;
    private final HostBudget host;
    private final Duration most;
    private Duration left;

    RemoteBody(
            InputStream content,
            int status,
            Runnable close,
            Runnable cancel,
            Watchdog watchdog,
            HostBudget host,
            Timing timing) {
        this.content = content;
        this.status = status;
        this.close = close;
        this.cancel = cancel;
        this.watchdog = watchdog;
        this.host = host;
        this.most = timing.exchange();
        this.left = most;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return host.spendOn(left, limit -> read(buffer, offset, length, limit));
    }

    private int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
        long start = System.nanoTime();
        Watchdog.Guard guard = watchdog.guard(limit, cancel);
        try (guard) {
            int count = content.read(buffer, offset, length);
            if (guard.isTooLate()) {
                throw new IOException("cancelled");
            }
            spend(System.nanoTime() - start, count);
            host.received(status, count);
            return count;
        } catch (IOException e) {
            if (guard.isTooLate()) {
                throw host.isSpent() ? host.spent(e) : RemoteFailures.tooSlow("the server sends too slowly", e);
            }
            throw RemoteFailures.of(e);
        }
    }

    private void spend(long nanos, int count) {
        Duration earned = Duration.ofNanos(Math.max(count, 0) * 1_000_000_000L / SLOWEST);
        Duration rest = left.minusNanos(nanos).plus(earned);
        left = rest.compareTo(most) > 0 ? most : rest;
    }

    @Override
    public void close() {
        close.run();
    }
}
