package io.github.registryorg.remote;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No server holds us forever, nor makes us keep more than a little. */
@Timeout(60)
class RemoteLimitsTest {

    private static final Duration SOON = Duration.ofMillis(400);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nX-Header: x", "HTTP/1.1 103 Early Hints\r\n\r\n", "\r\n"})
    void head_dripping_isCutOff(String head) throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, head);
                    RawServer.sendSlowly(out, head.startsWith("HTTP/1.1 103") ? head : "x");
                });
                RemoteClient client = Clients.withTimeout(SOON)) {
            Problem problem = problem(() -> Clients.status(client, server.url("/x")));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
        }
    }

    @Test
    void server_silent_isReportedAsSlow() throws IOException {
        try (RawServer server = new RawServer(out -> Thread.sleep(60_000));
                RemoteClient client = Clients.withTimeout(SOON)) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).cause())
                    .isEqualTo("the server takes too long to respond");
        }
    }

    @Test
    void redirect_fromASlowHost_doesNotBlameTheTarget() {
        CountDownLatch end = new CountDownLatch(1);
        try (LoopbackServer good = LoopbackServer.start(exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/slow")) {
                        await(end);
                    }
                    exchange.sendResponseHeaders(200, -1);
                });
                LoopbackServer bad = LoopbackServer.start(LoopbackServer.redirect(302, good.url("/slow")));
                RemoteClient client = Clients.withTimeout(SOON)) {
            for (int i = 0; i < 4; i++) {
                assertThat(problem(() -> Clients.status(client, bad.url("/x"))).cause())
                        .isEqualTo("can't be reached, the server takes too long to respond");
            }

            assertThat(bad.requests()).hasSize(4);
            assertThat(Clients.status(client, good.url("/x"))).isEqualTo(200);
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void body_dripping_isCutOff() throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, OK + "Content-Length: 1000000\r\n\r\n");
                    RawServer.sendSlowly(out, "x");
                });
                RemoteClient client = Clients.withTimeout(SOON);
                RemoteResponse response = client.get(RemoteUrl.parse(server.url("/x")))) {
            assertThatThrownBy(() -> response.body().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the server sends too slowly");
        }
    }

    @Test
    void chunkSize_dripping_isCutOff() throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
                    RawServer.sendSlowly(out, "0");
                });
                RemoteClient client = Clients.withTimeout(SOON);
                RemoteResponse response = client.get(RemoteUrl.parse(server.url("/x")))) {
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the server sends too slowly");
        }
    }

    @Test
    void headerLine_ofMegabytes_isRefused() throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, OK + "X-Large: ");
                    while (true) {
                        RawServer.write(out, "x".repeat(100_000));
                    }
                });
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20))) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).cause())
                    .startsWith("the response has too many header lines");
            assertThat(server.requestLines()).hasSize(1);
        }
    }

    @Test
    void headerLines_endless_areRefused() throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, OK);
                    while (true) {
                        RawServer.write(out, "X-Many: x\r\n".repeat(1000));
                    }
                });
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20))) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).cause())
                    .startsWith("the response has too many header lines");
            assertThat(server.requestLines()).hasSize(1);
        }
    }

    @Test
    void response_notHttp_isReported() throws IOException {
        try (RawServer server = new RawServer(out -> RawServer.write(out, "SSH-2.0-OpenSSH_9.2\r\n".repeat(20)));
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20))) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).code())
                    .isEqualTo(ProblemCode.IO_FAILED);
        }
    }

    @Test
    void body_endlessAndClosed_isNotRead() throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, OK + "Content-Length: 1000000000000\r\n\r\n");
                    while (true) {
                        RawServer.write(out, "x".repeat(100_000));
                    }
                });
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20));
                InputStream body = client.get(RemoteUrl.parse(server.url("/x"))).body()) {
            assertThat(body.readNBytes(10)).hasSize(10);
        }
    }

    @Test
    void body_tooShort_isReported() throws IOException {
        try (RawServer server = new RawServer(out -> RawServer.write(out, OK + "Content-Length: 10\r\n\r\nabc"));
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20));
                RemoteResponse response = client.get(RemoteUrl.parse(server.url("/x")))) {
            assertThatThrownBy(() -> response.body().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the connection ended too early");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length: 99999999999999999999",
                "Content-Length: 1\r\nContent-Length: 2",
                "X: y"
            })
    void size_invalid_isEmpty(String headers) throws IOException {
        try (RawServer server = new RawServer(out -> RawServer.write(out, OK + headers + "\r\n\r\n"));
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20));
                RemoteResponse response = client.head(RemoteUrl.parse(server.url("/x")))) {
            assertThat(response.contentLength()).isEmpty();
        }
    }

    @Test
    void reader_slow_isNotReportedAsASlowServer() throws IOException, InterruptedException {
        byte[] content = new byte[3];
        CountDownLatch later = new CountDownLatch(1);
        try (LoopbackServer server = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, content));
                Watchdog watchdog = new Watchdog();
                Watchdog.Guard guard = watchdog.guard(SOON.multipliedBy(2), later::countDown);
                RemoteClient client = Clients.withTimeout(SOON);
                RemoteResponse response = client.get(RemoteUrl.parse(server.url("/x")))) {
            assertThat(response.body().read()).isZero();
            later.await();
            assertThat(guard.isTooLate()).isTrue();
            assertThat(response.body().readAllBytes()).hasSize(2);
        }
    }
}
