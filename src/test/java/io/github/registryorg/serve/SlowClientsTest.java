package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send a little again and again, so that no single read ever times out. */
@Timeout(60)
class SlowClientsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int PAUSE_MILLIS = 20;

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.write("index.html", "home");
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Sends the start, then a byte with each pause, until the server closes the connection; returns all it sent. */
    private String sendSlowly(Socket socket, String start, String more) throws IOException {
        StringBuilder output = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(PAUSE_MILLIS);
            for (int i = 0; ; i++) {
                try {
                    int next = in.read();
                    if (next < 0) {
                        return output.toString();
                    }
                    output.append((char) next);
                } catch (SocketTimeoutException e) {
                    if (more.isEmpty()) {
                        continue;
                    }
                    socket.getOutputStream().write(more.charAt(i % more.length()));
                }
            }
        } catch (SocketException e) {
            // closed while we wrote
            return output.toString();
        }
    }

    @Test
    void head_thatNeverEnds_isCutOff() throws IOException {
        site.serve(new ClientDeadlines(LONG, SHORT, LONG));

        for (String start : new String[] {"G", "GET / HTTP/1.1\r\nHost: localhost\r\n", "\r\n"}) {
            try (Socket socket = site.connect()) {
                assertThat(sendSlowly(socket, start, "X-A: b\r\n")).doesNotContain("200 OK");
            }
        }
    }

    @Test
    void head_afterAServedRequest_isCutOffToo() throws IOException {
        site.serve(new ClientDeadlines(LONG, SHORT, LONG));

        try (Socket socket = site.connect()) {
            String output = sendSlowly(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /");
            assertThat(output).containsOnlyOnce("200 OK").endsWith("home");
        }
    }

    @Test
    void body_thatNeverEnds_isCutOff() throws IOException {
        site.serve(new ClientDeadlines(LONG, LONG, SHORT));

        try (Socket socket = site.connect()) {
            String output = sendSlowly(
                    socket,
                    "PUT /v2/acme/app/manifests/1.0 HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Length: 1000000000\r\n\r\n",
                    "x");
            assertThat(output).startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void connection_onWhichNothingComes_isClosed() throws IOException {
        site.serve(new ClientDeadlines(SHORT, LONG, LONG));

        try (Socket socket = site.connect()) {
            assertThat(sendSlowly(socket, "", "")).isEmpty();
        }
    }

    @Test
    void head_inPieces_getsAResponseWithinItsTime() throws IOException {
        site.serve(new ClientDeadlines(LONG, LONG, LONG));

        try (Socket socket = site.connect()) {
            for (byte next : "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(next);
                socket.getOutputStream().flush();
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("home");
        }
    }
}
