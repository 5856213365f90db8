package io.github.registryorg.check;

import static io.github.registryorg.metadata.ManifestText.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How closely blobs are looked at: of contributions more than of a registry, and not again what was verified before. */
class BlobDepthTest {

    private static final String CONFIG = "{}";
    private static final String LAYER = "x".repeat(300_000);
    private static final String ARCHIVE = "x".repeat(257) + "ustar" + "x".repeat(300);
    private static final String LAYER_NAME = digest(LAYER).hex();
    private static final BlobScope SIZES = new BlobScope(false, false, null);
    private static final BlobScope HASHED = new BlobScope(true, false, 1_000_000L);
    private static final BlobScope SAMPLED = new BlobScope(true, false, 1_000L);
    private static final Instant NOW = Instant.parse("2026-11-20T10:11:12Z");

    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>(Map.of(
            digest(CONFIG).hex(),
            CONFIG.getBytes(StandardCharsets.UTF_8),
            LAYER_NAME,
            LAYER.getBytes(StandardCharsets.UTF_8)));

    private volatile boolean ranges = true;
    private volatile String etag = "\"1\"";
    private final LoopbackServer server = LoopbackServer.start(this::serve);

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] content =
                files.get((path.startsWith("/mirror") ? "mirror " : "") + path.substring(path.lastIndexOf('/') + 1));
        if (content == null) {
            content = files.get(path.substring(path.lastIndexOf('/') + 1));
        }
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag);
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null && ranges) {
            String[] ends = range.substring("bytes=".length()).split("-");
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[1]);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + content.length);
            byte[] part = Arrays.copyOfRange(content, from, to + 1);
            exchange.sendResponseHeaders(206, part.length);
            exchange.getResponseBody().write(part);
        } else {
            LoopbackServer.send(exchange, content);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Problem> findings(BlobScope scope, BlobCache cache) {
        new RegistryDirectory(root)
                .page("acme/app", "store: [" + server.url("/blobs") + ", " + server.url("/mirror") + "]")
                .content("acme/app", CONFIG)
                .content("acme/app", ManifestText.image(CONFIG, LAYER));
        return Findings.ofBlobs(root, scope, cache, RemoteClient.HOST_TIMEOUT, "127.0.0.1")
                .problems();
    }

    private List<Problem> findings(BlobScope scope) {
        return findings(scope, BlobCache.none());
    }

    private void damage(String name) {
        byte[] damaged = LAYER.getBytes(StandardCharsets.UTF_8);
        damaged[0] = 'y';
        files.put(name, damaged);
    }

    @Test
    void blobsOfARegistry_getOneHeadEach() {
        assertThat(findings(SIZES)).isEmpty();
        assertThat(server.requests()).hasSize(4).allMatch(request -> request.startsWith("HEAD"));
    }

    @Test
    void blobsOfAContribution_areReadOnceAtEachMirror() {
        assertThat(findings(HASHED)).isEmpty();
        assertThat(server.requests())
                .hasSize(4)
                .allMatch(request -> request.startsWith("GET"))
                .doesNotHaveDuplicates();
    }

    @Test
    void blobOfAContribution_damagedAtOneMirror_isAnError() {
        damage("mirror " + LAYER_NAME);

        assertThat(findings(HASHED)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(problem.what()).contains(server.url("/mirror"));
        });
    }

    @Test
    void largeBlobOfAContribution_isSampled() {
        assertThat(findings(SAMPLED)).isEmpty();
        assertThat(server.requests())
                .filteredOn(request -> request.endsWith("/blobs/sha256/" + LAYER_NAME))
                .hasSize(6);
    }

    /** The rules of the base are the least that is done: the property raises that. */
    @ParameterizedTest
    @CsvSource({
        "hashUpTo: 1000, , false",
        "hashUpTo: 1000, 1000000, true",
        "hashUpTo: 1000000, 1000, true",
        "hashUpTo: 299999, 0, false",
        "hashUpTo: 300000, 0, true",
        "'namespaces: {acme/app: {hashUpTo: 1000}}', , false",
        "'namespaces: {acme/lab: {hashUpTo: 1000}}', , true",
        "'namespaces: {acme: {hashUpTo: 1000}, acme/app: {hashUpTo: 500000}}', 5, true",
        "maxLayers: 5, , true",
        "maxLayers: 5, 1000, false"
    })
    void largeBlob_ofAContribution_isHashedUpToWhatTheRulesSay(String rule, Long property, boolean isHashed) {
        new RegistryDirectory(root).file("registry.yaml", "formatVersion: 1\nrules: {" + rule + "}\n");

        assertThat(findings(new BlobScope(true, false, property))).isEmpty();
        assertThat(server.requests())
                .filteredOn(request -> request.endsWith("/blobs/sha256/" + LAYER_NAME))
                .hasSize(isHashed ? 1 : 6);
    }

    /** In all, 64 times the size of one. */
    @Test
    void blobs_manyOfAContribution_areHashedUpToALimitInAll() {
        BlobScope.Depths depths = new BlobScope(true, false, 100_000L).depths();
        WantedBlob large = wanted(100_000);
        for (int i = 0; i < 64; i++) {
            assertThat(depths.next(large, OptionalLong.empty())).isEqualTo(Depth.HASH);
        }
        assertThat(depths.next(large, OptionalLong.empty())).isEqualTo(Depth.SAMPLED);
        assertThat(depths.next(wanted(1_000), OptionalLong.empty())).isEqualTo(Depth.HASH);
        assertThat(depths.next(large, OptionalLong.of(200_000))).isEqualTo(Depth.HASH);
        assertThat(depths.next(wanted(200_001), OptionalLong.of(200_000))).isEqualTo(Depth.SAMPLED);
        // one budget for all limits: that of the highest, of which half is used by now
        for (int i = 0; i < 63; i++) {
            assertThat(depths.next(large, OptionalLong.empty())).isEqualTo(Depth.HASH);
        }
        assertThat(depths.next(large, OptionalLong.of(200_000))).isEqualTo(Depth.SAMPLED);
        assertThat(new BlobScope(true, false, Long.MAX_VALUE)
                        .depths()
                        .next(wanted(Long.MAX_VALUE), OptionalLong.empty()))
                .isEqualTo(Depth.HASH);
    }

    private static WantedBlob wanted(long size) {
        return WantedBlob.inStore(
                "acme/app",
                Descriptor.of(MediaType.OCTET_STREAM, digest("a"), size),
                LayerFormat.OTHER,
                "https://storage.example",
                new Location("acme/app/README.md", 1));
    }

    @Test
    void largeBlob_thatDiffersBetweenMirrors_isAnError() {
        damage("mirror " + LAYER_NAME);

        assertThat(findings(SAMPLED)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(problem.what()).contains("is not the same as at " + server.url(""));
        });
    }

    @Test
    void largeBlob_ofAServerWithoutRanges_hasItsSizeLookedAt() {
        ranges = false;

        assertThat(findings(SAMPLED)).isEmpty();
    }

    private BlobCache cache(Instant now) {
        return BlobCache.read(elsewhere, Duration.ofDays(1), InstantSource.fixed(now), problem -> {});
    }

    private List<Problem> findingsAt(BlobScope scope, Instant now) {
        BlobCache cache = cache(now);
        List<Problem> problems = findings(scope, cache);
        cache.write(problem -> {});
        server.requests().clear();
        return problems;
    }

    @Test
    void blobs_verifiedBefore_getNoRequest() {
        assertThat(findingsAt(HASHED, NOW)).isEmpty();

        assertThat(findings(HASHED, cache(NOW.plusSeconds(60)))).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void blobs_verifiedLessClosely_areRead() {
        findingsAt(SIZES, NOW);

        findings(HASHED, cache(NOW));
        assertThat(server.requests()).hasSize(4).allMatch(request -> request.startsWith("GET"));
    }

    @Test
    void blobs_verifiedLongAgo_andUnchanged_getAHead() {
        findingsAt(HASHED, NOW);

        assertThat(findings(HASHED, cache(NOW.plusSeconds(200_000)))).isEmpty();
        assertThat(server.requests()).hasSize(4).allMatch(request -> request.startsWith("HEAD"));
    }

    @Test
    void blob_verifiedLongAgo_andChanged_isReadAgain() {
        findingsAt(HASHED, NOW);
        etag = "\"2\"";
        damage(LAYER_NAME);

        assertThat(findings(HASHED, cache(NOW.plusSeconds(200_000))))
                .extracting(Problem::code)
                .containsOnly(ProblemCode.DIGEST_INVALID);
    }

    /** The files of a layer are hashed with the layer: that it was verified says nothing of what a new config claims. */
    @Test
    void layer_verifiedBefore_isReadAgainForANewConfig() {
        files.put(digest(ARCHIVE).hex(), ARCHIVE.getBytes(StandardCharsets.UTF_8));
        image(config(ARCHIVE), ARCHIVE);
        assertThat(findingsAt(HASHED, NOW)).isEmpty();
        findings(HASHED, cache(NOW));
        assertThat(server.requests()).isEmpty();

        image(config("other files"), ARCHIVE);
        assertThat(findings(HASHED, cache(NOW))).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(problem.what())
                    .contains(
                            digest(ARCHIVE) + " uncompressed",
                            digest("other files").toString());
        });
    }

    /** What is only sampled is not believed what a run before has disproved by reading it. */
    @Test
    void layer_verifiedBefore_isNotSampledForAConfigThatItDisproves() {
        String archive = ARCHIVE + "x".repeat(100_000);
        files.put(digest(archive).hex(), archive.getBytes(StandardCharsets.UTF_8));
        image(config(archive), archive);
        assertThat(findingsAt(HASHED, NOW)).isEmpty();
        findings(SAMPLED, cache(NOW));
        assertThat(server.requests()).isEmpty();

        image(config("other files"), archive);
        assertThat(findings(SAMPLED, cache(NOW))).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(problem.what()).contains(digest(archive) + " uncompressed");
        });
    }

    private static String config(String files) {
        return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + digest(files) + "\"]}}";
    }

    /** An image of an archive, whose config is kept. */
    private void image(String config, String archive) {
        files.put(digest(config).hex(), config.getBytes(StandardCharsets.UTF_8));
        new RegistryDirectory(root)
                .content("acme/app", config)
                .content("acme/app", ManifestText.image(config, archive).replace("tar+gzip", "tar"));
    }

    @Test
    void blob_wrongMeanwhile_isForgotten() {
        findingsAt(HASHED, NOW);
        files.remove(LAYER_NAME);
        Instant later = NOW.plusSeconds(200_000);
        assertThat(findingsAt(SIZES, later)).hasSize(2);
        files.put(LAYER_NAME, LAYER.getBytes(StandardCharsets.UTF_8));

        findings(SIZES, cache(later));
        assertThat(server.requests()).hasSize(2).allMatch(request -> request.endsWith(LAYER_NAME));
    }
}
