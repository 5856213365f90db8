package io.github.registryorg.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback address for a program that has to be told one, or for none. As long as this is open, Linux
 * gives the port to no socket that takes any, and connections to it are refused until a program listens there: one that
 * asks for this port and reuses addresses, as servers do.
 */
public final class ReservedPort implements AutoCloseable {

    /** Bound, never connected. */
    private final Socket holder = new Socket();

    private ReservedPort() throws IOException {
        holder.setReuseAddress(true);
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public static ReservedPort take() {
        try {
            return new ReservedPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public int number() {
        return holder.getLocalPort();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + number();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
