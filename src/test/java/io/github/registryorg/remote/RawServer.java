package io.github.registryorg.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on 127.0.0.1 below HTTP, for responses that no web server would send. One connection at a time. */
public final class RawServer implements AutoCloseable {

    /** Writes a response; what it throws ends the connection. */
    @FunctionalInterface
    public interface Responder {
        void give(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Thread thread;
    private final List<String> requestLines = new CopyOnWriteArrayList<>();

    public RawServer(Responder responder) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> serve(responder));
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Responder responder) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                readHead(connection);
                responder.give(connection.getOutputStream());
            } catch (IOException e) {
                // the client hung up, or the test is over
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void readHead(Socket connection) throws IOException {
        BufferedReader head =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        requestLines.add(head.readLine());
        String line = head.readLine();
        while (line != null && !line.isEmpty()) {
            line = head.readLine();
        }
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Sends one more byte of an endless text now and then, as a hostile server would. */
    static void sendSlowly(OutputStream out, String text) throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            write(out, String.valueOf(text.charAt(i % text.length())));
            Thread.sleep(20);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public List<String> requestLines() {
        return requestLines;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        socket.close();
    }
}
