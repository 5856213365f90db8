package io.github.registryorg.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Json;
import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Serves the files of a site by the rules of a host that can't be run here, from its documentation. */
public final class FileServer {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String OTHER = "application/octet-stream";

    /** What one path is answered with. */
    private record Response(int status, Map<String, String> headers, byte[] body) {

        static Response of(int status, String type, byte[] body) {
            return new Response(status, Map.of("Content-Type", type), body);
        }
    }

    /** Decides by the decoded path, which begins with a slash. */
    @FunctionalInterface
    private interface Rules {
        Response respond(String path) throws IOException;
    }

    private FileServer() {}

    private static LoopbackServer start(Rules rules) {
        return LoopbackServer.start(exchange ->
                send(exchange, rules.respond(exchange.getRequestURI().getPath())));
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    /** Everything is a page, without a header that keeps a script from running. */
    public static LoopbackServer careless(Map<String, Map.Entry<String, String>> files) {
        return start(path -> files.containsKey(path)
                ? Response.of(
                        200,
                        files.get(path).getKey(),
                        files.get(path).getValue().getBytes(StandardCharsets.UTF_8))
                : Response.of(404, "text/plain", new byte[0]));
    }

    /** Types by mime-db, a directory's index.html, a page's name without its ending, and the site's own page for 404. */
    public static LoopbackServer githubPages(Path site) {
        Map<String, String> types = types();
        return start(path -> {
            Path file = site.resolve(path.substring(1));
            if (Files.isDirectory(file)) {
                file = file.resolve("index.html");
            } else if (!Files.exists(file)) {
                file = file.resolveSibling(file.getFileName() + ".html");
            }
            return Files.isRegularFile(file)
                    ? Response.of(200, type(types, file.getFileName().toString()), Files.readAllBytes(file))
                    : Response.of(404, HTML, Files.readAllBytes(site.resolve("404.html")));
        });
    }

    /**
     * The same, but that GitLab Pages types a file whose ending it doesn't know by its first bytes, as the MIME Sniffing Standard
     * does; its server is written in Go, whose library follows that.
     */
    public static LoopbackServer gitlabPages(Path site) {
        Map<String, String> types = types();
        return start(path -> {
            Path file = site.resolve(path.substring(1));
            if (Files.isDirectory(file)) {
                file = file.resolve("index.html");
            } else if (!Files.exists(file)) {
                file = file.resolveSibling(file.getFileName() + ".html");
            }
            if (!Files.isRegularFile(file)) {
                return Response.of(404, HTML, Files.readAllBytes(site.resolve("404.html")));
            }
            byte[] content = Files.readAllBytes(file);
            String type = type(types, file.getFileName().toString());
            return Response.of(200, type.equals(OTHER) ? sniffed(content) : type, content);
        });
    }

    private static String sniffed(byte[] content) {
        String start =
                new String(content, 0, Math.min(content.length, 512), StandardCharsets.ISO_8859_1).stripLeading();
        if (start.startsWith("<?xml")) {
            return "text/xml; charset=utf-8";
        }
        boolean isBinary =
                start.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != 27);
        return start.startsWith("<") ? HTML : isBinary ? OTHER : "text/plain; charset=utf-8";
    }

    private static String type(Map<String, String> types, String name) {
        int dot = name.lastIndexOf('.');
        String type = dot < 0 ? null : types.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return type == null ? OTHER : type.equals("text/html") ? HTML : type;
    }

    /** Where an ending has several types, the one that a browser would run scripts of. */
    private static Map<String, String> types() {
        Map<String, String> types = new TreeMap<>();
        try (var in = FileServer.class.getResourceAsStream("/mime-db.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(line -> Stream.of(line)
                            .skip(1)
                            .forEach(ending -> types.merge(
                                    ending, line[0], (one, other) -> one.matches(".*[/+](html|xml)") ? one : other)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return types;
    }

    /** The objects that registry:deploy makes, each with its own type. */
    public static LoopbackServer bucket(Path site) {
        Map<String, Response> objects = objects(site);
        return start(path -> objects.getOrDefault(
                path.substring(1), Response.of(404, "application/xml", "<Error/>".getBytes(StandardCharsets.UTF_8))));
    }

    /** How each file of a site is to be served. */
    @FunctionalInterface
    public interface Delivery {
        Delivered of(FileIndex.Row row, String content);
    }

    /**
     * What a reader gets.
     *
     * @param policy in the header; empty for none
     */
    public record Delivered(String type, String policy, String content) {}

    /** The files of a site, all of which are text, and the directories of its pages, as a test wants them. */
    public static LoopbackServer delivering(Path site, Delivery delivery) {
        Map<String, Response> responses = new TreeMap<>();
        new FileIndex(site).forEach(row -> {
            String text = new String(read(site.resolve(row.path())), StandardCharsets.UTF_8);
            Delivered delivered = delivery.of(row, text);
            Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", delivered.type()));
            if (!delivered.policy().isEmpty()) {
                headers.put("Content-Security-Policy", delivered.policy());
            }
            Response response = new Response(200, headers, delivered.content().getBytes(StandardCharsets.UTF_8));
            responses.put("/" + row.path(), response);
            responses.put("/" + row.path().replaceFirst("(^|/)index\\.html$", "$1"), response);
        });
        return start(path -> responses.getOrDefault(path, Response.of(404, "text/plain", new byte[0])));
    }

    private static Map<String, Response> objects(Path site) {
        Map<String, Response> objects = new TreeMap<>();
        new FileIndex(site).forEach(row -> {
            String path = row.path();
            Response response = Response.of(200, row.contentType(), read(site.resolve(path)));
            if (!path.startsWith("-/host/")) {
                objects.put(path, response);
            }
            if (path.endsWith("/index.html")) {
                objects.put(path.substring(0, path.length() - "index.html".length()), response);
            }
        });
        return objects;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same objects, with the headers of the function for responses. */
    public static LoopbackServer cloudfront(Path site, Path directory) throws IOException {
        Map<String, Response> objects = objects(site);
        StringBuilder events = new StringBuilder();
        objects.forEach((path, response) -> {
            ObjectNode event = Json.object();
            event.putObject("request").put("uri", "/" + path);
            event.putObject("response")
                    .putObject("headers")
                    .putObject("content-type")
                    .put("value", response.headers().get("Content-Type"));
            events.append(event).append('\n');
        });
        Path harness = directory.resolve("cloudfront-functions.js");
        try (var in = FileServer.class.getResourceAsStream("/cloudfront-functions.js")) {
            Files.write(harness, in.readAllBytes());
        }
        List<String> responses = RealClient.of("node")
                .run(
                        directory,
                        harness.toString(),
                        site.resolve("-/host/cloudfront/viewer-response.js").toString(),
                        Files.writeString(directory.resolve("events"), events).toString())
                .lines()
                .toList();
        Map<String, Response> named = new TreeMap<>();
        int line = 0;
        for (Map.Entry<String, Response> object : objects.entrySet()) {
            JsonNode headers = PlainJson.READER.readTree(responses.get(line++)).get("headers");
            Map<String, String> values = new TreeMap<>();
            headers.properties()
                    .forEach(header -> values.put(
                            header.getKey(), header.getValue().get("value").asText()));
            named.put(
                    "/" + object.getKey(),
                    new Response(200, values, object.getValue().body()));
        }
        return start(path -> named.getOrDefault(
                path.equals("/") ? "/index.html" : path,
                Response.of(404, "application/xml", "<Error/>".getBytes(StandardCharsets.UTF_8))));
    }
}
