package io.github.registryorg.git;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.Prerequisite;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real git's own server over HTTP ({@code git http-backend}), with or without a login, at an ephemeral port. */
public final class GitServer implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/lib/git-core/git-http-backend"), Path.of("/usr/libexec/git-core/git-http-backend"));

    /** The server's own response; null to let git respond. */
    @FunctionalInterface
    public interface Trouble {
        boolean responds(HttpExchange exchange) throws IOException;
    }

    private final Path directory;
    private final Path backend;
    private final String expected;
    private final LoopbackServer server;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = exchange -> false;

    private GitServer(Path directory, String username, String secret) {
        this.directory = directory;
        this.backend = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Prerequisite.check(backend != null, "git http-backend is not installed");
        this.expected = username == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((username + ":" + secret).getBytes(StandardCharsets.UTF_8));
        this.server = LoopbackServer.start(this::respond);
    }

    /** Serves the repositories in a directory without a login. */
    public static GitServer open(Path directory) {
        return new GitServer(directory, null, null);
    }

    /** Serves them with a login. */
    public static GitServer closed(Path directory, String username, String secret) {
        return new GitServer(directory, username, secret);
    }

    public String url(String path) {
        return server.url("/" + path);
    }

    public List<String> requests() {
        return server.requests();
    }

    /** The headers of that name that were sent. */
    public List<String> authorizations() {
        return authorizations;
    }

    public void trouble(Trouble made) {
        trouble = made;
    }

    private void respond(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        if (trouble.responds(exchange)) {
            return;
        }
        if (expected != null && !expected.equals(authorization)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        Process process = start(exchange);
        Thread input = new Thread(() -> {
            try (OutputStream out = process.getOutputStream()) {
                exchange.getRequestBody().transferTo(out);
            } catch (IOException e) {
                // it has read enough
            }
        });
        input.start();
        try (InputStream in = process.getInputStream()) {
            int status = 200;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(": ");
                if (line.startsWith("Status: ")) {
                    status = Integer.parseInt(line.substring(8, 11));
                } else {
                    exchange.getResponseHeaders().add(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            byte[] body = in.readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Process start(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(backend.toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", directory.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getRawQuery()));
        environment.put("CONTENT_TYPE", orEmpty(exchange.getRequestHeaders().getFirst("Content-Type")));
        environment.put(
                "HTTP_CONTENT_ENCODING", orEmpty(exchange.getRequestHeaders().getFirst("Content-Encoding")));
        environment.put("GIT_PROTOCOL", orEmpty(exchange.getRequestHeaders().getFirst("Git-Protocol")));
        environment.put("REMOTE_USER", "somebody");
        environment.put("REMOTE_ADDR", "127.0.0.1");
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null) {
            environment.put("CONTENT_LENGTH", length);
        }
        return builder.start();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        server.close();
    }
}
