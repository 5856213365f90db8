package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApiClientTest {

    private static final Duration SOON = Duration.ofMillis(200);
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    private ApiClient client(Duration exchange, Duration longest) {
        return new ApiClient(null, Clients.timing(exchange, pauses), longest);
    }

    private static Problem problem(ApiClient client, String url) {
        return Clients.problem(() -> client.send("GET", RemoteUrl.parse(url), Map.of(), null));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nX-Slow: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void send_serverThatDrips_failsInTime(String begin) throws IOException {
        try (RawServer server = new RawServer(out -> {
                    RawServer.write(out, begin);
                    RawServer.sendSlowly(out, "1");
                });
                ApiClient client = client(SOON, Duration.ofSeconds(30))) {
            Problem problem = problem(client, server.url("/x"));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.cause()).isEqualTo("the server takes too long to respond");
        }
    }

    @Test
    void send_allRequestsTogether_haveOneLimit() throws IOException {
        try (RawServer server = new RawServer(out -> RawServer.sendSlowly(out, "1"));
                ApiClient client = client(Duration.ofSeconds(20), SOON)) {
            assertThat(problem(client, server.url("/1")).cause()).isEqualTo("the server takes too long to respond");
            assertThat(problem(client, server.url("/2")).cause())
                    .isEqualTo("the server takes too long for all requests together");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"\\ud83d\"} | OBJECT",
                "[1] | ARRAY",
                "'' | MISSING",
                "{} {} | MISSING",
                "{\"a\":1,\"a\":2} | MISSING",
                "{\"a\": | MISSING",
                "<html> | MISSING"
            })
    void json_ofAResponse_isWhatCanBeReadOfIt(String body, JsonNodeType type) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                });
                ApiClient client = client(Duration.ofSeconds(20), Duration.ofSeconds(20))) {
            assertThat(client.send("GET", RemoteUrl.parse(server.url("/x")), Map.of(), null)
                            .json()
                            .getNodeType())
                    .isEqualTo(type);
        }
    }

    /** No Retry-After, and the primary limit is far away: only the words tell it from a permission that is missing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}",
                "429 | {\"message\":\"You have exceeded a secondary rate limit.\"}",
                "403 | {\"message\":\"You have triggered an abuse detection mechanism.\"}",
                "403 | {\"message\":\"no\",\"documentation_url\":\"https://x/rest#about-secondary-rate-limits\"}"
            })
    void send_secondaryRateLimit_isWaitedForAMinuteOrMore(int status, String body) {
        AtomicInteger asked = new AtomicInteger();
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    boolean isLimited = asked.incrementAndGet() <= 2;
                    exchange.getResponseHeaders().set("X-RateLimit-Remaining", "4985");
                    exchange.getResponseHeaders().set("X-RateLimit-Reset", "" + (Clients.NOW.getEpochSecond() + 3_000));
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(isLimited ? status : 204, isLimited ? bytes.length : -1);
                    if (isLimited) {
                        exchange.getResponseBody().write(bytes);
                    }
                });
                ApiClient client = client(Duration.ofSeconds(20), Duration.ofMinutes(10))) {
            assertThat(client.send("POST", RemoteUrl.parse(server.url("/x")), Map.of(), null)
                            .status())
                    .isEqualTo(204);
            assertThat(pauses).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
        }
    }

    @Test
    void send_missingPermission_isNoLimit() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(403));
                ApiClient client = client(Duration.ofSeconds(20), Duration.ofMinutes(10))) {
            assertThat(client.send("POST", RemoteUrl.parse(server.url("/x")), Map.of(), null)
                            .status())
                    .isEqualTo(403);
            assertThat(pauses).isEmpty();
        }
    }

    /** Read once, and to the limit only: the next response would be as large. */
    @Test
    void send_responseWithoutAnEnd_failsAtTheLimit() {
        AtomicInteger requests = new AtomicInteger();
        byte[] block = "        ".repeat(128 * 1024).getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write(block);
                    }
                });
                ApiClient client = client(Duration.ofSeconds(30), Duration.ofSeconds(30))) {
            Problem problem = problem(client, server.url("/x"));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.cause()).isEqualTo("the response has more than 16777216 bytes");
            assertThat(requests).hasValue(1);
        }
    }

    /** The server never had the request. */
    @ParameterizedTest
    @CsvSource({
        "403, DENIED, refuses to connect to it: 403 No, nonProxyHosts",
        "407, UNAUTHORIZED, requires a login that it accepts: 407, username"
    })
    void send_proxyThatRefuses_isReportedAsTheProxy(int status, ProblemCode code, String what, String hint)
            throws IOException {
        try (RawServer proxy = new RawServer(
                        out -> RawServer.write(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"));
                ApiClient client = new ApiClient(
                        ProxySettings.of(
                                new HttpProxy("127.0.0.1", proxy.port(), null, null, HttpProxy.Origin.SETTINGS), ""),
                        Clients.timing(Duration.ofSeconds(20), pauses),
                        Duration.ofMinutes(10))) {
            Problem problem = problem(client, "https://api.acme.ghe.com/x");

            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.toString())
                    .contains("the proxy 127.0.0.1:" + proxy.port(), what)
                    .contains(hint);
        }
    }

    @Test
    void send_serverThatAsksForMoreTimeThanIsLeft_isNotWaitedFor() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "100");
                    exchange.sendResponseHeaders(429, -1);
                });
                ApiClient client = client(Duration.ofSeconds(20), Duration.ofSeconds(150))) {
            assertThat(problem(client, server.url("/x")).hint()).contains("again in 1 minutes");
            assertThat(pauses).containsExactly(Duration.ofSeconds(100));
        }
    }
}
