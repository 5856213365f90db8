package io.github.registryorg.probe;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A right registry behind a server that spoils its responses in one way. */
final class SpoiltRegistry implements AutoCloseable {

    private static final int MAX_SENT = 64 * 1024 * 1024;

    private final CountDownLatch end = new CountDownLatch(1);
    private final RightRegistry right;
    private final Consumer<SpoiltResponse> spoiling;
    private final String prefix;
    private final LoopbackServer server;

    /**
     * @param prefix what is before {@code /v2/}
     */
    SpoiltRegistry(RightRegistry right, String prefix, Consumer<SpoiltResponse> spoiling) {
        this.right = right;
        this.prefix = prefix;
        this.spoiling = spoiling;
        this.server = LoopbackServer.start(this::respond);
    }

    String url() {
        return server.url(prefix.isEmpty() ? "/" : prefix);
    }

    private void respond(HttpExchange exchange) throws IOException {
        Map<String, String> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> asked.put(name, values.get(0)));
        URI uri = exchange.getRequestURI();
        SpoiltResponse response = new SpoiltResponse(
                exchange.getRequestMethod(), uri.getRawPath().substring(prefix.length()), uri.getRawQuery(), asked);
        right.respond(response);
        spoiling.accept(response);
        send(exchange, response);
    }

    private void send(HttpExchange exchange, SpoiltResponse response) throws IOException {
        if (response.way == SpoiltResponse.Way.SILENT) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        response.headers.forEach((name, value) -> {
            if (response.isHead() || !name.equalsIgnoreCase("Content-Length")) {
                exchange.getResponseHeaders().set(name, value);
            }
        });
        if (response.isHead()) {
            exchange.sendResponseHeaders(response.status, -1);
            return;
        }
        int length = response.body.length;
        long output = switch (response.way) {
            case CHUNKED, ENDLESS -> 0;
            case BROKEN_OFF -> length + 5L;
            default -> length == 0 ? -1 : length;
        };
        exchange.sendResponseHeaders(response.status, output);
        if (output < 0) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        out.write(response.body);
        out.flush();
        byte[] more = new byte[64 * 1024];
        for (int sent = 0; response.way == SpoiltResponse.Way.ENDLESS && sent < MAX_SENT; sent += more.length) {
            out.write(more);
        }
        if (response.way == SpoiltResponse.Way.CHUNKED) {
            out.close();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.close();
    }
}
