package io.github.registryorg.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Listens for plain HTTP. Clients of registries begin with TLS, and continue without it only once that has failed: they
 * get an error at once, and don't wait ten seconds for the rest of what a server without TLS takes for a long request
 * line.
 */
final class PlainListener extends ServerSocket {

    private static final int BACKLOG = 256;

    /** RFC 8446, section 5.1: the type of a record that begins a handshake. */
    private static final int TLS_HANDSHAKE = 22;

    /** Clients know this response, and report what it means: a server gave an HTTP response to an HTTPS client. */
    private static final byte[] NO_TLS =
            "HTTP/1.0 400 Bad Request\r\nConnection: close\r\n\r\nThis server speaks HTTP only.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final int most;
    private final ClientDeadlines deadlines;
    private final AtomicInteger open = new AtomicInteger();
    private final Lock accepting = new ReentrantLock();

    /**
     * Listens there.
     *
     * @param port 0 for any that is free
     * @param most connections at once; any more are closed unheard
     * @param deadlines of each connection
     */
    PlainListener(InetAddress address, int port, int most, ClientDeadlines deadlines) throws IOException {
        this.most = most;
        this.deadlines = deadlines;
        try {
            bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public Socket accept() throws IOException {
        accepting.lock();
        try {
            while (true) {
                PlainSocket socket = new PlainSocket();
                implAccept(socket);
                if (open.incrementAndGet() <= most) {
                    return socket;
                }
                socket.close();
            }
        } finally {
            accepting.unlock();
        }
    }

    /** Afterwards the port is free: the system frees it only when no thread waits for a connection any more. */
    @Override
    public void close() throws IOException {
        super.close();
        accepting.lock();
        accepting.unlock();
    }

    /** A connection, which waits for heads of requests and for their bodies. */
    final class PlainSocket extends Socket {

        private @Nullable PacedInput paced;
        private @Nullable InputStream in;
        private boolean counted = true;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (in == null) {
                in = new PlainInput(this, paced());
            }
            return in;
        }

        /** Its input, whose deadlines follow the requests. */
        synchronized PacedInput paced() throws IOException {
            if (paced == null) {
                paced = new PacedInput(this, super.getInputStream(), deadlines);
            }
            return paced;
        }

        @Override
        public void close() throws IOException {
            super.close();
            synchronized (this) {
                if (counted) {
                    counted = false;
                    open.decrementAndGet();
                }
            }
        }
    }

    /** What a client sends, until that turns out to be TLS. */
    private static final class PlainInput extends FilterInputStream {

        private final Socket socket;
        private boolean started;

        PlainInput(Socket socket, InputStream in) {
            super(in);
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            int first = super.read();
            return first < 0 ? first : checked(first);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                checked(buffer[offset]);
            }
            return count;
        }

        private int checked(int first) throws IOException {
            if (!started && first == TLS_HANDSHAKE) {
                socket.getOutputStream().write(NO_TLS);
                socket.shutdownOutput();
                throw new IOException("the client speaks TLS");
            }
            started = true;
            return first;
        }
    }
}
