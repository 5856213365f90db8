package io.github.registryorg.source;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A registry with the content of a layout that follows the specification, and misbehaves where a test sets it. */
public final class RegistryFake implements AutoCloseable {

    private static final String REPOSITORY = "/v2/acme/app/";

    public final LayoutFixture layout = new LayoutFixture();
    private final Map<String, Digest> tags = new HashMap<>();
    private final Map<String, byte[]> responses = new HashMap<>();
    private final LoopbackServer server = LoopbackServer.start(this::respond);
    private final Map<String, Pages> pages = new HashMap<>();
    private final Map<String, Refusal> refusals = new HashMap<>();
    private int breakingAfter = Integer.MAX_VALUE;

    public void tag(String name, Descriptor descriptor) {
        tags.put(name, descriptor.digest());
    }

    /** Its response for a path below the repository's, whatever it has. */
    void responds(String path, byte[] response) {
        responses.put(REPOSITORY + path, response);
    }

    /** Its response for a path below the repository's is this refusal. */
    void refuses(String path, int status, String type, String body) {
        refusals.put(REPOSITORY + path, new Refusal(status, type, body));
    }

    private record Refusal(int status, String type, String body) {

        void respond(HttpExchange exchange) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Lists what is about something, a page for each, and after the last one another and another where it is endless. */
    void pages(Descriptor subject, boolean endless, Descriptor... referrers) {
        pages.put(REPOSITORY + "referrers/" + subject.digest(), new Pages(List.of(referrers), endless));
    }

    private record Pages(List<Descriptor> one, boolean endless) {

        void respond(HttpExchange exchange) throws IOException {
            String query = exchange.getRequestURI().getQuery();
            int page = query == null ? 0 : Integer.parseInt(query.substring("page=".length()));
            if (endless || page + 1 < one.size()) {
                exchange.getResponseHeaders()
                        .add("Link", "<" + exchange.getRequestURI().getPath() + ">; rel=\"first\"");
                exchange.getResponseHeaders()
                        .add(
                                "Link",
                                "<" + exchange.getRequestURI().getPath() + "?page=" + (page + 1) + ">; rel=\"next\"");
            }
            Descriptor shown = one.get(Math.min(page, one.size() - 1));
            LoopbackServer.send(exchange, Json.write(LayoutFixture.indexJson(shown)));
        }
    }

    void refers(Descriptor subject, Descriptor... referrers) {
        responds("referrers/" + subject.digest(), Json.write(LayoutFixture.indexJson(referrers)));
    }

    /** Hangs up after so many bytes of a blob. */
    void breaksAfter(int bytes) {
        breakingAfter = bytes;
    }

    public String source(String reference) {
        return "docker://127.0.0.1:" + server.port() + "/acme/app" + reference;
    }

    public List<String> requests() {
        return server.requests();
    }

    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v2/")) {
            LoopbackServer.send(exchange, new byte[] {'{', '}'});
        } else if (refusals.containsKey(path)) {
            refusals.get(path).respond(exchange);
        } else if (pages.containsKey(path)) {
            pages.get(path).respond(exchange);
        } else if (responses.containsKey(path)) {
            LoopbackServer.send(exchange, responses.get(path));
        } else if (path.startsWith(REPOSITORY + "manifests/")) {
            String reference = path.substring((REPOSITORY + "manifests/").length());
            Digest digest = tags.containsKey(reference)
                    ? tags.get(reference)
                    : Digest.tryParse(reference).orElse(null);
            send(exchange, digest == null ? null : layout.content(digest));
        } else if (path.startsWith(REPOSITORY + "blobs/")) {
            blob(exchange, layout.content(Digest.parse(path.substring((REPOSITORY + "blobs/").length()))));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            LoopbackServer.send(exchange, content);
        }
    }

    private void blob(HttpExchange exchange, byte[] content) throws IOException {
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        int length = Math.min(breakingAfter, content.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(content, from, from + length));
    }

    @Override
    public void close() {
        server.close();
    }
}
