package io.github.registryorg;

import static io.github.registryorg.metadata.ManifestText.size;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.ServerPrograms;
import io.github.registryorg.testkit.Skopeo;
import io.github.registryorg.testkit.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tag moves between two manifests of one size, and other files change without changing their size; the site goes to a web
 * server by the commands of the README. What readers get then is the new, from the server and from a cache in front of it,
 * whatever they have from before.
 */
class MovedTagIT {

    private static final String APP = "/v2/acme/app/";
    private static final String CONFIG = Sample.AMD64_CONFIG;
    private static final String FIRST = image("a");
    private static final String SECOND = image("b");
    private static final String FIRST_SIGNATURE = signature("a");
    private static final String SECOND_SIGNATURE = signature("b");
    private static final String FIRST_SIF = sif("image a");
    private static final String SECOND_SIF = sif("image b");

    /** What is read beside manifests, all of it with another content and the same size after the move. */
    private static final List<String> CHANGING = List.of(
            APP + "manifests/1.0",
            APP + "tags/list",
            APP + "referrers/" + digest(FIRST),
            APP + "manifests/" + digest(FIRST).toString().replace(':', '-'),
            "/v1/images/acme/sif:1.0",
            "/v1/imagefile/acme/sif:1.0",
            "/acme/app/manifests/1.0/",
            "/acme/app/tags/",
            "/acme/app/");

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temporary;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private RegistryDirectory registry;
    private Path site;
    private Path served;
    private WebServer server;
    private WebServer cache;

    private static String annotated(String manifest, String note) {
        return ManifestText.with(manifest, "annotations", "{\"note\":\"" + note + "\"}");
    }

    private static String image(String note) {
        return annotated(ManifestText.image(CONFIG, Sample.SHARED_LAYER, Sample.AMD64_LAYER), note);
    }

    private static String signature(String note) {
        String signature = ManifestText.with(
                ManifestText.image(CONFIG, Sample.SHARED_LAYER, Sample.AMD64_LAYER),
                "artifactType",
                "\"application/vnd.example.signature\"");
        return ManifestText.with(
                annotated(signature, note), "subject", ManifestText.descriptor(ManifestText.MANIFEST, FIRST));
    }

    private static String sif(String layer) {
        return ManifestText.image(CONFIG, layer)
                .replace(ManifestText.CONFIG, MediaType.SIF_CONFIG.value())
                .replace(ManifestText.LAYER, "application/vnd.sylabs.sif.layer.v1.sif");
    }

    private static Digest digest(String content) {
        return ManifestText.digest(content);
    }

    @BeforeEach
    void publish() throws IOException {
        site = temporary.resolve("target/registry-site");
        served = Files.createDirectories(temporary.resolve("srv/registry"));
        registry = new RegistryDirectory(Files.createDirectories(temporary.resolve("registry")))
                .file("registry.yaml", "formatVersion: 1\ntitle: Moves\n");
        for (String repository : List.of("acme/app", "acme/sif")) {
            registry.page(repository, "store: file:.store").content(repository, CONFIG);
        }
        List.of(CONFIG, Sample.SHARED_LAYER, Sample.AMD64_LAYER, "image a", "image b")
                .forEach(blob -> registry.blob(".store", blob));
        List.of(FIRST, SECOND).forEach(manifest -> registry.content("acme/app", manifest));
        List.of(FIRST_SIF, SECOND_SIF).forEach(manifest -> registry.content("acme/sif", manifest));
        assertThat(size(FIRST)).isEqualTo(size(SECOND));
    }

