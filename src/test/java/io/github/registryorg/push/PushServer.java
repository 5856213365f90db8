package io.github.registryorg.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry that can be pushed to, and a client of it that does as it is told. */
final class PushServer implements AutoCloseable {

    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final byte[] EMPTY_CONFIG = bytes("{}");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    final Path directory;
    final Path store;
    final Path contribution;
    final List<Problem> warnings = Collections.synchronizedList(new ArrayList<>());
    /** What failed on the side of the server. */
    final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());

    private final LocalServer server;

    /** With what was there before, where there is anything. */
    PushServer(Path directory) {
        this(directory, null, null);
    }

    PushServer(Path directory, String namespace, String token) {
        this(directory, namespace, token, "file:store", BucketSettings.NONE);
    }

    /** With a store of another kind. */
    PushServer(Path directory, String namespace, String token, String address, BucketSettings buckets) {
        this.directory = made(directory);
        this.store = directory.resolve("store");
        this.contribution = directory.resolve("contribution");
        PushRequest push = new PushRequest(
                address,
                "https://storage.example/acme",
                directory,
                contribution,
                false,
                namespace == null ? null : RepositoryName.parse(namespace),
                true,
                AllowedSecrets.NONE);
        StoreAccess access = new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, buckets);
        Path registry = directory.resolve("registry");
        this.server = new StaticRegistry()
                .serve(
                        new ServeRequest(
                                Files.isDirectory(registry) ? registry : directory,
                                directory.resolve("site"),
                                0,
                                null,
                                List.of(),
                                access,
                                push,
                                token),
                        new RequestListener() {
                            @Override
                            public void served(String method, String path, int status) {}

                            @Override
                            public void failed(String method, String path, Exception cause) {
                                failures.add(cause);
                            }
                        },
                        warnings::add);
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String address() {
        return server.address();
    }

    /** Sends a request; the path may be a Location. */
    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + server.address() + "/").resolve(path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    int status(String method, String path) {
        return send(method, path, null).statusCode();
    }

    static String text(HttpResponse<byte[]> response) {
        return text(response.body());
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Begins an upload; returns its address. */
    String begin(String repository) {
        HttpResponse<byte[]> response = send("POST", "/v2/" + repository + "/blobs/uploads/", null);
        assertThat(response.statusCode()).isEqualTo(202);
        return header(response, "Location");
    }

    static String with(String location, String query) {
        return location + (location.contains("?") ? "&" : "?") + query;
    }

    Digest blob(String repository, byte[] content) {
        return blob(repository, content, DigestAlgorithm.SHA256);
    }

    Digest blob(String repository, byte[] content, DigestAlgorithm algorithm) {
        Digest digest = Digest.ofContent(algorithm, content);
        HttpResponse<byte[]> response = send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        return digest;
    }

    static String descriptor(String type, byte[] content) {
        return descriptor(type, Digest.sha256(content), content.length, "");
    }

    static String descriptor(String type, Digest digest, long size, String more) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + more + "}";
    }

    static byte[] config(byte[]... layers) {
        String diffIds = Stream.of(layers)
                .map(layer -> "\"" + Digest.sha256(layer) + "\"")
                .collect(Collectors.joining(","));
        return bytes("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + diffIds + "]},\"config\":{}}");
    }

    static byte[] image(byte[] config, byte[]... layers) {
        return image("", config, layers);
    }

    /** @param more keys of the manifest, each with a comma before it */
    static byte[] image(String more, byte[] config, byte[]... layers) {
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST + "\",\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", config) + ",\"layers\":["
                + Stream.of(layers)
                        .map(layer -> descriptor("application/vnd.oci.image.layer.v1.tar", layer))
                        .collect(Collectors.joining(","))
                + "]" + more + "}");
    }

    /** An artifact about something, or about nothing. */
    static byte[] artifact(String type, Digest subject, String note) {
        String about = subject == null ? "" : ",\"subject\":" + descriptor(OCI_MANIFEST, subject, 7, "");
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST + "\",\"artifactType\":\"" + type
                + "\",\"config\":" + descriptor("application/vnd.oci.empty.v1+json", EMPTY_CONFIG) + ",\"layers\":["
                + descriptor("application/vnd.oci.empty.v1+json", EMPTY_CONFIG) + "],\"annotations\":{\"note\":\""
                + note
                + "\"}" + about + "}");
    }

    static byte[] index(String... descriptors) {
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX + "\",\"manifests\":["
                + String.join(",", descriptors) + "]}");
    }

    HttpResponse<byte[]> put(String repository, String reference, byte[] manifest) {
        String type = new String(manifest, StandardCharsets.UTF_8).contains("\"manifests\"") ? OCI_INDEX : OCI_MANIFEST;
        return send("PUT", "/v2/" + repository + "/manifests/" + reference, manifest, "Content-Type", type);
    }

    /** An image of one layer, with all that belongs to it, accepted; returns its digest. */
    Digest push(String repository, String reference, String content) {
        byte[] layer = bytes(content);
        byte[] config = config(layer);
        blob(repository, layer);
        blob(repository, config);
        byte[] manifest = image(config, layer);
        HttpResponse<byte[]> response =
                put(repository, reference.isEmpty() ? Digest.sha256(manifest).toString() : reference, manifest);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        return Digest.sha256(manifest);
    }

    /** The files of the contribution, by path. */
    Map<String, byte[]> files() throws IOException {
        return files(contribution);
    }

    static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    /** What is in the store, its temporary names included. */
    List<String> stored() throws IOException {
        return List.copyOf(files(store).keySet());
    }

    /** Waits until this holds, as long as a test may run. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** A connection of which nothing was sent yet. */
    Socket connect() throws IOException {
        int colon = server.address().lastIndexOf(':');
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(
                server.address().substring(0, colon),
                Integer.parseInt(server.address().substring(colon + 1))));
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        server.close();
    }
}
