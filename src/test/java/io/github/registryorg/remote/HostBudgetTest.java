package io.github.registryorg.remote;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One host makes a run wait for so long and no longer, in whatever way; one that works is not cut off. */
@Timeout(60)
class HostBudgetTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";

    /** How a server makes us wait. */
    enum Way {
        ASKS_FOR_LATER,
        HEADER_BYTE_BY_BYTE,
        BODY_BYTE_BY_BYTE,
        REDIRECTS_SLOWLY,
        SILENCE;

        void give(OutputStream out) throws IOException, InterruptedException {
            switch (this) {
                case ASKS_FOR_LATER ->
                    RawServer.write(
                            out,
                            "HTTP/1.1 429 Wait\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                case HEADER_BYTE_BY_BYTE ->
                    RawServer.sendSlowly(out, "HTTP/1.1 200 OK\r\nX-Much: " + "x".repeat(10_000));
                case BODY_BYTE_BY_BYTE -> {
                    RawServer.write(out, HEAD);
                    RawServer.sendSlowly(out, "x");
                }
                case REDIRECTS_SLOWLY -> {
                    Thread.sleep(200);
                    RawServer.write(
                            out,
                            "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                }
                case SILENCE -> Thread.sleep(60_000);
            }
        }
    }

    private static RemoteClient client(Duration hostTimeout) {
        return new RemoteClient(AllowedHosts.parse(List.of("127.0.0.1")), null, hostTimeout, Connections.DEFAULT);
    }

    private static void read(RemoteClient client, RawServer server, int number) throws IOException {
        try (RemoteResponse response = client.get(RemoteUrl.parse(server.url("/" + number)))) {
            if (response.status() != 200) {
                throw response.unexpected();
            }
            response.body().readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void host_thatMakesUsWait_isCutOffForAllItsUrls(Way way) throws IOException {
        try (RawServer server = new RawServer(way::give);
                RemoteClient client = client(Duration.ofMillis(700))) {
            for (int i = 0; i < 301; i++) {
                int number = i;
                assertThatThrownBy(() -> read(client, server, number));
            }
            assertThat(server.requestLines()).hasSizeLessThan(10);
            Problem problem = problem(() -> client.head(RemoteUrl.parse(server.url("/x"))));
            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.hint()).contains("registry.hostTimeout");
        }
    }

    @Test
    @Tag("slow")
    void host_thatDelivers_hasAllTheTimeThatItTakes() throws IOException {
        String body = "x".repeat(1000);
        try (RawServer server = new RawServer(out -> {
                    Thread.sleep(30);
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n" + body);
                });
                RemoteClient client = client(Duration.ofSeconds(2))) {
            for (int i = 0; i < 100; i++) {
                read(client, server, i);
            }
        }
    }

    @Test
    void host_thatSendsSlowlyButSteadily_isNotCutOff() throws Exception {
        AtomicLong now = new AtomicLong();
        HostBudget budget = new HostBudget(Duration.ofMillis(500), now::get);
        for (int i = 0; i < 20; i++) {
            budget.spendOn(Duration.ofSeconds(1), limit -> now.addAndGet(50_000_000));
            budget.received(200, 4 * 1024);
        }
        assertThat(budget.isSpent()).isFalse();
    }

    @Test
    void host_thatSendsNothing_isCutOffWhenItsTimeIsSpent() throws Exception {
        AtomicLong now = new AtomicLong();
        HostBudget budget = new HostBudget(Duration.ofMillis(500), now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(budget.isSpent()).isFalse();
            budget.spendOn(Duration.ofSeconds(1), limit -> now.addAndGet(50_000_000));
        }
        assertThat(budget.isSpent()).isTrue();
        budget.received(200, 1_000_000);
        assertThatThrownBy(() -> budget.spendOn(Duration.ofSeconds(1), limit -> now.get()))
                .isInstanceOf(HostBudget.Spent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 206, 404, 410})
    void host_thatSlowlyDelivers_getsTimeBack(int status) throws Exception {
        assertThat(afterSlowResponses(status).isSpent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 405, 429, 500, 503})
    void host_thatSlowlyRefuses_getsNoTimeBack(int status) throws Exception {
        assertThat(afterSlowResponses(status).isSpent()).isTrue();
    }

    private static HostBudget afterSlowResponses(int status) throws IOException {
        AtomicLong now = new AtomicLong();
        HostBudget budget = new HostBudget(Duration.ofSeconds(2), now::get);
        for (int i = 0; i < 10 && !budget.isSpent(); i++) {
            budget.spendOn(Duration.ofSeconds(1), limit -> now.addAndGet(300_000_000));
            budget.responded(status);
            budget.received(status, 100_000);
        }
        return budget;
    }

    @Test
    void host_thatRefusesSlowly_isCutOff() throws IOException {
        try (RawServer server = new RawServer(out -> {
                    Thread.sleep(100);
                    RawServer.write(out, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                });
                RemoteClient client = client(Duration.ofMillis(700))) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                assertThatThrownBy(() -> read(client, server, number));
            }
            assertThat(server.requestLines()).hasSizeLessThan(10);
        }
    }

    /** Each request on a thread of its own, as blobs are looked for: one that hangs keeps no other from the server. */
    @Test
    void host_thatLeavesHeadsHanging_isRequestedByGetWithinItsTime() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService handlers = Executors.newCachedThreadPool();
        ExecutorService callers = Executors.newCachedThreadPool();
        CountDownLatch end = new CountDownLatch(1);
        server.setExecutor(handlers);
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                await(end);
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/1000");
            exchange.sendResponseHeaders(206, 1);
            exchange.getResponseBody().write('x');
            exchange.close();
        });
        server.start();
        try (RemoteClient client = client(Duration.ofSeconds(4))) {
            String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                RemoteUrl url = RemoteUrl.parse(base + i);
                statuses.add(callers.submit(() -> {
                    assertThat(client.tryHead(url)).isEmpty();
                    try (RemoteResponse response = client.peek(url)) {
                        return response.status();
                    }
                }));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(206);
            }
        } finally {
            end.countDown();
            server.stop(0);
            handlers.shutdownNow();
            callers.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void response_cutWithinItsHead_isABrokenConnection() throws IOException {
        for (int cut = 1; cut < HEAD.length(); cut++) {
            String part = HEAD.substring(0, cut);
            try (RawServer server = new RawServer(out -> RawServer.write(out, part));
                    RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20))) {
                assertThat(problem(() -> Clients.status(client, server.url("/x")))
                                .code())
                        .as("after %d bytes", cut)
                        .isEqualTo(ProblemCode.IO_FAILED);
            }
        }
    }
}
