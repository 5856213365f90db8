package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose time counts while a body is received. */
@Timeout(60)
class PacedInputTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(10);

    private ServerSocket listener;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    private PacedInput input(boolean isExtended) throws IOException {
        return new PacedInput(server, server.getInputStream(), new ClientDeadlines(LONG, LONG, SHORT, isExtended));
    }

    @Test
    void body_thatTheServerReadsSlowly_isReadWhole() throws IOException, InterruptedException {
        PacedInput in = input(true);
        in.awaitBody();
        for (byte next = 1; next < 4; next++) {
            client.getOutputStream().write(next);
            // a store that takes longer than a client may
            Thread.sleep(SHORT.toMillis() * 2);
            assertThat(in.read()).isEqualTo(next);
        }
        client.getOutputStream().write(7);
        byte[] buffer = new byte[10];
        Thread.sleep(SHORT.toMillis() * 2);
        assertThat(in.read(buffer, 0, buffer.length)).isEqualTo(1);
    }

    @Test
    void body_ofWhichNothingComes_isCutOff() throws IOException {
        for (boolean isExtended : new boolean[] {true, false}) {
            PacedInput in = input(isExtended);
            in.awaitBody();
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
