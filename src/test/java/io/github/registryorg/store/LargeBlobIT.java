package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five gibibytes through a JVM of 256 mebibytes, to a service that looks at every byte and keeps none. */
class LargeBlobIT {

    private static final long SIZE = 5L * 1024 * 1024 * 1024 + 12_345;
    private static final int TIMEOUT_MINUTES = 8;
    private static final Pattern PART = Pattern.compile("partNumber=(\\d+)");

    private final Map<Integer, Long> parts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile String sha256;
    private volatile boolean complete;

    @TempDir
    Path directory;

    @Test
    void blob_of5GiB_needsLittleMemory() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                respond(exchange);
            }
        });
        server.start();
        try {
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeUpload.class.getName(),
                            "http://127.0.0.1:" + server.getAddress().getPort(),
                            String.valueOf(SIZE))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            assertThat(ended).as(Files.readString(log)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            assertThat(log).content().contains("WRITTEN");
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
        assertThat(wrong).isEmpty();
        assertThat(complete).isTrue();
        assertThat(parts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(SIZE);
    }

    /** The response of S3 for this one object. */
    private void respond(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String method = exchange.getRequestMethod();
        if (method.equals("HEAD") && exchange.getRequestURI().getPath().equals("/" + S3Service.BUCKET)) {
            exchange.sendResponseHeaders(200, -1);
        } else if (method.equals("HEAD") && !complete) {
            exchange.sendResponseHeaders(404, -1);
        } else if (method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(SIZE));
            exchange.getResponseHeaders().set("x-amz-meta-sha256", sha256);
            exchange.sendResponseHeaders(200, -1);
        } else if (method.equals("GET") && query.startsWith("uploads")) {
            say(exchange, "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
        } else if (method.equals("POST") && query.equals("uploads")) {
            sha256 = exchange.getRequestHeaders().getFirst("x-amz-meta-sha256");
            say(exchange, "<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>");
        } else if (method.equals("PUT")) {
            Matcher part = PART.matcher(query);
            wrong(part.find() ? null : "an object in one piece");
            read(Integer.parseInt(part.group(1)), exchange.getRequestBody());
            exchange.getResponseHeaders().set("ETag", "\"" + part.group(1) + "\"");
            exchange.sendResponseHeaders(200, -1);
        } else if (method.equals("POST")) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            complete = true;
            say(exchange, "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
        } else {
            exchange.sendResponseHeaders(501, -1);
        }
    }

    /** All parts have the size of the first, but the last. */
    private void read(int number, InputStream body) throws IOException {
        long at = (number - 1L) * 8 * LargeContent.BLOCK;
        long begin = at;
        byte[] expected = LargeContent.block();
        byte[] got = new byte[LargeContent.BLOCK];
        for (int count = body.readNBytes(got, 0, got.length); count > 0; count = body.readNBytes(got, 0, got.length)) {
            LargeContent.fill(expected, at / LargeContent.BLOCK);
            wrong(Arrays.equals(got, 0, count, expected, 0, count) ? null : "other bytes at " + at);
            at += count;
        }
        parts.put(number, at - begin);
    }

    private void wrong(String what) {
        if (what != null) {
            wrong.add(what);
        }
    }

    private static void say(HttpExchange exchange, String xml) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
