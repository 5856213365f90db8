package io.github.registryorg.testkit;

import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The release that {@code .ci/staged-release} has made of this commit. Where there is none, the test is reported as
 * skipped; in CI it fails.
 *
 * @param directory with {@code staging}, {@code again}, {@code key.asc} and {@code central-bundle.zip}
 */
public record StagedRelease(Path directory) {

    private static final String ARTIFACT = "registry-maven-plugin";

    public static StagedRelease ofThisBuild() {
        Path directory = Path.of(System.getProperty("it.release", "target/release"));
        Prerequisite.check(
                Files.exists(directory.resolve("central-bundle.zip")),
                "there is no release (.ci/staged-release makes one)");
        return new StagedRelease(directory);
    }

    /** The Maven repository that was deployed into. */
    public Path staging() {
        return directory.resolve("staging");
    }

    /** With the files of the one version. */
    public Path files() {
        try (Stream<Path> versions =
                Files.list(staging().resolve("io/github/registry-org").resolve(ARTIFACT))) {
            return versions.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String version() {
        return files().getFileName().toString();
    }

    /** One of its files, such as {@code -sources.jar}. */
    public Path file(String suffix) {
        return files().resolve(ARTIFACT + "-" + version() + suffix);
    }

    /** {@code groupId:artifactId:version}, as Maven takes it. */
    public String plugin() {
        return "io.github.registry-org:" + ARTIFACT + ":" + version();
    }

    /** The repository as any web server serves it. */
    public LoopbackServer serve() {
        return serve(Map.of());
    }

    /** The same with other content of some files, by their names. */
    public LoopbackServer serve(Map<String, byte[]> others) {
        return LoopbackServer.start(exchange -> {
            Path file = staging().resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] other = others.get(file.getFileName().toString());
            boolean isFile = Files.isRegularFile(file);
            byte[] body = other == null && isFile ? Files.readAllBytes(file) : other == null ? new byte[0] : other;
            exchange.sendResponseHeaders(other != null || isFile ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    /** What Maven Central requires of each file. */
    public static List<String> checksums() {
        return List.of("md5", "sha1", "sha256", "sha512");
    }
}
