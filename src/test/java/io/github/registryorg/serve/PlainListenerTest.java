package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainListenerTest {

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private PlainListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new PlainListener(InetAddress.getLoopbackAddress(), 0, 2, ClientDeadlines.STANDARD);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void plainText_sent_arrivesUnchanged() throws IOException {
        Socket client = connect();
        Socket accepted = accept();
        client.getOutputStream().write("GET \u0016".getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("GET \u0016");
    }

    @Test
    void tls_sent_getsAResponseAndIsNotRead() throws IOException {
        Socket client = connect();
        Socket accepted = accept();
        client.getOutputStream().write(22);
        assertThatIOException()
                .isThrownBy(() -> accepted.getInputStream().read())
                .withMessageContaining("TLS");
        assertThat(client.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.0 400 ");
    }

    @Test
    void connection_beyondTheMaximum_isClosed() throws IOException, ExecutionException, InterruptedException {
        Socket first = connect();
        Socket firstAccepted = accept();
        Socket second = connect();
        accept();
        Socket third = connect();
        CompletableFuture<Socket> next = CompletableFuture.supplyAsync(this::accept);
        assertThat(third.getInputStream().read()).isNegative();
        firstAccepted.close();
        firstAccepted.close();

        Socket fourth = connect();
        assertThat(next.get().getPort()).isEqualTo(fourth.getLocalPort());
        assertThat(first.getInputStream().read()).isNegative();
        assertThat(second.isClosed()).isFalse();
    }

    private Socket accept() {
        try {
            return kept(listener.accept());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        socket.setSoTimeout(20_000);
        return kept(socket);
    }
}
