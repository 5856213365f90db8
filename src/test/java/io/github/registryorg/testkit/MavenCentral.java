package io.github.registryorg.testkit;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * What the build and its integration tests have downloaded stands for Maven Central: it has all but the plugin. Settings
 * of Maven name it in Central's place.
 */
public final class MavenCentral implements AutoCloseable {

    private static final Pattern SETTINGS = Pattern.compile("(?s)```xml\n(<settings>.*?</settings>\n)```");

    private final LoopbackServer server = LoopbackServer.start(MavenCentral::respond);

    private MavenCentral() {}

    public static MavenCentral start() {
        return new MavenCentral();
    }

    private static void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        byte[] body = new byte[0];
        if (path.endsWith(".sha1")) {
            // Maven 4 insists on it, and not every local repository has kept it
            Optional<Path> content = file(path.replaceFirst("\\.sha1$", ""));
            body = content.isPresent() ? sha1(Files.readAllBytes(content.get())) : body;
        } else if (file(path).isPresent()) {
            body = Files.readAllBytes(file(path).get());
        }
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Optional<Path> file(String path) {
        Path ofBuild = Path.of(URI.create(System.getProperty("it.localRepositoryUrl")));
        Path ofTests = Path.of(System.getProperty("it.repository"));
        return path.contains("/registry-org/")
                ? Optional.empty()
                : List.of(ofBuild, ofTests).stream()
                        .map(repository -> repository.resolve(path))
                        .filter(Files::isRegularFile)
                        .findFirst();
    }

    /** The content of a file of checksums. */
    public static byte[] sha1(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(content);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Settings of somebody who has none, in a new file of this directory. */
    public Path settings(Path directory) throws IOException {
        return write(directory, "<settings>" + mirror() + "</settings>");
    }

    /**
     * Settings of somebody who has read a page about getting the plugin.
     *
     * @param page that prints them
     * @param place that has the plugin
     */
    public Path settings(Path directory, DocumentationPage page, LoopbackServer place) throws IOException {
        Matcher printed = SETTINGS.matcher(page.text());
        Assertions.assertTrue(printed.find());
        return write(
                directory,
                printed.group(1)
                        .replace("https://maven.acme.example/releases", place.url("/"))
                        .replace("<settings>", "<settings>" + mirror()));
    }

    private static Path write(Path directory, String settings) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "settings", ".xml"), settings);
    }

    private String mirror() {
        return "<mirrors><mirror><id>central-copy</id><mirrorOf>central</mirrorOf><url>" + server.url("/")
                + "</url></mirror></mirrors>";
    }

    @Override
    public void close() {
        server.close();
    }
}
