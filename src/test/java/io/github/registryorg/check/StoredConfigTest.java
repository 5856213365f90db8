package io.github.registryorg.check;

import static io.github.registryorg.metadata.ManifestText.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A config that is in a store only is read from there, and judged as one that is kept. */
class StoredConfigTest {

    private static final String APP = "acme/app";
    private static final String LAYER = archive("x");
    private static final BlobScope CONTRIBUTED = new BlobScope(true, false, 1_000_000L);
    private static final BlobScope DEEP = new BlobScope(false, true, null);
    private static final Instant NOW = Instant.parse("2026-11-20T10:11:12Z");
    private static final Consumer<RegistryDirectory> NOTHING = base -> {};

    @TempDir
    private Path root;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final LoopbackServer server = LoopbackServer.start(this::serve);

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] content = files.getOrDefault((path.startsWith("/mirror") ? "mirror " : "") + name, files.get(name));
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            LoopbackServer.send(exchange, content);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A tar archive as far as clients look. */
    private static String archive(String filling) {
        return filling.repeat(257) + "ustar" + filling.repeat(300);
    }

    private static String config(String... files) {
        List<String> ids =
                List.of(files).stream().map(one -> "\"" + digest(one) + "\"").toList();
        return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + String.join(",", ids) + "]}}";
    }

    /** The manifest of an image whose blobs are in the store. */
    private String image(String config, String... layers) {
        put(config);
        List.of(layers).forEach(this::put);
        return ManifestText.image(config, layers).replace("tar+gzip", "tar");
    }

    private void put(String content) {
        files.put(digest(content).hex(), content.getBytes(StandardCharsets.UTF_8));
    }

    private RegistryDirectory registry(String name) {
        return new RegistryDirectory(root.resolve(name))
                .page(APP, "store: [" + server.url("/blobs") + ", " + server.url("/mirror") + "]");
    }

    private BlobCheck collected(RegistryDirectory registry, BlobScope scope) {
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(registry.root()), problem -> {});
        RegistrySettings settings = metadata.settings();
        BlobCheck blobs = new BlobCheck(settings, scope.deep() || scope.contributed(), BlobOutcomes.forgotten());
        new Inspection(List.of(blobs)).inspect(metadata.repository(RepositoryName.parse(APP)), problem -> {});
        return blobs;
    }

    /** What is found in what a contribution adds to a base. */
    private List<Problem> findings(
            BlobScope scope, BlobCache cache, Consumer<RegistryDirectory> base, Consumer<RegistryDirectory> added) {
        RegistryDirectory before = registry("before");
        base.accept(before);
        RegistryDirectory after = registry("after");
        base.accept(after);
        added.accept(after);
        BlobCheck blobs = collected(after, scope);
        blobs.forget(collected(before, scope));
        Report report = new Report();
        StoreAccess access =
                new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);
        server.requests().clear();
        try (OpenStores open = new OpenStores(root, access);
                BlobExistence existence =
                        new BlobExistence(open.stores(), scope, cache, Progress.NONE, blobs, report)) {
            existence.finish();
        }
        return Stream.concat(report.errors().stream(), report.warnings().stream())
                .toList();
    }

    private List<Problem> findings(String... manifests) {
        return findings(CONTRIBUTED, manifests);
    }

    private List<Problem> findings(BlobScope scope, String... manifests) {
        return findings(scope, BlobCache.none(), NOTHING, files -> {
            for (String manifest : manifests) {
                files.content(APP, manifest);
            }
        });
    }

    private static void assertOne(List<Problem> findings, ProblemCode code, String manifest, String what) {
        assertThat(findings).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.subject()).isEqualTo(APP + "@" + digest(manifest));
            assertThat(problem.what()).isEqualTo(what);
            assertThat(problem.location()).asString().isEqualTo(RegistryDirectory.digestFile(APP, digest(manifest)));
            assertThat(problem.hint()).isNotBlank();
        });
    }

    @Test
    void config_ofItsImage_isReadBeforeTheLayers() {
        assertThat(findings(image(config(LAYER), LAYER))).isEmpty();
        assertThat(server.requests()).hasSize(4).allMatch(request -> request.startsWith("GET"));
        assertThat(server.requests().subList(0, 2))
                .allMatch(request -> request.endsWith(digest(config(LAYER)).hex()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[]", "{\"OS\":\"linux\",\"rootfs\":{}}"})
    void config_thatIsNone_isAnErrorOfItsImage(String config) {
        String image = image(config, LAYER);

        assertThat(findings(image)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_INVALID);
            assertThat(problem.what()).startsWith("has the config " + digest(config) + ", which ");
            assertThat(problem.location()).asString().isEqualTo(RegistryDirectory.digestFile(APP, digest(image)));
        });
    }

    /** As tools push artifacts, and publish does with a warning. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"rego_version\":1}"})
    void config_thatDescribesNoImage_isUnusual(String config) {
        String image = image(config, LAYER);

        assertOne(
                findings(image),
                ProblemCode.IMAGE_UNUSUAL,
                image,
                "has a config of an image's type that describes no image: container engines can't run it");
    }

    @Test
    void config_ofAnotherImage_isAnErrorOfThatWhichNamesIt() {
        String other = archive("y");
        String config = config(LAYER);
        String wrong = image(config, LAYER, other);

        assertOne(
                findings(image(config, LAYER), wrong),
                ProblemCode.MANIFEST_INVALID,
                wrong,
                "has 2 layers, and its config describes 1");
    }

    @Test
    void layer_ofOtherFilesThanItsConfigSays_isAnErrorAtEachMirror() {
        assertThat(findings(image(config("other files"), LAYER))).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
            assertThat(problem.what()).contains("is " + digest(LAYER) + " uncompressed, and the image's config says ");
        });
    }

    @Test
    void platform_ofAnIndex_thatTheConfigContradicts_isAFinding() {
        String image = image(config(LAYER), LAYER);
        String index = ManifestText.index(ManifestText.with(
                ManifestText.descriptor(ManifestText.MANIFEST, image),
                "platform",
                ManifestText.platform("linux", "arm64")));
        String what = "says that " + digest(image) + " is for linux/arm64, and its config says linux/amd64";

        assertOne(findings(image, index), ProblemCode.MANIFEST_INVALID, index, what);
        assertOne(findings(DEEP, image, index), ProblemCode.CLIENTS_FAIL, index, what);
        // the image may be older than the index
        assertOne(
                findings(
                        CONTRIBUTED,
                        BlobCache.none(),
                        base -> base.content(APP, image),
                        files -> files.content(APP, index)),
                ProblemCode.MANIFEST_INVALID,
                index,
                what);
    }

    @Test
    void config_withoutAPlatform_isUnusual() {
        String image = image(config(LAYER).replace("\"os\":\"linux\",", ""), LAYER);

        assertOne(
                findings(image),
                ProblemCode.IMAGE_UNUSUAL,
                image,
                "has a config without os, which the image specification requires");
    }

    @Test
    void config_ofWhatIsNoImage_isNotJudged() {
        String config = "not JSON";
        put(config);
        put(LAYER);

        assertThat(findings(ManifestText.image(config, LAYER).replace(ManifestText.LAYER, "application/x-thing")))
                .isEmpty();
        assertThat(findings(ManifestText.image(config, LAYER).replace(ManifestText.CONFIG, "application/x-thing")))
                .isEmpty();
    }

    @Test
    void config_damagedAtOneMirror_isJudgedByTheOther() {
        String config = config(LAYER, LAYER);
        String image = image(config, LAYER);
        files.put(
                "mirror " + digest(config).hex(),
                config.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));

        assertThat(findings(image))
                .extracting(Problem::what)
                .hasSize(2)
                .anyMatch(what -> what.contains("/mirror does not match its digest"))
                .contains("has 1 layer, and its config describes 2");
    }

    @Test
    void config_damagedEverywhere_isNotJudged() {
        String config = config(LAYER, LAYER);
        String image = image(config, LAYER);
        files.put(digest(config).hex(), config.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));

        assertThat(findings(image)).hasSize(2).allMatch(problem -> problem.code() == ProblemCode.DIGEST_INVALID);
    }

    /** The rules bound what is hashed, not what is judged. */
    @ParameterizedTest
    @ValueSource(ints = {0, 300_000, 4_194_304})
    void config_upTo4MiB_isReadWhateverTheRulesSay(int size) {
        String config = config(LAYER, LAYER);
        String large = config + " ".repeat(Math.max(0, size - config.length()));
        String image = image(large, LAYER);

        assertOne(
                findings(new BlobScope(true, false, 1L), image),
                ProblemCode.MANIFEST_INVALID,
                image,
                "has 1 layer, and its config describes 2");
    }

    @Test
    void config_above4MiB_isNotRead() {
        String config = config(LAYER, LAYER);
        String image = image(config + " ".repeat(4_194_305 - config.length()), LAYER);

        assertOne(
                findings(image),
                ProblemCode.CLIENTS_FAIL,
                image,
                "has a config of 4,194,305 bytes, which is not read: more than 4.0 MiB");
    }

    @Test
    void layer_thatTheBaseNames_isReadForANewConfig() {
        String old = image(config(LAYER), LAYER);
        String image = image(config("other files"), LAYER);

        assertThat(findings(
                        CONTRIBUTED,
                        BlobCache.none(),
                        base -> base.content(APP, old),
                        added -> added.content(APP, image)))
                .hasSize(2)
                .allMatch(problem -> problem.code() == ProblemCode.DIGEST_INVALID);
    }

    @Test
    void layer_ofWhichTheConfigSaysWhatTheBaseKnows_isNotReadAgain() {
        String old = config(LAYER);
        String image = image(config(LAYER).replace("{\"os\"", "{\"created\":\"2026-11-20T10:11:12Z\",\"os\""), LAYER);
        String before = image(old, LAYER);

        assertThat(findings(
                        CONTRIBUTED,
                        BlobCache.none(),
                        base -> base.content(APP, old).content(APP, before),
                        added -> added.content(APP, image)))
                .isEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void image_thatTheBaseHas_isNotJudgedAgain() {
        String image = image(config(LAYER, LAYER), LAYER);

        assertThat(findings(CONTRIBUTED, BlobCache.none(), base -> base.content(APP, image), NOTHING))
                .isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    /** The config of an older image says something of each image that names it. */
    @Test
    void config_thatTheBaseNames_isReadForANewImage() {
        String config = config(LAYER);
        String old = image(config, LAYER);
        String image = image(config, LAYER, archive("y"));

        assertOne(
                findings(
                        CONTRIBUTED,
                        BlobCache.none(),
                        base -> base.content(APP, old),
                        added -> added.content(APP, image)),
                ProblemCode.MANIFEST_INVALID,
                image,
                "has 2 layers, and its config describes 1");
    }

    private BlobCache cache() {
        return BlobCache.read(root.resolve("cache.tsv"), Duration.ofDays(1), InstantSource.fixed(NOW), problem -> {});
    }

    private List<Problem> cached(String image) {
        BlobCache cache = cache();
        List<Problem> problems = findings(CONTRIBUTED, cache, NOTHING, added -> added.content(APP, image));
        cache.write(problem -> {});
        return problems;
    }

    @Test
    void config_verifiedBefore_isReadAgain_andItsLayersAreNot() {
        String config = config(LAYER);
        assertThat(cached(image(config, LAYER))).isEmpty();

        assertThat(cached(image(config, LAYER))).isEmpty();
        assertThat(server.requests())
                .hasSize(2)
                .allMatch(request -> request.startsWith("GET")
                        && request.endsWith(digest(config).hex()));
    }

    @Test
    void config_verifiedBefore_saysMoreOfAnotherImage() {
        String config = config(LAYER);
        String other = archive("y");
        cached(image(config, LAYER));
        String image = image(config, other);

        assertThat(cached(image)).hasSize(2).allMatch(problem -> problem.code() == ProblemCode.DIGEST_INVALID);
        assertThat(cached(image)).hasSize(2);
    }
}
