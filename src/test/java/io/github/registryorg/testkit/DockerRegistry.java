package io.github.registryorg.testkit;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A real registry, Debian's {@code docker-registry}, which one user may read and write. */
public final class DockerRegistry implements AutoCloseable {

    public static final String USER = "alice";
    public static final String PASSWORD = "wonderland-7";

    /** Of the password, by bcrypt. */
    private static final String HASH = "$2b$05$abcdefghijklmnopqrstuu28mOWDB/X9.3modq7P0nJNiR1ij1b8S";

    private static final int TIMEOUT_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final ReservedPort port;

    private DockerRegistry(Process process, ReservedPort port) {
        this.process = process;
        this.port = port;
    }

    public static DockerRegistry start(Path directory) {
        RealClient.of("docker-registry");
        try {
            ReservedPort port = ReservedPort.take();
            Path users = Files.writeString(directory.resolve("htpasswd"), USER + ":" + HASH + "\n");
            Path config = Files.writeString(
                    directory.resolve("registry.yml"),
                    String.join(
                            "\n",
                            "version: 0.1",
                            "storage:",
                            "  filesystem:",
                            "    rootdirectory: " + directory.resolve("registry-data"),
                            "http:",
                            "  addr: " + port.address(),
                            "auth:",
                            "  htpasswd:",
                            "    realm: test",
                            "    path: " + users,
                            ""));
            Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("registry.log").toFile())
                    .start();
            DockerRegistry registry = new DockerRegistry(process, port);
            registry.awaitResponse(directory.resolve("registry.log"));
            return registry;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitResponse(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            try {
                send(request("/v2/").GET());
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    Assertions.fail("docker-registry doesn't respond:\n" + Files.readString(log), e);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** Host and port. */
    public String address() {
        return port.address();
    }

    private HttpRequest.Builder request(String target) {
        byte[] login = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create("http://" + address()).resolve(target);
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public void pushBlob(String repository, byte[] content) {
        push(() -> {
            HttpResponse<String> started =
                    send(request("/v2/" + repository + "/blobs/uploads/").POST(HttpRequest.BodyPublishers.noBody()));
            String location = started.headers().firstValue("Location").orElseThrow();
            String target = location + (location.contains("?") ? "&" : "?") + "digest=" + Digest.sha256(content);
            return send(request(target)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
        });
    }

    public void pushManifest(String repository, String reference, MediaType mediaType, byte[] content) {
        push(() -> send(request("/v2/" + repository + "/manifests/" + reference)
                .header("Content-Type", mediaType.value())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))));
    }

    private interface Push {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    private static void push(Push push) {
        try {
            HttpResponse<String> response = push.send();
            Assertions.assertEquals(201, response.statusCode(), response::body);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        port.close();
    }
}
