package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.PlainJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the distribution specification (its main branch, 2026: "Pull" and "Content Discovery") requires of a registry
 * that can only be read, clause by clause, and what real clients need beyond it; tested with a server, so with its
 * configuration. What may be missing is what the host declares that it can't do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiContract {

    private static final String APP = "/v2/acme/app/";
    private static final String ABSENT = "sha256:" + "0".repeat(64);
    private static final List<String> TAGS = List.of(
            "1.0",
            "1.10",
            "1.9",
            "2.0",
            "_headers",
            "docker",
            "docker-list",
            "index.html",
            "latest",
            "x.en",
            "x.gz",
            "x.shtml",
            "x.var");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String host;
    private KnownRegistry known;
    private AutoCloseable server;
    private String base;

    ApiContract(String host) {
        this.host = host;
    }

    /** A server that has been started. */
    record Started(AutoCloseable server, String address) {}

    /** Starts what serves this site. */
    abstract Started start(Path directory, KnownRegistry registry);

    @BeforeAll
    void serve(@TempDir Path directory) throws IOException {
        known = new KnownRegistry(directory, null).makeSite(host, BlobMode.AUTO);
        Started started = start(directory, known);
        server = started.server();
        base = "http://" + started.address();
    }

    @AfterAll
    void close() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private boolean can(HostAbility ability) {
        return Host.of(host).capabilities().can(ability);
    }

    private HttpResponse<byte[]> ask(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, HttpRequest.BodyPublishers.noBody());
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

    HttpResponse<byte[]> get(String path, String... headers) {
        return ask("GET", path, headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        List<String> values = response.headers().allValues(name);
        assertThat(values).as(name).hasSizeLessThan(2);
        return values.isEmpty() ? null : values.get(0);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return PlainJson.READER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(new String(response.body(), StandardCharsets.UTF_8), e);
        }
    }

    void assertError(HttpResponse<byte[]> response, int status, String code) {
        assertThat(response.statusCode()).as("%s", response.uri()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).as("%s", response.uri()).isEqualTo("application/json");
        assertThat(json(response).at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(json(response).at("/errors/0/message").asText()).isNotEmpty();
        assertThat(header(response, "Docker-Content-Digest")).isNull();
        assertThat(header(response, "Cache-Control")).isNotEqualTo(cacheForEver());
    }

    HttpResponse<byte[]> assertHeadIsGet(String path, String... headers) {
        HttpResponse<byte[]> got = get(path, headers);
        HttpResponse<byte[]> head = ask("HEAD", path, headers);
        assertThat(head.statusCode()).as("HEAD %s", path).isEqualTo(got.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).as("HEAD %s", path).isEqualTo(Integer.toString(got.body().length));
        for (String name : List.of("Content-Type", "Docker-Content-Digest", "ETag", "Cache-Control", "Link")) {
            assertThat(header(head, name)).as("HEAD %s: %s", path, name).isEqualTo(header(got, name));
        }
        return got;
    }

    // ---- end-1

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2/?x=y"})
    void base_ofTheApi_isARegistry(String path) {
        HttpResponse<byte[]> response = assertHeadIsGet(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
        assertThat(json(response).isObject()).isTrue();
    }

    // ---- end-2 and end-3: manifests

    private record Named(String path, RawManifest manifest, boolean digest) {}

    private Stream<Named> manifests() {
        Stream<Named> tags = Stream.of(
                new Named(APP + "manifests/latest", known.index, false),
                new Named(APP + "manifests/1.0", known.image, false),
                new Named(APP + "manifests/index.html", known.image, false),
                new Named(APP + "manifests/_headers", known.image, false),
                new Named(APP + "manifests/x.gz", known.image, false),
                new Named(APP + "manifests/x.en", known.image, false),
                new Named(APP + "manifests/x.shtml", known.image, false),
                new Named(APP + "manifests/x.var", known.image, false),
                new Named(APP + "manifests/docker", known.docker, false),
                new Named(APP + "manifests/docker-list", known.list, false),
                new Named("/v2/acme/app/nested/manifests/1.0", known.image, false),
                new Named("/v2/a/manifests/1", known.docker, false),
                new Named("/v2/a-b.c__d/e/manifests/B", known.list, false),
                new Named("/v2/more/manifests/2.0.html", known.docker, false),
                new Named("/v2/more/manifests/nameless", known.nameless, false));
        Stream<Named> digests = Stream.of(
                        known.index, known.image, known.docker, known.list, known.signature, known.report)
                .map(manifest -> new Named(APP + "manifests/" + manifest.digest(), manifest, true));
        return Stream.concat(tags, digests);
    }

    private void assertManifest(HttpResponse<byte[]> response, Named named) {
        assertThat(response.statusCode()).as(named.path()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(named.manifest().bytes());
        assertThat(header(response, "Content-Type"))
                .as(named.path())
                .isEqualTo(named.manifest().mediaType().value());
        assertThat(header(response, "Docker-Content-Digest"))
                .as(named.path())
                .isEqualTo(named.manifest().digest().toString());
        assertThat(header(response, "Content-Encoding")).as(named.path()).isNull();
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(response.body().length));
        assertThat(header(response, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
    }

    @Test
    void manifest_served_hasItsBytesAndType() {
        manifests().forEach(named -> assertManifest(assertHeadIsGet(named.path()), named));
    }

    @Test
    void manifest_bySha512_isServed() {
        for (String name : List.of("strong", known.sha512.toString())) {
            HttpResponse<byte[]> response = assertHeadIsGet("/v2/more/manifests/" + name);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(known.strong);
            assertThat(header(response, "Content-Type")).isEqualTo(KnownRegistry.OCI);
            assertThat(header(response, "Docker-Content-Digest")).isEqualTo(known.sha512.toString());
        }
    }

    @Test
    void digest_withEncodedColon_isServed() {
        String digest = known.index.digest().toString().replace(":", "%3A");
        assertManifest(get(APP + "manifests/" + digest), new Named(APP + "manifests/" + digest, known.index, true));
    }

    @Test
    void accept_ofClients_isIgnored() {
        for (String accept : List.of("*/*", KnownRegistry.OCI, KnownRegistry.DOCKER, "text/html")) {
            manifests().forEach(named -> assertManifest(get(named.path(), "Accept", accept), named));
        }
        manifests().forEach(named -> assertManifest(get(named.path(), "Accept-Encoding", "gzip, br"), named));
    }

    @Test
    void query_unknown_isIgnored() {
        manifests().forEach(named -> assertManifest(get(named.path() + "?ns=docker.io&n=1"), named));
    }

    @Test
    void manifest_byDigest_isCachedForeverAndByTagShortly() {
        manifests()
                .forEach(named -> assertThat(header(get(named.path()), "Cache-Control"))
                        .as(named.path())
                        .isEqualTo(named.digest() ? cacheForEver() : cacheOfTags()));
    }

    /** While a new site is put in place of an old one, some of its files are there and some not. */
    @Test
    void tag_duringAnUpdate_isConsistentWithItsDigest() throws IOException {
        assumeTrue(List.of("nginx", "apache", "caddy").contains(host), "what a tag names stands beside it");
        Path moved = known.site.resolve("v2/acme/app/nested/manifests/1.0");
        byte[] before = Files.readAllBytes(moved);
        try {
            Files.delete(moved);
            Files.write(moved, known.report.bytes());
            assertManifest(
                    get("/v2/acme/app/nested/manifests/1.0"),
                    new Named("/v2/acme/app/nested/manifests/1.0", known.image, false));
        } finally {
            Files.write(moved, before);
        }
    }

    /** The cache header of what never changes. */
    String cacheForEver() {
        return FOR_EVER;
    }

    /** The cache header of names that move. */
    String cacheOfTags() {
        return "public, max-age=60";
    }

    @Test
    void etag_matching_isNotModified() {
        manifests().forEach(named -> {
            String tag = header(get(named.path()), "ETag");
            assertThat(get(named.path(), "If-None-Match", tag).statusCode()).isEqualTo(304);
            HttpResponse<byte[]> several =
                    get(named.path(), "If-None-Match", "\"x\", W/" + tag.replaceFirst("^W/", ""));
            assertThat(several.statusCode()).as(named.path()).isEqualTo(304);
            assertThat(several.body()).isEmpty();
        });
    }

    @Test
    void path_absent_isUnknown() {
        assertError(get(APP + "manifests/nope"), 404, "MANIFEST_UNKNOWN");
        assertError(get(APP + "manifests/" + ABSENT), 404, "MANIFEST_UNKNOWN");
        assertError(get(APP + "manifests/LATEST"), 404, "MANIFEST_UNKNOWN");
        // tags whose names only begin like these are there
        for (String path : List.of(APP + "manifests/x", APP + "manifests/index", "/v2/more/manifests/2.0")) {
            assertError(get(path), 404, "MANIFEST_UNKNOWN");
        }
        assertError(get(APP + "blobs/" + ABSENT), 404, "BLOB_UNKNOWN");
        assertError(get(APP + "blobs/sha512:" + "0".repeat(128)), 404, "BLOB_UNKNOWN");
        for (String path : List.of("manifests/nope", "manifests/" + ABSENT, "blobs/" + ABSENT)) {
            HttpResponse<byte[]> head = ask("HEAD", APP + path);
            assertThat(head.statusCode()).isEqualTo(404);
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme/nope", "nope", "acme/app/x"})
    void repository_absent_isUnknown(String name) {
        for (String path : List.of(
                "manifests/1.0", "manifests/" + ABSENT, "blobs/" + ABSENT, "tags/list", "tags/list?n=1&last=x")) {
            assertError(get("/v2/" + name + "/" + path), 404, "NAME_UNKNOWN");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifests/sha256:baddigeststring",
                "manifests/sha256:ABC",
                "manifests/md5:d41d8cd98f00b204e9800998ecf8427e",
                "blobs/sha256:abc",
                "blobs/nope",
                "blobs/x.html",
                "blobs/sha256:00000000000000000000000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000000000",
                "blobs/sha512:0000000000000000000000000000000000000000000000000000000000000000",
                "referrers/sha256:abc",
                "referrers/latest"
            })
    void digest_invalid_isRefused(String path) {
        assertError(get(APP + path), 400, "DIGEST_INVALID");
    }

    @Test
    void tag_invalid_isUnknown() {
        for (String tag : List.of("none.html", ".hidden", "-x", "x".repeat(129), "a%20b")) {
            assertError(get(APP + "manifests/" + tag), 404, "MANIFEST_UNKNOWN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACME/app", "acme/-app", "acme/a..b"})
    void name_invalidAtAnyPath_isRefused(String name) {
        for (String path : List.of(
                "manifests/x.html", "manifests/" + ABSENT, "blobs/" + ABSENT, "tags/list", "referrers/" + ABSENT)) {
            assertError(get("/v2/" + name + "/" + path), 400, "NAME_INVALID");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACME/app", "acme//app", "acme/-app", "acme/a..b"})
    void name_invalid_isRefused(String name) {
        HttpResponse<byte[]> response = get("/v2/" + name + "/manifests/none");
        // a server may read two slashes as one
        assertThat(response.statusCode()).isBetween(400, 404).isNotEqualTo(403);
        assertThat(json(response).at("/errors/0/code").asText())
                .isIn("NAME_INVALID", "MANIFEST_UNKNOWN", "NAME_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/acme", "/v2/acme/", "/v2/acme/app/", "/v2/acme/app/manifests", "/v2/acme/app/manifests/",
                "/v2/acme/app/tags/", "/v2/acme/app/blobs/", "/v2/acme/app/blobs", "/v2/x", "/v2/acme/app/tags/x"
            })
    void path_ofNoEndpoint_isNotFound(String path) {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(path).isIn(404, 400);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(json(response).path("errors")).hasSize(1);
    }

    // ---- end-2: blobs

    private Stream<byte[]> blobs() {
        return Stream.of(KnownRegistry.LAYER, KnownRegistry.CONFIG);
    }

    private static String blob(byte[] content) {
        return APP + "blobs/" + Digest.sha256(content);
    }

    @Test
    void blob_served_hasItsBytes() {
        blobs().forEach(content -> {
            HttpResponse<byte[]> response = assertHeadIsGet(blob(content));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(content);
            assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
            assertThat(header(response, "Docker-Content-Digest"))
                    .isEqualTo(Digest.sha256(content).toString());
            assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(response, "Cache-Control")).isEqualTo(cacheForEver());
            assertThat(get(blob(content), "Accept-Encoding", "gzip").body()).isEqualTo(content);
            assertThat(get(blob(content) + "?x=y").body()).isEqualTo(content);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"500-1499", "500-", "-500", "0-0", "0-99999"})
    void range_ofABlob_isServed(String range) {
        int length = KnownRegistry.LAYER.length;
        String[] ends = range.split("-", -1);
        int first = ends[0].isEmpty() ? length - Integer.parseInt(ends[1]) : Integer.parseInt(ends[0]);
        int last =
                ends[0].isEmpty() || ends[1].isEmpty() ? length - 1 : Math.min(Integer.parseInt(ends[1]), length - 1);

        HttpResponse<byte[]> response = get(blob(KnownRegistry.LAYER), "Range", "bytes=" + range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(KnownRegistry.LAYER, first, last + 1));
        assertThat(header(response, "Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + length);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(last + 1 - first));
        assertThat(header(response, "Docker-Content-Digest"))
                .isEqualTo(Digest.sha256(KnownRegistry.LAYER).toString());
    }

    /** A part of another version would be no use; no version has a date (RFC 9110, section 13.1.5). */
    @Test
    void range_ofAnotherVersion_isIgnored() {
        String blob = blob(KnownRegistry.LAYER);
        String tag = header(get(blob), "ETag");
        assertThat(tag).startsWith("\"");
        assertThat(get(blob, "Range", "bytes=5-9", "If-Range", tag).statusCode())
                .isEqualTo(206);
        for (String other : List.of("\"other\"", "W/" + tag, "Wed, 21 Oct 2015 07:28:00 GMT", "*")) {
            HttpResponse<byte[]> response = get(blob, "Range", "bytes=5-9", "If-Range", other);
            assertThat(response.statusCode()).as(other).isEqualTo(200);
            assertThat(response.body()).isEqualTo(KnownRegistry.LAYER);
            assertThat(header(response, "Content-Range")).isNull();
        }
    }

    @Test
    void range_beyondABlob_isRefused() {
        HttpResponse<byte[]> response = get(blob(KnownRegistry.LAYER), "Range", "bytes=99999-");
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isIn(null, "bytes */" + KnownRegistry.LAYER.length);
    }

    // ---- end-8: lists of tags

    private static List<String> tags(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        JsonNode body = json(response);
        assertThat(body.path("name").asText()).isEqualTo("acme/app");
        assertThat(body.path("tags").isArray()).isTrue();
        List<String> tags = new ArrayList<>();
        body.path("tags").forEach(tag -> tags.add(tag.textValue()));
        return tags;
    }

    @Test
    void tags_listed_areInByteOrder() {
        HttpResponse<byte[]> response = assertHeadIsGet(APP + "tags/list");
        assertThat(tags(response)).isEqualTo(TAGS);
        assertThat(header(response, "Link")).isNull();
        assertThat(json(get("/v2/a/tags/list")).path("tags")).hasSize(1);
    }

    @Test
    void tags_listed_beginAfterLast() {
        assumeAbility(HostAbility.TAGS_AFTER);
        for (String last : TAGS) {
            assertThat(tags(get(APP + "tags/list?last=" + last)))
                    .as(last)
                    .isEqualTo(TAGS.subList(TAGS.indexOf(last) + 1, TAGS.size()));
        }
        assertThat(tags(get(APP + "tags/list?last="))).isEqualTo(TAGS);
        String fallback = known.image.digest().toString().replace(':', '-');
        assertThat(tags(get(APP + "tags/list?last=" + fallback)))
                .isSubsetOf(TAGS)
                .contains("x.en", "x.var");
    }

    @Test
    void last_absent_isAccepted() {
        assumeTrue(can(HostAbility.TAGS_AFTER), host + " takes no notice of last");
        List<String> after = can(HostAbility.TAGS_AFTER_ANY) ? List.of("x.shtml", "x.var") : TAGS;
        assertThat(tags(get(APP + "tags/list?last=x.hz"))).isEqualTo(after);
    }

    @Test
    void last_afterTheOnlyTag_isEmpty() {
        assumeAbility(HostAbility.TAGS_AFTER);
        assertThat(json(get("/v2/a/tags/list?last=1")).path("tags")).isEmpty();
    }

    @Test
    void tags_listed_areInPages() {
        assumeAbility(HostAbility.TAG_PAGES);
        for (int n = 1; n <= TAGS.size() + 1; n++) {
            String path = APP + "tags/list?n=" + n;
            int pages = 0;
            for (int first = 0; path != null; first += n) {
                HttpResponse<byte[]> response = get(path);
                assertThat(tags(response)).isEqualTo(TAGS.subList(first, Math.min(first + n, TAGS.size())));
                path = next(response);
                pages++;
            }
            assertThat(pages).isEqualTo((TAGS.size() + n - 1) / n);
        }
        assertThat(tags(get(APP + "tags/list?last=0zz&n=1"))).containsExactly("1.0");
        assertThat(tags(get(APP + "tags/list?n=99999999999999999999"))).isEqualTo(TAGS);
    }

    @Test
    void n_notANumber_isRefused() {
        assumeAbility(HostAbility.TAG_PAGES);
        assertError(get(APP + "tags/list?n=-1"), 400, "UNSUPPORTED");
    }

    @Test
    void n_zero_hasNoNextPage() {
        assumeAbility(HostAbility.TAG_PAGES);
        HttpResponse<byte[]> response = get(APP + "tags/list?n=0");
        assertThat(tags(response)).isEmpty();
        assertThat(header(response, "Link")).isNull();
    }

    @Test
    void list_notCut_isWhole() {
        assumeTrue(!can(HostAbility.TAG_PAGES), "cuts lists");
        assertThat(tags(get(APP + "tags/list?n=3"))).isEqualTo(TAGS);
        assertThat(tags(get(APP + "tags/list?n=1000"))).isEqualTo(TAGS);
        if (!can(HostAbility.TAGS_AFTER)) {
            assertThat(tags(get(APP + "tags/list?n=3&last=1.9"))).isEqualTo(TAGS);
        }
    }

    private String next(HttpResponse<byte[]> response) {
        String link = header(response, "Link");
        if (link == null) {
            return null;
        }
        assertThat(link).matches("</v2/acme/app/tags/list\\?[^>]+>; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    private void assumeAbility(HostAbility ability) {
        assumeTrue(can(ability), host + " can't: " + ability);
    }

    // ---- end-12: referrers

    private static List<String> digests(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(KnownRegistry.OCI_INDEX);
        assertThat(json(response).path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(json(response).path("mediaType").asText()).isEqualTo(KnownRegistry.OCI_INDEX);
        return json(response).path("manifests").findValuesAsText("digest");
    }

    @Test
    void referrers_listed_haveTheirDescription() {
        HttpResponse<byte[]> response = assertHeadIsGet(APP + "referrers/" + known.image.digest());
        assertThat(digests(response))
                .containsExactlyInAnyOrder(
                        known.signature.digest().toString(),
                        known.report.digest().toString());
        assertThat(header(response, "OCI-Filters-Applied")).isNull();
        for (JsonNode referrer : json(response).path("manifests")) {
            assertThat(referrer.path("mediaType").asText()).isEqualTo(KnownRegistry.OCI);
            assertThat(referrer.path("artifactType").asText()).isIn(KnownRegistry.SIGNATURE, KnownRegistry.REPORT);
            assertThat(referrer.at("/annotations/note").asText()).isNotEmpty();
        }
        assertThat(digests(get(APP + "referrers/" + known.image.digest() + "?n=1")))
                .hasSize(2);
    }

    @Test
    void referrers_underTheFallbackTag_areListed() {
        String tag = known.image.digest().toString().replace(':', '-');
        HttpResponse<byte[]> response = assertHeadIsGet(APP + "manifests/" + tag);
        assertThat(digests(response)).hasSize(2);
        assertThat(header(response, "Docker-Content-Digest"))
                .isEqualTo(Digest.sha256(response.body()).toString());
        assertThat(header(response, "Cache-Control")).isEqualTo(cacheOfTags());
    }

    @Test
    void referrers_absent_areAnEmptyList() {
        for (String subject : List.of(
                known.index.digest().toString(),
                ABSENT,
                "sha512:" + "0".repeat(128),
                known.report.digest().toString())) {
            HttpResponse<byte[]> response = assertHeadIsGet(APP + "referrers/" + subject);
            assertThat(digests(response)).isEmpty();
            assertThat(digests(get(APP + "referrers/" + subject + "?artifactType=a%2Fb")))
                    .isEmpty();
        }
    }

    @Test
    void referrers_ofAnAbsentType_areAnEmptyList() {
        assumeAbility(HostAbility.REFERRERS_FILTER);
        for (String type : List.of("application%2Fnone", "application/vnd.none%2Bjson", "application/vnd.none+json")) {
            HttpResponse<byte[]> response =
                    assertHeadIsGet(APP + "referrers/" + known.image.digest() + "?artifactType=" + type);
            assertThat(digests(response)).as(type).isEmpty();
            assertThat(header(response, "OCI-Filters-Applied")).as(type).isEqualTo("artifactType");
        }
        assertError(get("/v2/nope/referrers/" + ABSENT + "?artifactType=a/b"), 404, "NAME_UNKNOWN");
    }

    @Test
    void referrers_ofAType_areListed() {
        String path = APP + "referrers/" + known.image.digest() + "?artifactType=";
        for (String encoded : List.of(
                URLEncoder.encode(KnownRegistry.REPORT, StandardCharsets.UTF_8),
                KnownRegistry.REPORT.replace("+", "%2B"),
                KnownRegistry.REPORT)) {
            HttpResponse<byte[]> response = get(path + encoded);
            if (can(HostAbility.REFERRERS_FILTER)) {
                assertThat(digests(response))
                        .containsExactly(known.report.digest().toString());
                assertThat(header(response, "OCI-Filters-Applied")).isEqualTo("artifactType");
            } else {
                assertThat(digests(response)).hasSize(2);
                assertThat(header(response, "OCI-Filters-Applied")).isNull();
            }
        }
    }

    /** Where a host can't filter by such a type, the whole list is right, and the header is absent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.a~b",
                "application/vnd.a+b+c",
                "application/vnd.a%20b",
                "application/vnd.a%C3%A9",
                "application/vnd.a%2fb",
                "no-slash"
            })
    void referrers_ofAnOddType_areTheWholeListOrNone(String type) {
        HttpResponse<byte[]> response = get(APP + "referrers/" + known.image.digest() + "?artifactType=" + type);
        assertThat(response.statusCode()).isIn(200, 400);
        if (response.statusCode() == 200) {
            boolean isFiltered = header(response, "OCI-Filters-Applied") != null;
            assertThat(digests(response)).hasSize(isFiltered ? 0 : 2);
        }
    }

    // ---- reading only

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void request_thatWrites_isRefused(String method) {
        for (String path : List.of(
                "blobs/uploads/",
                "manifests/new",
                "manifests/x.html",
                "manifests/1.0",
                "manifests/" + known.image.digest(),
                "blobs/" + ABSENT)) {
            HttpResponse<byte[]> response = ask(method, APP + path);
            assertError(response, 405, "UNSUPPORTED");
            assertThat(header(response, "Allow")).contains("GET", "HEAD");
        }
        assertThat(get(APP + "manifests/1.0").body()).isEqualTo(known.image.bytes());
    }

    // ---- browsers

    @Test
    void cors_ofOtherSites_isAllowed() {
        for (String path : List.of("/v2/", APP + "manifests/1.0", APP + "manifests/nope", APP + "tags/list")) {
            HttpResponse<byte[]> response = get(path, "Origin", "https://elsewhere.example");
            assertThat(header(response, "Access-Control-Allow-Origin")).as(path).isEqualTo("*");
            assertThat(header(response, "Access-Control-Expose-Headers")).contains("Docker-Content-Digest", "Link");
        }
        HttpResponse<byte[]> preflight = ask(
                "OPTIONS",
                APP + "manifests/1.0",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "accept",
                "X-Forwarded-Proto",
                "https");
        assertThat(preflight.statusCode()).isIn(200, 204);
        assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("GET", "HEAD");
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("Accept");
    }

    // ---- pages

    @Test
    void pages_ofTheSite_areServed() {
        HttpResponse<byte[]> page = get("/acme/app/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Content-Security-Policy")).isEqualTo(PagePolicy.HEADER);
        HttpResponse<byte[]> bare = get("/acme/app");
        assertThat(bare.statusCode()).isBetween(301, 308);
        assertThat(header(bare, "Location")).endsWith("/acme/app/");
        HttpResponse<byte[]> legacy = get("/acme/app/tags/");
        assertThat(header(legacy, "Content-Type")).isEqualTo("application/json");
        assertThat(json(legacy).path("tags")).hasSize(TAGS.size());
        assertThat(header(get("/acme/app/manifests/1.0/"), "Content-Type")).isEqualTo("application/json");
    }

    /** A file of a stranger that a browser takes for a page has none of the rights of a page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/acme/app/manifests/x.html",
                "/v2/acme/app/manifests/1.0",
                "/acme/app/manifests/1.0/",
                "/acme/app/manifests/1.0/index.html"
            })
    void policy_ofWhatIsNoPage_isThatOfAStranger(String path) {
        assumeTrue(get(path).statusCode() == 200, host + " has nothing there");
        assertThat(header(get(path), "Content-Security-Policy")).isEqualTo(PagePolicy.INERT);
    }

    @Test
    void policy_ofAPage_isTheSameForEach() {
        for (String path : List.of("/", "/acme/", "/nope/")) {
            assertThat(header(get(path), "Content-Security-Policy")).as(path).isEqualTo(PagePolicy.HEADER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/acme/nope/-/",
                "/acme/nope",
                "/acme/nope/",
                "/acme/nope/index.html",
                "/-/",
                "/-/host/",
                "/-/host",
                "/-/host/nginx.conf",
                "/-/host/Caddyfile",
                "/-/host/blobs.tsv",
                "/-/host/errors/UNSUPPORTED.json",
                "/-/assets/"
            })
    void page_absent_isNotFound(String path) {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(404);
        assertThat(header(response, "Content-Type")).as(path).isEqualTo("text/html; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/-/host/v2/",
                "/-/host/v2/acme/app/manifests/1.0/",
                "/-/host/v2/acme/app/store/",
                "/v2/-/nothing"
            })
    void file_ofTheMetadata_isNotServed(String path) {
        assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.htaccess", "/v2/acme/app/manifests/.htaccess", "/v2/acme/app/manifests/..%2flist"})
    void file_forTheServer_isNotServed(String path) {
        assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
    }
}
