package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.ResumingBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumingBodyTest {

    private static final byte[] CONTENT = new byte[100_000];

    static {
        new Random(4).nextBytes(CONTENT);
    }

    private final RemoteClient client = new RemoteClient(AllowedHosts.parse(List.of("127.0.0.1")), null);
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private LoopbackServer server;

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void respondWith(LoopbackServer.Responder response) {
        server = LoopbackServer.start(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "" : range);
            response.give(exchange);
        });
    }

    private byte[] read() throws IOException {
        try (ResumingBody body = new RemoteBlob(client, RemoteUrl.parse(server.url("/blob"))).open()) {
            assertThat(body.length()).hasValue(CONTENT.length);
            return body.readAllBytes();
        }
    }

    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    /** Sends a part of what it announces, then hangs up. */
    private static void send(HttpExchange exchange, int from, int most) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
        }
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, CONTENT.length - from);
        exchange.getResponseBody().write(CONTENT, from, Math.min(most, CONTENT.length - from));
    }

    @Test
    void body_interrupted_isResumed() throws IOException {
        respondWith(exchange -> send(exchange, from(exchange), 40_000));

        assertThat(read()).isEqualTo(CONTENT);
        assertThat(ranges).containsExactly("", "bytes=40000-", "bytes=80000-");
    }

    @Test
    void body_ofAServerWithoutRanges_isSentAgain() throws IOException {
        respondWith(exchange -> send(exchange, 0, ranges.size() * 30_000));

        assertThat(read()).isEqualTo(CONTENT);
        assertThat(ranges).containsExactly("", "bytes=30000-", "bytes=60000-", "bytes=90000-");
    }

    @Test
    void body_shorterEachTime_isRetried() throws IOException {
        List<Integer> sizes = new ArrayList<>(Arrays.asList(50_000, 10, 20_000, 100_000));
        respondWith(exchange -> send(exchange, 0, sizes.remove(0)));

        assertThat(read()).isEqualTo(CONTENT);
    }

    @Test
    void body_dripping_isGivenUp() {
        respondWith(exchange -> send(exchange, from(exchange), 1));

        assertThatExceptionOfType(IOException.class).isThrownBy(this::read);
        assertThat(ranges).hasSize(11);
    }

    @ParameterizedTest
    @CsvSource({
        "206, bytes 0-99999/100000",
        "206, bytes 40001-99999/100000",
        "206, 40000-99999",
        "206,",
        "404,",
        "416, bytes */100000"
    })
    void response_withAnotherRange_isNotUsed(int status, String range) {
        respondWith(exchange -> {
            if (ranges.size() == 1) {
                send(exchange, 0, 40_000);
            } else {
                if (range != null) {
                    exchange.getResponseHeaders().set("Content-Range", range);
                }
                exchange.sendResponseHeaders(status, 60_000);
                exchange.getResponseBody().write(CONTENT, 0, 60_000);
            }
        });

        assertThatExceptionOfType(IOException.class).isThrownBy(this::read);
        assertThat(ranges).hasSize(2);
    }
}