    @AfterEach
    void end() {
        if (cache != null) {
            cache.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Makes the site of a registry in which tag 1.0 is the first or the second image. */
    private void makeSite(String host, boolean first) throws IOException {
        String[] signatures = {FIRST_SIGNATURE, SECOND_SIGNATURE};
        String[] tags = {"here", "next"};
        int now = first ? 0 : 1;
        String image = first ? FIRST : SECOND;
        String sif = first ? FIRST_SIF : SECOND_SIF;
        long size = size(image) + size(CONFIG) + size(Sample.SHARED_LAYER) + size(Sample.AMD64_LAYER);
        registry.tag("acme/app", "1.0", ManifestText.MANIFEST, image, size)
                .tag("acme/app", tags[now], ManifestText.MANIFEST, SECOND, size)
                .tag("acme/sif", "1.0", ManifestText.MANIFEST, sif, size(sif) + size(CONFIG) + size("image a"))
                .content("acme/app", signatures[now]);
        FileTrees.clear(registry.path("acme/app/manifests/" + tags[1 - now]));
        Files.deleteIfExists(registry.path(RegistryDirectory.digestFile("acme/app", digest(signatures[1 - now]))));
        new StaticRegistry()
                .site(new SiteRequest(registry.root(), site, Host.of(host), null, BlobMode.AUTO, RegistryStory.ACCESS));
    }

    /** Runs the commands that the documentation has for this, with another directory for the server's. */
    private void copyAsDocumented() throws IOException {
        List<String> commands = Files.readAllLines(Path.of("src/site/markdown/hosts.md")).stream()
                .filter(line -> line.startsWith("rsync "))
                .toList();
        assertThat(commands).hasSize(3).allMatch(line -> line.endsWith(" target/registry-site/ /srv/registry/"));
        for (String command : commands) {
            RealClient.of("bash").run(temporary, "-c", command.replace("/srv/registry/", served + "/"));
        }
    }

    private HttpResponse<byte[]> ask(String method, WebServer whom, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + whom.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        return ask("GET", server, path, headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private byte[] inSite(String path) throws IOException {
        return Files.readAllBytes(site.resolve(path.substring(1)).resolve(path.endsWith("/") ? "index.html" : ""));
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
    }

    private static Stream<Arguments> servers() {
        return Stream.of("nginx", "apache", "caddy")
                .flatMap(host -> Arrays.stream(ServerPrograms.values()).map(programs -> Arguments.of(host, programs)));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void movedTag_afterTheCommandsOfTheReadme_isTheNewImage(String host, ServerPrograms programs) throws IOException {
        makeSite(host, true);
        copyAsDocumented();
        server = WebServer.start(programs, host, Files.createDirectories(temporary.resolve("server")), served);
        cache = WebServer.ofCache(Files.createDirectories(temporary.resolve("cache-server")), server);
        assertManifest(APP + "manifests/1.0", FIRST);
        awaitFromCache(FIRST);
        boolean first = true;
        for (int move = 0; move < 2; move++) {
            Map<String, HttpResponse<byte[]>> before = new LinkedHashMap<>();
            CHANGING.forEach(path -> before.put(path, get(path)));

            first = !first;
            makeSite(host, first);
            copyAsDocumented();

            assertThat(FileTrees.of(served)).isEqualTo(FileTrees.of(site));
            String now = first ? FIRST : SECOND;
            assertManifest(APP + "manifests/1.0", now);
            for (String manifest : List.of(FIRST, SECOND)) {
                assertManifest(APP + "manifests/" + digest(manifest), manifest);
            }
            assertNothingOldIsConfirmed(before);
            assertNoTagOfTimeAndSizeIsConfirmed(now);
            awaitFromCache(now);
            assertCopied(server, now);
            assertCopied(cache, now);
        }
    }

    private void assertManifest(String path, String manifest) {
        HttpResponse<byte[]> got = get(path);
        assertThat(got.body()).as(path).asString(StandardCharsets.UTF_8).isEqualTo(manifest);
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<byte[]> response = ask(method, server, path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertNames(response, manifest);
            assertThat(header(response, "Content-Length")).isEqualTo(Long.toString(size(manifest)));
            assertThat(header(response, "Last-Modified")).as(path).isNull();
            for (String known : List.of(tag(manifest), "\"x\", W/" + tag(manifest), "*")) {
                HttpResponse<byte[]> same = ask(method, server, path, "If-None-Match", known);
                assertThat(same.statusCode())
                        .as("%s %s: %s", method, path, known)
                        .isEqualTo(304);
                assertThat(same.body()).isEmpty();
                assertThat(same.headers().allValues("ETag")).containsExactly(tag(manifest));
                assertThat(header(same, "Content-Length")).isIn(null, Long.toString(size(manifest)));
            }
            HttpResponse<byte[]> other = ask(method, server, path, "If-None-Match", "\"" + digest("other") + "\"");
            assertThat(other.statusCode()).isEqualTo(200);
            assertNames(other, manifest);
        }
    }

    private static String tag(String manifest) {
        return "\"" + digest(manifest) + "\"";
    }

    private static void assertNames(HttpResponse<byte[]> response, String manifest) {
        assertThat(response.headers().allValues("Docker-Content-Digest"))
                .containsExactly(digest(manifest).toString());
        assertThat(response.headers().allValues("ETag")).containsExactly(tag(manifest));
    }

    /** By the server's headers of the old, and by the time of day. */
    private void assertNothingOldIsConfirmed(Map<String, HttpResponse<byte[]>> before) throws IOException {
        for (Map.Entry<String, HttpResponse<byte[]>> old : before.entrySet()) {
            String path = old.getKey();
            byte[] content = inSite(path);
            assertThat(content)
                    .as(path)
                    .isNotEqualTo(old.getValue().body())
                    .hasSameSizeAs(old.getValue().body());
            String modified = header(old.getValue(), "Last-Modified");
            String tag = header(old.getValue(), "ETag");
            String now = date(Instant.now());
            for (List<String> conditions : List.of(
                    List.of("If-None-Match", tag == null ? "\"none\"" : tag),
                    List.of("If-Modified-Since", modified == null ? now : modified),
                    List.of("If-Modified-Since", now))) {
                HttpResponse<byte[]> response = get(path, conditions.toArray(String[]::new));
                assertThat(response.statusCode()).as("%s %s", path, conditions).isEqualTo(200);
                assertThat(response.body()).as("%s %s", path, conditions).isEqualTo(content);
            }
        }
    }

    /** What these servers have for an ETag by default, and what readers may still have from another configuration. */
    private void assertNoTagOfTimeAndSizeIsConfirmed(String manifest) throws IOException {
        for (String name : List.of("1.0", digest(manifest).toString())) {
            Path file = served.resolve(APP.substring(1) + "manifests/" + name);
            Instant time = Files.getLastModifiedTime(file).toInstant();
            long nanos = TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
            long size = Files.size(file);
            for (String tag : List.of(
                    Long.toHexString(time.getEpochSecond()) + "-" + Long.toHexString(size),
                    Long.toHexString(size) + "-" + Long.toHexString(TimeUnit.NANOSECONDS.toMicros(nanos)),
                    Long.toString(time.getEpochSecond(), Character.MAX_RADIX)
                            + Long.toString(size, Character.MAX_RADIX),
                    Long.toString(nanos, Character.MAX_RADIX) + Long.toString(size, Character.MAX_RADIX))) {
                assertThat(get(APP + "manifests/1.0", "If-None-Match", "\"" + tag + "\"")
                                .statusCode())
                        .as(tag)
                        .isEqualTo(200);
            }
        }
    }

    /** What is a second old is requested again; until then the cache may have the old. */
    private void awaitFromCache(String manifest) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            HttpResponse<byte[]> response = ask("GET", cache, APP + "manifests/1.0");
            assertThat(header(response, "Docker-Content-Digest"))
                    .isEqualTo(Digest.sha256(response.body()).toString());
            assertThat(header(response, "ETag")).isEqualTo("\"" + header(response, "Docker-Content-Digest") + "\"");
            if (Arrays.equals(response.body(), manifest.getBytes(StandardCharsets.UTF_8))) {
                return;
            }
            assertThat(System.nanoTime())
                    .as("the cache still has the old manifest")
                    .isLessThan(end);
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private void assertCopied(WebServer from, String manifest) throws IOException {
        Path copy = temporary.resolve("copy");
        FileTrees.clear(copy);
        Skopeo.in(temporary).pull(from.address() + "/acme/app:1.0", "copy");
        assertThat(copy.resolve("manifest.json")).hasContent(manifest);
    }
}
