package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A forge that gives the responses of a test, in this order, and remembers the requests. */
public final class ForgeStub implements AutoCloseable {

    private final Map<String, Deque<Response>> responses = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final LoopbackServer server = LoopbackServer.start(this::respond);

    /** One request. */
    public record Asked(String line, Map<String, List<String>> headers, JsonNode body) {}

    private record Response(int status, String body, Map<String, String> headers) {}

    /** The responses to a request; the last one is repeated. */
    public ForgeStub on(String line, int status, String body, String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("Retry-After", "0"));
        if (status < 400) {
            all.clear();
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1].replace("@", server.url("")));
        }
        all.values().removeIf(String::isEmpty);
        responses.computeIfAbsent(line, key -> new ArrayDeque<>()).add(new Response(status, body, all));
        return this;
    }

    public RemoteUrl url() {
        return RemoteUrl.parse(server.url(""));
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<String> lines() {
        return asked().stream().map(Asked::line).toList();
    }

    private synchronized void respond(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(new Asked(
                line,
                Map.copyOf(exchange.getRequestHeaders()),
                body.length == 0 ? null : PlainJson.READER.readTree(body)));
        Deque<Response> queue = responses.get(line);
        Response response = queue == null
                ? new Response(404, "{\"message\":\"Not Found\"}", Map.of())
                : queue.size() > 1 ? queue.remove() : queue.element();
        response.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] sent = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.status(), sent.length == 0 ? -1 : sent.length);
        exchange.getResponseBody().write(sent);
    }

    @Override
    public void close() {
        server.close();
    }
}
