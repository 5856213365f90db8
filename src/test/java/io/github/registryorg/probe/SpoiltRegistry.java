package io.github.registryorg.probe;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A right registry behind a server that spoils its answers in one way. */
final class SpoiltRegistry implements AutoCloseable {

    private static final Set<String> PASSED = Set.of("accept", "accept-encoding", "range", "origin");
    private static final Set<String> OWN = Set.of("date", "connection", "transfer-encoding", "content-length");
    private static final int MOST_SENT = 64 * 1024 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch end = new CountDownLatch(1);
    private final String right;
    private final Consumer<Answer> spoiling;
    private final String prefix;
    private final LoopbackServer server;

    /**
     * @param right host and port of the right one
     * @param prefix what stands before {@code /v2/}
     */
    SpoiltRegistry(String right, String prefix, Consumer<Answer> spoiling) {
        this.right = right;
        this.prefix = prefix;
        this.spoiling = spoiling;
        this.server = LoopbackServer.start(this::answer);
    }

    String url() {
        return server.url(prefix.isEmpty() ? "/" : prefix);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> asked.put(name, values.get(0)));
        URI uri = exchange.getRequestURI();
        Answer answer = new Answer(
                exchange.getRequestMethod(), uri.getRawPath().substring(prefix.length()), uri.getRawQuery(), asked);
        fetch(answer);
        spoiling.accept(answer);
        send(exchange, answer);
    }

    private void fetch(Answer answer) throws IOException {
        String path = answer.path.startsWith("/elsewhere") ? answer.path.substring(10) : answer.path;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://" + right + path + (answer.query == null ? "" : "?" + answer.query)));
        answer.asked.forEach((name, value) -> {
            if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
            }
        });
        try {
            HttpResponse<byte[]> got = client.send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.status = got.statusCode();
            got.headers().map().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    answer.headers.put(name, values.get(0));
                }
            });
            answer.replace(got.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.way == Answer.Way.SILENT) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        answer.headers.forEach((name, value) -> {
            if (answer.isHead() || !name.equalsIgnoreCase("Content-Length")) {
                exchange.getResponseHeaders().set(name, value);
            }
        });
        if (answer.isHead()) {
            exchange.sendResponseHeaders(answer.status, -1);
            return;
        }
        int length = answer.body.length;
        long said = switch (answer.way) {
            case CHUNKED, ENDLESS -> 0;
            case BROKEN_OFF -> length + 5L;
            default -> length == 0 ? -1 : length;
        };
        exchange.sendResponseHeaders(answer.status, said);
        if (said < 0) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body);
        out.flush();
        byte[] more = new byte[64 * 1024];
        for (int sent = 0; answer.way == Answer.Way.ENDLESS && sent < MOST_SENT; sent += more.length) {
            out.write(more);
        }
        if (answer.way == Answer.Way.CHUNKED) {
            out.close();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.close();
    }
}
