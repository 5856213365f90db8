package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.testkit.HandmadeSite;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A small site in a directory, a server of it, and two ways to send it requests: by a client, and byte by byte. */
final class TestSite implements AutoCloseable {

    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final int TIMEOUT_MILLIS = 20_000;

    final Path registry;
    final Path site;
    private final HandmadeSite files;
    private LocalServer server;

    TestSite(Path directory) throws IOException {
        registry = Files.createDirectories(directory.resolve("registry"));
        site = Files.createDirectories(directory.resolve("site"));
        files = new HandmadeSite(site);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String image(String mediaType, String note) {
        String digest = Digest.sha256(bytes("{}")).toString();
        String type = mediaType.isEmpty() ? "" : "\"mediaType\":\"" + mediaType + "\",";
        return "{\"schemaVersion\":2," + type + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\","
                + "\"digest\":\"" + digest + "\",\"size\":2},\"layers\":[],\"annotations\":{\"note\":\"" + note
                + "\"}}";
    }

    static String index(String... descriptors) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX + "\",\"manifests\":["
                + String.join(",", descriptors) + "]}";
    }

    /** Puts a file into the site, which lists it as what it looks like. */
    Path write(String path, String content) throws IOException {
        return write(path, bytes(content));
    }

    Path write(String path, byte[] content) throws IOException {
        boolean json = content.length > 0 && content[0] == '{';
        String type = json ? "application/json" : path.endsWith(".html") ? "text/html" : "application/octet-stream";
        return write(path, type, content);
    }

    /** Puts a file into the site, which lists it as this. */
    Path write(String path, String mediaType, byte[] content) throws IOException {
        return files.write(path, Stage.PAGES, mediaType, content);
    }

    /** Puts a file into the site, which does not list it. */
    Path add(String path, byte[] content) throws IOException {
        return files.add(path, content);
    }

    /** Puts a manifest where the site has it by its sha256 digest and by each tag. */
    Digest manifest(String repository, String content, String... tags) throws IOException {
        boolean index = content.contains("\"mediaType\":\"" + OCI_INDEX);
        return manifestAs(index ? OCI_INDEX : OCI_MANIFEST, repository, content, tags);
    }

    /** The same, listed as this. */
    Digest manifestAs(String mediaType, String repository, String content, String... tags) throws IOException {
        Digest digest = Digest.sha256(bytes(content));
        String directory = "v2/" + repository + "/manifests/";
        write(directory + digest, mediaType, bytes(content));
        for (String tag : tags) {
            write(directory + tag, mediaType, bytes(content));
        }
        return digest;
    }

    Digest blob(String repository, byte[] content) throws IOException {
        Digest digest = Digest.sha256(content);
        write("v2/" + repository + "/blobs/" + digest, content);
        return digest;
    }

    /** Puts a blob into a store of its own, by the rule of stores. */
    static Digest store(Path base, byte[] content) throws IOException {
        Digest digest = Digest.sha256(content);
        Path file = base.resolve("sha256").resolve(digest.hex());
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return digest;
    }

    void locations(String... lines) throws IOException {
        String[] sorted = lines.clone();
        Arrays.sort(sorted);
        add("-/host/blobs.tsv", bytes(String.join("\n", sorted) + "\n"));
    }

    LocalServer serve() {
        return serve(StoreDirectories.NONE, RequestListener.NONE);
    }

    LocalServer serve(StoreDirectories stores, RequestListener listener) {
        return serve(stores, RequestPolicy.LOOPBACK, listener, ClientDeadlines.STANDARD);
    }

    LocalServer serve(RequestPolicy policy) {
        return serve(StoreDirectories.NONE, policy, RequestListener.NONE, ClientDeadlines.STANDARD);
    }

    LocalServer serve(ClientDeadlines deadlines) {
        return serve(StoreDirectories.NONE, RequestPolicy.LOOPBACK, RequestListener.NONE, deadlines);
    }

    private LocalServer serve(
            StoreDirectories stores, RequestPolicy policy, RequestListener listener, ClientDeadlines deadlines) {
        server = LocalServer.start(site, registry, stores, 0, policy, listener, deadlines);
        return server;
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    HttpResponse<byte[]> head(String path, String... headers) {
        return ask("HEAD", path, headers);
    }

    HttpResponse<byte[]> ask(String method, String path, String... headers) {
        if (server == null) {
            serve();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends exactly this and gives everything that comes until the server closes the connection. */
    String raw(String request) throws IOException {
        return raw(List.of(request.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String raw(List<byte[]> parts) throws IOException {
        if (server == null) {
            serve();
        }
        try (Socket socket = connect()) {
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The response to a request for this path, sent as it is. */
    String rawGet(String target) throws IOException {
        return raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    Socket connect() throws IOException {
        if (server == null) {
            serve();
        }
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
