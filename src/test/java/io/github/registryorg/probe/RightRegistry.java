package io.github.registryorg.probe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a right registry responds, each response fetched once. */
final class RightRegistry {

    private static final Set<String> PASSED = Set.of("accept", "accept-encoding", "range", "origin");
    private static final Set<String> OWN = Set.of("date", "connection", "transfer-encoding", "content-length");

    private record Request(URI uri, Map<String, String> headers) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Request, HttpResponse<byte[]>> responses = new ConcurrentHashMap<>();
    private final String address;

    /** @param address host and port, of one that doesn't change */
    RightRegistry(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }

    /** Sets what it responds to this request. */
    void respond(SpoiltResponse response) throws IOException {
        String path = response.path.startsWith("/elsewhere") ? response.path.substring(10) : response.path;
        URI uri = URI.create("http://" + address + path + (response.query == null ? "" : "?" + response.query));
        Map<String, String> headers = new TreeMap<>();
        response.asked.forEach((name, value) -> {
            if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            }
        });
        HttpResponse<byte[]> right = fetch(new Request(uri, headers));
        response.status = right.statusCode();
        right.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                response.headers.put(name, values.get(0));
            }
        });
        response.replace(right.body());
    }

    private HttpResponse<byte[]> fetch(Request request) throws IOException {
        HttpResponse<byte[]> known = responses.get(request);
        if (known != null) {
            return known;
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
        request.headers().forEach(builder::header);
        try {
            HttpResponse<byte[]> fetched = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            responses.put(request, fetched);
            return fetched;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
