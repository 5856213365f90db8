package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryFolder;
import io.github.registryorg.metadata.RegistryFolder.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Json;
import io.github.registryorg.remote.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reading part of the OCI distribution specification, clause by clause, asked of a site that a host's own runtime
 * serves: nothing of it is left to plain files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EdgeApiContract {

    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String NAMELESS =
            Sample.ARM64.replace("\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\"", "\"config\"");
    private static final String DOCKER_IMAGE = Sample.ARM64.replace(ManifestText.MANIFEST, DOCKER);
    private static final String STRONG = Sample.ARM64.replace("\"layers\"", "\"annotations\":{\"a\":\"b\"},\"layers\"");
    private static final Digest SHA512 =
            Digest.ofContent(DigestAlgorithm.SHA512, STRONG.getBytes(StandardCharsets.UTF_8));
    private static final String SIGNATURE = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST
            + "\",\"artifactType\":\"application/vnd.example.signature\",\"config\":"
            + ManifestText.descriptor("application/vnd.oci.empty.v1+json", "{}") + ",\"layers\":["
            + ManifestText.descriptor("application/vnd.oci.empty.v1+json", "{}") + "],\"subject\":"
            + ManifestText.descriptor(ManifestText.MANIFEST, Sample.ARM64) + "}";
    private static final String AWAY_LAYER = "a layer in a store on the web";
    private static final String AWAY = ManifestText.image(Sample.ARM64_CONFIG, AWAY_LAYER);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private LoopbackServer store;
    private EdgeRuntime runtime;

    /** The host that the site is made for. */
    abstract String host();

    abstract EdgeRuntime start(Path site, Path folder);

    @BeforeAll
    void begin(@TempDir Path folder) {
        store = LoopbackServer.start(exchange -> {
            String hex = exchange.getRequestURI().getPath().replaceFirst("/blobs/sha256/", "");
            for (String blob : List.of(AWAY_LAYER, Sample.ARM64_CONFIG)) {
                if (ManifestText.digest(blob).hex().equals(hex)) {
                    LoopbackServer.send(exchange, blob.getBytes(StandardCharsets.UTF_8));
                    return;
                }
            }
            exchange.sendResponseHeaders(404, -1);
        });
        RegistryFolder registry = RegistryFolder.wellFormed(folder.resolve("registry"));
        registry.file("registry.yaml", "formatVersion: 1\nurl: https://registry.example\n");
        registry.blob(".store", "{}");
        for (String manifest : List.of(NAMELESS, DOCKER_IMAGE, SIGNATURE)) {
            registry.content("acme/app", manifest);
        }
        image(registry, "acme/app", "nameless", ManifestText.MANIFEST, NAMELESS);
        image(registry, "acme/app", "docker", DOCKER, DOCKER_IMAGE);
        image(registry, "acme/app", "index.html", ManifestText.MANIFEST, Sample.ARM64);
        image(registry, "acme/app", "2.0.html", DOCKER, DOCKER_IMAGE);
        image(registry, "acme/app", "_headers", ManifestText.MANIFEST, NAMELESS);
        registry.file(RegistryFolder.digestFile("acme/app", SHA512), STRONG);
        registry.tag(
                "acme/app",
                "strong",
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + SHA512,
                "size: " + size(STRONG));
        registry.page("acme/app/away", "store: " + store.url("/blobs"));
        registry.content("acme/app/away", AWAY).content("acme/app/away", Sample.ARM64_CONFIG);
        registry.tag(
                "acme/app/away",
                "1",
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + ManifestText.digest(AWAY),
                "size: "
                        + (ManifestText.size(AWAY)
                                + ManifestText.size(Sample.ARM64_CONFIG)
                                + ManifestText.size(AWAY_LAYER)));
        Path site = folder.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(), site, Host.of(host()), null, BlobMode.AUTO, RegistryStory.ACCESS));
        runtime = start(site, folder);
    }

    private static long size(String image) {
        return ManifestText.size(image)
                + ManifestText.size(Sample.ARM64_CONFIG)
                + ManifestText.size(Sample.SHARED_LAYER);
    }

    private static void image(RegistryFolder registry, String repository, String tag, String type, String manifest) {
        registry.tag(repository, tag, type, manifest, size(manifest));
    }

    @AfterAll
    void end() {
        if (runtime != null) {
            runtime.close();
        }
        store.close();
    }

    HttpResponse<byte[]> ask(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + runtime.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** GET, after it was seen that HEAD says the same without a body. */
    private HttpResponse<byte[]> get(String path, String... headers) {
        HttpResponse<byte[]> got = ask("GET", path, headers);
        HttpResponse<byte[]> head = ask("HEAD", path, headers);
        assertThat(head.statusCode()).as("HEAD %s", path).isEqualTo(got.statusCode());
        assertThat(head.body()).isEmpty();
        for (String name : List.of("Content-Type", "Docker-Content-Digest", "Location", "Link", "ETag")) {
            assertThat(header(head, name)).as("HEAD %s: %s", path, name).isEqualTo(header(got, name));
        }
        if (got.statusCode() == 200 || got.statusCode() >= 400) {
            assertThat(header(head, "Content-Length"))
                    .as("HEAD %s: Content-Length", path)
                    .isEqualTo(String.valueOf(got.body().length));
            assertThat(header(got, "Content-Length")).isEqualTo(String.valueOf(got.body().length));
        }
        assertThat(header(got, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(got, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
        assertThat(header(got, "Content-Encoding")).isNull();
        return got;
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(text(response), e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2"})
    void itIsARegistry(String path) {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{}");
    }

    /** Each type exactly, also where the body doesn't say it, and whatever the host makes of a file's name. */
    @ParameterizedTest
    @CsvSource({
        "1.4.2, " + ManifestText.INDEX,
        "arm64, " + ManifestText.MANIFEST,
        "nameless, " + ManifestText.MANIFEST,
        "docker, " + DOCKER,
        "index.html, " + ManifestText.MANIFEST,
        "2.0.html, " + DOCKER,
        "_headers, " + ManifestText.MANIFEST,
        "strong, " + ManifestText.MANIFEST
    })
    void manifestsByTag(String tag, String mediaType) {
        HttpResponse<byte[]> answer = get("/v2/acme/app/manifests/" + tag, "Accept", "*/*");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(mediaType);
        assertThat(header(answer, "Cache-Control")).contains("max-age=60", "no-transform");
        Digest digest = Digest.parse(header(answer, "Docker-Content-Digest"));
        assertThat(digest.matches(answer.body())).isTrue();

        HttpResponse<byte[]> byDigest = get("/v2/acme/app/manifests/" + digest);
        assertThat(byDigest.statusCode()).isEqualTo(200);
        assertThat(byDigest.body()).isEqualTo(answer.body());
        assertThat(header(byDigest, "Content-Type")).isEqualTo(mediaType);
        assertThat(header(byDigest, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(byDigest, "Cache-Control")).contains("immutable");
        assertThat(get("/v2/acme/app/manifests/" + digest.toString().replace(":", "%3A"))
                        .body())
                .isEqualTo(answer.body());
    }

    @Test
    void aStrongDigestIsItsOwnName() {
        assertThat(header(get("/v2/acme/app/manifests/strong"), "Docker-Content-Digest"))
                .isEqualTo(SHA512.toString());
    }

    @Test
    void whatAClientHasIsNotSentAgain() {
        String tag = header(get("/v2/acme/app/manifests/1.4.2"), "ETag");
        HttpResponse<byte[]> answer = ask("GET", "/v2/acme/app/manifests/1.4.2", "If-None-Match", "\"x\", W/" + tag);
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    /** A tag that is not there is not the file whose name begins like it. */
    @ParameterizedTest
    @CsvSource({
        "acme/app/manifests/2.0, MANIFEST_UNKNOWN, 404",
        "acme/app/manifests/index, MANIFEST_UNKNOWN, 404",
        "acme/app/manifests/-, MANIFEST_UNKNOWN, 404",
        "acme/app/manifests/sha256:00, DIGEST_INVALID, 400",
        "acme/app/manifests/md5:00000000000000000000000000000000, DIGEST_INVALID, 400",
        "acme/app/blobs/sha256:zz, DIGEST_INVALID, 400",
        "acme/app/referrers/latest, DIGEST_INVALID, 400",
        "acme/none/manifests/1.4.2, NAME_UNKNOWN, 404",
        "acme/none/tags/list, NAME_UNKNOWN, 404",
        "acme/manifests/1.4.2, NAME_UNKNOWN, 404",
        "Acme/app/tags/list, NAME_INVALID, 400",
        "acme//app/tags/list, NAME_INVALID, 400",
        "acme/app/tags/other, UNSUPPORTED, 404",
        "acme/app, UNSUPPORTED, 404",
        "%ff/manifests/1, NAME_INVALID, 400",
        "acme/app/manifests/%2e%2e%2f1.4.2, UNSUPPORTED, 404",
        "acme/..%2fapp/manifests/1.4.2, NAME_INVALID, 400"
    })
    void whatIsNotThereIsSaidInJson(String path, String code, int status) {
        HttpResponse<byte[]> answer = get("/v2/" + path);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(json(answer).at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(json(answer).at("/errors/0/message").asText()).isNotEmpty();
    }

    @Test
    void blobsInTheSite() {
        Digest digest = ManifestText.digest(Sample.SHARED_LAYER);
        HttpResponse<byte[]> answer = get("/v2/acme/app/blobs/" + digest);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(Sample.SHARED_LAYER);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(answer, "Cache-Control")).contains("immutable");

        HttpResponse<byte[]> unknown = get("/v2/acme/app/blobs/" + ManifestText.digest("nothing"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).at("/errors/0/code").asText()).isEqualTo("BLOB_UNKNOWN");
    }

    @Test
    void blobsInAStoreOnTheWeb() {
        Digest digest = ManifestText.digest(AWAY_LAYER);
        HttpResponse<byte[]> answer = get("/v2/acme/app/away/blobs/" + digest);
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(header(answer, "Location")).isEqualTo(store.url("/blobs/sha256/" + digest.hex()));
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
    }

    @Test
    void tagsInPages() {
        List<String> all =
                List.of("1.4.2", "2.0.html", "_headers", "arm64", "docker", "index.html", "nameless", "strong");
        HttpResponse<byte[]> whole = get("/v2/acme/app/tags/list");
        assertThat(json(whole).get("name").asText()).isEqualTo("acme/app");
        assertThat(texts(json(whole).get("tags"))).isEqualTo(all);
        assertThat(header(whole, "Link")).isNull();

        List<String> seen = new ArrayList<>();
        String next = "/v2/acme/app/tags/list?n=3";
        while (next != null) {
            HttpResponse<byte[]> page = get(next);
            assertThat(json(page).get("tags").size()).isBetween(1, 3);
            seen.addAll(texts(json(page).get("tags")));
            String link = header(page, "Link");
            assertThat(link == null || link.endsWith("; rel=\"next\"")).isTrue();
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).isEqualTo(all);
        assertThat(texts(json(get("/v2/acme/app/tags/list?last=docker")).get("tags")))
                .containsExactly("index.html", "nameless", "strong");
        assertThat(texts(json(get("/v2/acme/app/tags/list?last=d&n=1")).get("tags")))
                .containsExactly("docker");
        assertThat(json(get("/v2/acme/app/tags/list?n=0")).get("tags")).isEmpty();
        assertThat(json(get("/v2/acme/app/tags/list?n=1000")).get("tags")).hasSize(8);
        assertThat(get("/v2/acme/app/tags/list?n=-1").statusCode()).isEqualTo(400);
    }

    @Test
    void allRepositories() {
        assertThat(texts(json(get("/v2/_catalog")).get("repositories"))).containsExactly("acme/app", "acme/app/away");
        HttpResponse<byte[]> first = get("/v2/_catalog?n=1");
        assertThat(texts(json(first).get("repositories"))).containsExactly("acme/app");
        assertThat(header(first, "Link")).isEqualTo("</v2/_catalog?n=1&last=acme%2Fapp>; rel=\"next\"");
    }

    @Test
    void whatRefersToAManifest() {
        String path = "/v2/acme/app/referrers/" + ManifestText.digest(Sample.ARM64);
        HttpResponse<byte[]> all = get(path);
        assertThat(header(all, "Content-Type")).isEqualTo(ManifestText.INDEX);
        assertThat(header(all, "OCI-Filters-Applied")).isNull();
        assertThat(json(all).at("/manifests/0/digest").asText())
                .isEqualTo(ManifestText.digest(SIGNATURE).toString());

        String type = URLEncoder.encode("application/vnd.example.signature", StandardCharsets.UTF_8);
        HttpResponse<byte[]> some = get(path + "?artifactType=" + type);
        assertThat(json(some).get("manifests")).hasSize(1);
        assertThat(header(some, "OCI-Filters-Applied")).isEqualTo("artifactType");
        HttpResponse<byte[]> none = get(path + "?artifactType=a/b");
        assertThat(json(none).get("manifests")).isEmpty();
        assertThat(header(none, "Content-Type")).isEqualTo(ManifestText.INDEX);

        HttpResponse<byte[]> unknown = get("/v2/acme/app/referrers/" + ManifestText.digest("nothing"));
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(header(unknown, "Content-Type")).isEqualTo(ManifestText.INDEX);
        assertThat(json(unknown).get("manifests")).isEmpty();

        HttpResponse<byte[]> fallback = get("/v2/acme/app/manifests/sha256-"
                + ManifestText.digest(Sample.ARM64).hex());
        assertThat(fallback.body()).isEqualTo(all.body());
        assertThat(header(fallback, "Content-Type")).isEqualTo(ManifestText.INDEX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "PATCH", "DELETE"})
    void nothingCanBeWritten(String method) {
        HttpResponse<byte[]> answer = ask(method, "/v2/acme/app/manifests/1.4.2");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
        assertThat(json(answer).at("/errors/0/code").asText()).isEqualTo("UNSUPPORTED");
    }

    @Test
    void browsersMayAsk() {
        HttpResponse<byte[]> answer = ask("OPTIONS", "/v2/acme/app/tags/list", "Origin", "https://elsewhere.example");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
    }

    @Test
    void pagesAreLeftToTheHost() {
        HttpResponse<byte[]> page = ask("GET", "/acme/app/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(ask("GET", "/none").statusCode()).isEqualTo(404);
    }
}
