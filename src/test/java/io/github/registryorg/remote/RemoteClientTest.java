package io.github.registryorg.remote;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteClientTest {

    private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.UTF_8);

    @Test
    void head_sent_givesStatusSizeAndHeaders() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    exchange.getResponseHeaders().set("X-Thing", " a thing ");
                    LoopbackServer.send(exchange, CONTENT);
                });
                RemoteClient client = Clients.allowing("127.0.0.1");
                RemoteResponse response = client.head(RemoteUrl.parse(server.url("/x")))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.contentLength()).hasValue(CONTENT.length);
            assertThat(response.header("x-thing")).contains("a thing");
            assertThat(response.header("x-other")).isEmpty();
            assertThat(server.requests()).containsExactly("HEAD /x");
        }
    }

    @Test
    void get_sent_givesTheBytes() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, CONTENT));
                RemoteClient client = Clients.allowing("127.0.0.1");
                RemoteResponse response = client.get(RemoteUrl.parse(server.url("/x")))) {
            assertThat(response.body().readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void request_sent_hasFewHeaders() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                    exchange.sendResponseHeaders(401, -1);
                });
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            Clients.status(client, server.url("/x"));
            Clients.status(client, server.url("/x"));

            assertThat(server.exchanges()).hasSize(2).allSatisfy(exchange -> {
                Headers headers = exchange.getRequestHeaders();
                assertThat(headers.keySet())
                        .containsExactlyInAnyOrder("Accept", "Accept-encoding", "Connection", "Host", "User-agent");
                assertThat(headers.getFirst("Accept-encoding")).isEqualTo("identity");
                assertThat(headers.getFirst("User-agent")).isEqualTo("registry-maven-plugin/unknown");
                assertThat(headers.getFirst("Connection")).isEqualTo("keep-alive");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb%20c?generation=1&alt=media",
                "/a//b/../c/./d?x=a/b?c",
                "//evil.example/x",
                "/{x}|y^z`<>\"",
                "/?",
                "/x?a=%zz&b=\u007e"
            })
    void target_ofARequest_isSentAsWritten(String target) throws IOException {
        try (RawServer server =
                        new RawServer(out -> RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            assertThat(Clients.status(client, server.url(target))).isEqualTo(200);
            assertThat(server.requestLines()).containsExactly("HEAD " + target + " HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_ofAnyStatus_keepsTheMethod(int status) {
        try (LoopbackServer target = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, CONTENT));
                LoopbackServer server = LoopbackServer.start(LoopbackServer.redirect(status, target.url("/y?z=%2F")));
                RemoteClient client = Clients.allowing("127.0.0.1");
                RemoteResponse response = client.head(RemoteUrl.parse(server.url("/x")))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.url().text()).isEqualTo(target.url("/y?z=%2F"));
            assertThat(target.requests()).containsExactly("HEAD /y?z=%2F");
        }
    }

    @Test
    void redirects_moreThanFive_areRefused() {
        AtomicInteger most = new AtomicInteger(5);
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    int step =
                            Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
                    if (step < most.get()) {
                        LoopbackServer.redirect(302, "/" + (step + 1)).give(exchange);
                    } else {
                        LoopbackServer.status(204).give(exchange);
                    }
                });
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            assertThat(Clients.status(client, server.url("/0"))).isEqualTo(204);

            most.set(6);
            Problem problem = problem(() -> Clients.status(client, server.url("/0")));
            assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
            assertThat(problem.what()).isEqualTo("redirects more than 5 times");
        }
    }

    @Test
    void redirect_toItself_isRefused() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.redirect(301, "/x"));
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).code())
                    .isEqualTo(ProblemCode.STORE_INVALID);
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void redirect_withoutLocation_isReported() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(302));
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).what())
                    .isEqualTo("redirects without a Location");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void server_failing_isRequestedThreeTimes(int status) {
        List<Duration> pauses = new ArrayList<>();
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(status));
                RemoteClient client = Clients.recording(pauses)) {
            assertThat(Clients.status(client, server.url("/x"))).isEqualTo(status);
            assertThat(server.requests()).hasSize(3);
            assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304, 400, 401, 403, 404, 410, 418, 501})
    void status_other_isFinal(int status) {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(status));
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            assertThat(Clients.status(client, server.url("/x"))).isEqualTo(status);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void redirect_back_isFollowed() {
        List<Duration> pauses = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    if (asked.getAndIncrement() == 0) {
                        exchange.getResponseHeaders().set("Retry-After", "7");
                        exchange.sendResponseHeaders(503, -1);
                    } else {
                        LoopbackServer.send(exchange, CONTENT);
                    }
                });
                RemoteClient client = Clients.recording(pauses)) {
            assertThat(Clients.status(client, server.url("/x"))).isEqualTo(200);
            assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void connection_refused_isRetriedThenReported() {
        List<Duration> pauses = new ArrayList<>();
        String url;
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(200))) {
            url = server.url("/x?secret=geheim");
        }
        try (RemoteClient client = Clients.recording(pauses)) {
            Problem problem = problem(() -> Clients.status(client, url));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.cause()).isEqualTo("the connection was refused");
            assertThat(problem.toString()).contains("?secret=…").doesNotContain("geheim");
            assertThat(pauses).hasSize(2);
        }
    }

    @Test
    void connection_closed_isRetriedThenReported() throws IOException {
        try (RawServer server = new RawServer(out -> {});
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).cause())
                    .isEqualTo("the server closed the connection without a response");
            assertThat(server.requestLines()).hasSize(3);
        }
    }

    @Test
    void host_unknown_isReportedAtOnce() {
        List<Duration> pauses = new ArrayList<>();
        try (RemoteClient client = Clients.recording(pauses)) {
            Problem problem = problem(() -> Clients.status(client, "https://no-such-host.invalid/x"));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.cause()).isEqualTo("no host of that name was found");
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void host_failingRepeatedly_isNotAskedAgain() throws IOException {
        try (RawServer server = new RawServer(out -> {});
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            List<String> output = IntStream.range(0, 50)
                    .mapToObj(i -> problem(() -> Clients.status(client, server.url("/x")))
                            .toString())
                    .distinct()
                    .toList();

            assertThat(output).hasSize(1);
            assertThat(server.requestLines()).hasSize(9);
        }
    }

    @Test
    void wait_interrupted_endsTheRequest() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(503));
                RemoteClient client = Clients.stopped()) {
            assertThat(problem(() -> Clients.status(client, server.url("/x"))).code())
                    .isEqualTo(ProblemCode.INTERRUPTED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void request_interruptedBehindARedirect_endsAsOneThatWasInterrupted() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/x")) {
                        LoopbackServer.redirect(302, "/y").give(exchange);
                    } else {
                        LoopbackServer.status(503).give(exchange);
                    }
                });
                RemoteClient client = Clients.stopped()) {
            assertThatExceptionOfType(RunInterruptedException.class)
                    .isThrownBy(() -> Clients.status(client, server.url("/x")));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407, 429, 503, 418})
    void status_unexpected_isReportedInPlainWords(int status) {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(status));
                RemoteClient client = Clients.allowing("127.0.0.1");
                RemoteResponse response = client.head(RemoteUrl.parse(server.url("/x?a=geheim")))) {
            Problem problem = response.unexpected().problem();

            assertThat(problem.toString())
                    .contains(String.valueOf(status))
                    .contains("/x?a=…")
                    .doesNotContain("geheim");
            assertThat(problem.hint()).isNotBlank();
        }
    }

    @Test
    void connections_used_areReused() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/404")) {
                        exchange.sendResponseHeaders(404, 3);
                        exchange.getResponseBody().write(new byte[3]);
                    } else {
                        LoopbackServer.send(exchange, CONTENT);
                    }
                });
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            for (int i = 0; i < 100; i++) {
                client.get(RemoteUrl.parse(server.url("/404"))).close();
                client.get(RemoteUrl.parse(server.url("/x"))).close();
                problem(() -> Clients.status(client, "http://localhost:1/x"));
            }

            assertThat(server.requests()).hasSize(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.slf4j.simpleLogger.log.org.apache.hc", "maven.logger.log.org.apache.hc"})
    void request_sent_isNotInMavensDebugLog(String level) {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(200));
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            Clients.status(client, server.url("/x"));

            assertThat(System.getProperty(level)).isEqualTo("error");
        }
    }

    @Test
    void redirects_withinOneHost_doNotBlock() {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        CountDownLatch first = new CountDownLatch(8);
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/x")) {
                        // all eight turns are taken by those that are about to be redirected
                        first.countDown();
                        awaitUnchecked(first);
                        LoopbackServer.redirect(302, "/y").give(exchange);
                    } else {
                        LoopbackServer.send(exchange, CONTENT);
                    }
                });
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            CompletableFuture<?>[] running = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> client.get(RemoteUrl.parse(server.url("/x"))).close(), threads))
                    .toArray(CompletableFuture[]::new);

            assertThat(CompletableFuture.allOf(running)).succeedsWithin(Duration.ofSeconds(30));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void requests_toOneHost_areEightAtATime() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    // before the response, with which the client may begin another request
                    now.decrementAndGet();
                    LoopbackServer.send(exchange, CONTENT);
                });
                RemoteClient client = Clients.allowing("127.0.0.1")) {
            CompletableFuture<?>[] running = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> Clients.status(client, server.url("/x")), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(running).join();

            assertThat(server.requests()).hasSize(40);
            assertThat(most).hasValueLessThanOrEqualTo(8);
        } finally {
            threads.shutdownNow();
        }
    }
}
