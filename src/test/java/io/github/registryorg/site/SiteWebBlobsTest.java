package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.client.Client;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of blobs in stores on the web, for a host that can't redirect to them. */
class SiteWebBlobsTest {

    private static final StoreAccess LOOPBACK =
            new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);
    private static final String BLOBS = "v2/acme/app/blobs/";

    @TempDir
    Path directory;

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, Integer> failing = new ConcurrentHashMap<>();
    private final Map<String, LoopbackServer.Responder> special = new ConcurrentHashMap<>();
    private RegistryDirectory registry;
    private LoopbackServer store;
    private String base;
    private Path site;

    /** Files, as exact as they can be, and so much of them. */
    private record Plain(Map<Limit, Long> limits) implements Host {

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public HostCapabilities capabilities() {
            return new HostCapabilities(
                    EnumSet.complementOf(EnumSet.of(HostAbility.FINDS_BLOBS, HostAbility.REDIRECTS_BLOBS)), limits);
        }

        @Override
        public Optional<String> usualAddress() {
            return Optional.empty();
        }

        @Override
        public void emit(List<BlobRule> rules, TreeSink sink) {}
    }

    @BeforeEach
    void begin() {
        site = directory.resolve("site");
        store = LoopbackServer.start(exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] content = blobs.get(path);
            if (special.containsKey(path)) {
                special.get(path).give(exchange);
            } else if (failing.containsKey(path)) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                // what is announced and not sent is a body that breaks off
                exchange.sendResponseHeaders(failing.get(path), failing.get(path) == 200 ? content.length : -1);
            } else if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                LoopbackServer.send(exchange, content);
            }
        });
        base = store.url("/acme");
        for (String blob : List.of(Sample.SHARED_LAYER, Sample.AMD64_LAYER)) {
            blobs.put("/acme/sha256/" + ManifestText.digest(blob).hex(), blob.getBytes(StandardCharsets.UTF_8));
        }
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
        registry.page("acme/app", "store: " + base);
    }

    @AfterEach
    void end() {
        store.close();
    }

    private SiteResult make(Host host, BlobMode mode, StoreAccess access) {
        return new StaticRegistry()
                .site(new SiteRequest(registry.root(), site, host, "https://registry.example", mode, access));
    }

    private SiteResult make(Map<Limit, Long> limits) {
        return make(new Plain(limits), BlobMode.AUTO, LOOPBACK);
    }

    private SiteResult make() {
        return make(Map.of());
    }

    private SiteResult makeFull() {
        return new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        site,
                        new Plain(Map.of()),
                        "https://registry.example",
                        BlobMode.AUTO,
                        SiteRequest.DEFAULT_TAG_PAGES,
                        LOOPBACK,
                        true));
    }

    private Path blob(String content) {
        return site.resolve(BLOBS + ManifestText.digest(content));
    }

    private static Works pull(SiteResult made, Client client) {
        return made.grade().cells().get(client).get(Operation.PULL).works();
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void webBlobs_forAHostWithoutRedirects_areFetched() throws IOException {
        SiteResult made = make();
        assertThat(blob(Sample.SHARED_LAYER)).hasContent(Sample.SHARED_LAYER);
        assertThat(blob(Sample.AMD64_LAYER)).hasContent(Sample.AMD64_LAYER);
        // the metadata has these itself
        assertThat(blob(Sample.AMD64_CONFIG)).hasContent(Sample.AMD64_CONFIG);
        assertThat(store.requests()).hasSize(2);
        assertThat(made.findings()).isEmpty();
        assertThat(made.fetched().blobs()).isEqualTo(2);
        assertThat(made.fetched().bytes())
                .isEqualTo(ManifestText.size(Sample.SHARED_LAYER) + ManifestText.size(Sample.AMD64_LAYER));
        assertThat(pull(made, Client.PODMAN)).isEqualTo(Works.YES);
        assertThat(beside()).containsExactly(".site.state", "registry", "site");
    }

    @Test
    void leftoversOfAKilledRun_areGoneAfterARunThatFetchesNothing() throws IOException {
        make();
        for (String left : List.of(
                ".site.blobs.new/blob",
                ".site.index/part0",
                ".site.new/v2/index.html",
                ".site.old/v2/index.html",
                "site/-/host/.new/files/v2/index.html")) {
            Path file = directory.resolve(left);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "left");
        }
        for (String left : List.of(".site.blobs.lock", ".site.lock", ".site.state.new")) {
            Files.writeString(directory.resolve(left), "left");
        }
        Map<String, String> before = FileTrees.of(site);
        before.keySet().removeIf(path -> path.startsWith("-/host/.new/"));

        assertThat(make().changed()).isFalse();
        assertThat(beside()).containsExactly(".site.state", "registry", "site");
        assertThat(FileTrees.of(site)).isEqualTo(before);
    }

    @Test
    void runThatFails_leavesNothingBesideTheSite() throws IOException {
        Files.writeString(registry.root().resolve("acme/app/README.md"), "---\nstore: [\n---\n");
        assertThatExceptionOfType(RegistryException.class).isThrownBy(this::make);
        assertThat(beside()).containsExactly("registry");

        registry.page("acme/app", "store: " + base);
        blobs.clear();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> make(new Plain(Map.of()), BlobMode.COPY, LOOPBACK));
        assertThat(beside()).containsExactly("registry");
    }

    @Test
    void webBlobs_inTheOldSite_areNotFetchedAgain() {
        make();
        assertThat(make().changed()).isFalse();
        assertThat(store.requests()).hasSize(2);

        registry.page("acme/app", "store: " + base, "description: Another page of the same images.");
        SiteResult again = make();
        assertThat(again.changed()).isTrue();
        assertThat(again.fetched().blobs()).isZero();
        assertThat(store.requests()).hasSize(2);
        assertThat(blob(Sample.SHARED_LAYER)).hasContent(Sample.SHARED_LAYER);
    }

    @Test
    void webBlob_damagedInTheOldSite_isFetchedAgain() throws IOException {
        make();
        Files.writeString(blob(Sample.SHARED_LAYER), "files that neither  ");
        // of the same size: only a full build looks into it
        assertThat(makeFull().fetched().blobs()).isEqualTo(1);
        assertThat(blob(Sample.SHARED_LAYER)).hasContent(Sample.SHARED_LAYER);
    }

    @Test
    void webBlob_ofSeveralRepositories_isFetchedOnce() {
        registry.page("acme/other", "store: " + base);
        registry.content("acme/other", Sample.ARM64_CONFIG);
        registry.content("acme/other", Sample.ARM64);
        registry.tag("acme/other", "1.0", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        make();
        assertThat(store.requests()).hasSize(2);
        assertThat(site.resolve("v2/acme/other/blobs/" + ManifestText.digest(Sample.SHARED_LAYER)))
                .hasContent(Sample.SHARED_LAYER);
    }

    @Test
    void webBlob_absentInTheFirstStore_isFetchedFromTheNext() {
        registry.page("acme/app", "store: [" + store.url("/moved") + ", " + base + "]");
        assertThat(make().findings()).isEmpty();
        assertThat(blob(Sample.AMD64_LAYER)).hasContent(Sample.AMD64_LAYER);
    }

    @Test
    @Timeout(30)
    void webStore_withoutAResponse_givesOneWarning() throws IOException {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            contents.add("layer " + i);
        }
        String config = ManifestText.config("amd64", contents.size());
        registry.content("acme/app", config);
        registry.content("acme/app", ManifestText.image(config, contents.toArray(new String[0])));
        store.close();

        SiteResult made = make();

        assertThat(made.findings()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNFETCHED);
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.toString())
                    .startsWith("BLOB_UNFETCHED " + base + ": 202 blobs of ")
                    .containsPattern(
                            "could not be fetched into the site, such as sha256:[0-9a-f]{64} of acme/app(:[\\w.]+|@sha256:[0-9a-f]{64}): can't be"
                                    + " reached: the connection was refused\\. ")
                    .contains("plain can't redirect to them", "registry.blobs=copy");
        });
        assertThat(pull(made, Client.PODMAN)).isEqualTo(Works.NO);
        assertThat(made.commands()).isEmpty();
        assertThat(site.resolve("acme/app/index.html")).content().doesNotContain("podman pull");
        // only what is not here has no address
        assertThat(site.resolve("acme/app/manifests/arm64/index.html"))
                .content()
                .contains(base + "/sha256/"
                        + ManifestText.digest(Sample.SHARED_LAYER).hex());
    }

    /** Many more than are fetched at a time, and one of them that the server fails at, again and again. */
    @ParameterizedTest
    @ValueSource(ints = {200, 429, 500, 503, 418})
    void webBlob_thatTheServerFailsAt_keepsNoOtherFromBeingFetched(int status) {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String content = "layer " + i;
            contents.add(content);
            blobs.put("/acme/sha256/" + ManifestText.digest(content).hex(), content.getBytes(StandardCharsets.UTF_8));
        }
        String config = ManifestText.config("amd64", contents.size());
        blobs.put("/acme/sha256/" + ManifestText.digest(config).hex(), config.getBytes(StandardCharsets.UTF_8));
        registry.content("acme/app", config);
        registry.content("acme/app", ManifestText.image(config, contents.toArray(new String[0])));
        // the first that is asked for
        String broken = contents.stream()
                .min(Comparator.comparing(ManifestText::digest))
                .orElseThrow();
        failing.put("/acme/sha256/" + ManifestText.digest(broken).hex(), status);

        SiteResult made = make();

        assertThat(made.fetched().blobs()).isEqualTo(31);
        assertThat(blob(broken)).doesNotExist();
        assertThat(made.findings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains(
                                ": 1 blob of " + broken.length() + " bytes could not",
                                ManifestText.digest(broken).hex()));
    }

    @Test
    void webBlob_whoseDownloadBreaksOff_isResumed() {
        String large = "x".repeat(300_000);
        byte[] content = large.getBytes(StandardCharsets.UTF_8);
        String path = "/acme/sha256/" + ManifestText.digest(large).hex();
        registry.content("acme/app", ManifestText.image(Sample.ARM64_CONFIG, large));
        List<String> ranges = new CopyOnWriteArrayList<>();
        special.put(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(from == 0 ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, Math.min(120_000, content.length - from));
        });

        assertThat(make().findings()).isEmpty();
        assertThat(blob(large)).hasContent(large);
        assertThat(ranges).containsExactly("null", "bytes=120000-", "bytes=240000-");
    }

    @Test
    void webStore_atAPrivateAddress_isNotRequested() {
        SiteResult made = make(new Plain(Map.of()), BlobMode.AUTO, RegistryStory.ACCESS);
        assertThat(made.findings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("BLOB_UNFETCHED", "host 127.0.0.1 has no public address"));
        assertThat(store.requests()).isEmpty();
    }

    @Test
    void webBlob_withAnotherDigest_isLeftOut() {
        blobs.put(
                "/acme/sha256/" + ManifestText.digest(Sample.AMD64_LAYER).hex(),
                "files for mips!".getBytes(StandardCharsets.UTF_8));
        SiteResult made = make();
        assertThat(blob(Sample.AMD64_LAYER)).doesNotExist();
        assertThat(blob(Sample.SHARED_LAYER)).exists();
        assertThat(made.findings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains(
                                ": 1 blob of 15 bytes could not",
                                ManifestText.digest(Sample.AMD64_LAYER) + " does not match its digest"));
        // the tag arm64 has all that it needs, the other has not
        assertThat(pull(made, Client.PODMAN)).isEqualTo(Works.PARTLY);
    }

    @Test
    void absentBlob_withCopy_failsTheBuild() {
        blobs.clear();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> make(new Plain(Map.of()), BlobMode.COPY, LOOPBACK))
                .satisfies(failure -> assertThat(failure.problem().toString())
                        .matches("(?s)BLOB_UNKNOWN acme/app:[\\w.]+: sha256:[0-9a-f]{64} at " + base + ": .*"));
        assertThat(site).doesNotExist();
    }

    @Test
    void webBlob_largerThanAFileMayBe_isNotRequested() {
        long most = ManifestText.size(Sample.SHARED_LAYER) - 1;
        SiteResult made = make(Map.of(Limit.FILE_BYTES, most));
        assertThat(store.requests())
                .containsExactly("GET /acme/sha256/"
                        + ManifestText.digest(Sample.AMD64_LAYER).hex());
        assertThat(blob(Sample.SHARED_LAYER)).doesNotExist();
        assertThat(made.grade().cells().get(Client.PODMAN).get(Operation.PULL).needs())
                .containsExactly(Need.LARGE_BLOBS);
        assertThat(pull(made, Client.PODMAN)).isEqualTo(Works.NO);
    }

    @Test
    void webBlobs_tooLargeForTheSite_areNotFetched() {
        String large = "x".repeat(1_000_000);
        blobs.put("/acme/sha256/" + ManifestText.digest(large).hex(), large.getBytes(StandardCharsets.UTF_8));
        registry.content("acme/app", ManifestText.image(Sample.ARM64_CONFIG, large));
        long with = make().bytes();
        site = directory.resolve("another");
        int asked = store.requests().size();

        SiteResult made = make(Map.of(Limit.SITE_BYTES, with - 1));

        assertThat(store.requests()).hasSize(asked);
        assertThat(blob(Sample.SHARED_LAYER)).doesNotExist();
        assertThat(made.findings()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.HOST_LIMIT);
            assertThat(problem.toString())
                    .containsPattern(
                            "^HOST_LIMIT the site: would have [\\d,]+ bytes with those of the 3 blobs in stores on"
                                    + " the web \\(1,000,035 bytes\\), ")
                    .contains("and plain allows at most " + Count.grouped(with - 1) + ": none was fetched. ");
        });
        assertThat(pull(made, Client.PODMAN)).isEqualTo(Works.NO);
        assertThat(make(Map.of(Limit.SITE_BYTES, with)).fetched().blobs()).isEqualTo(3);
    }

    @Test
    void site_thatGrowsTooLargeByAnotherRepository_hasNoBlobsOfTheWebEither() {
        Map<Limit, Long> limits = Map.of(Limit.SITE_BYTES, make().bytes() + 5_000);
        site = directory.resolve("another");
        assertThat(make(limits).fetched().blobs()).isEqualTo(2);
        registry.content("other/x", Sample.ARM64_CONFIG);
        registry.content("other/x", Sample.ARM64);
        registry.file(
                "other/x/README.md",
                "---\nlayout: collection\nstore: file:.store\n---\n" + "many words ".repeat(1_000));

        SiteResult made = make(limits);

        assertThat(blob(Sample.SHARED_LAYER)).doesNotExist();
        assertThat(made.findings()).extracting(Problem::toString).anyMatch(text -> text.contains("none was fetched"));
        Map<String, String> files = FileTrees.of(site);
        site = directory.resolve("anew");
        make(limits);
        assertThat(files).isEqualTo(FileTrees.of(site));
    }

    @Test
    void webBlobs_ofInvalidMetadata_areNotFetched() {
        registry.remove(RegistryDirectory.digestFile("acme/app", ManifestText.digest(Sample.ARM64)));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::make)
                .satisfies(
                        e -> assertThat(e.problems()).extracting(Problem::code).contains(ProblemCode.MANIFEST_UNKNOWN));
        assertThat(store.requests()).isEmpty();
    }

    @Test
    void webBlobs_forHostsThatRedirect_areNotFetched() {
        make(Host.of("nginx"), BlobMode.AUTO, LOOPBACK);
        assertThat(make(Host.of("s3"), BlobMode.AUTO, LOOPBACK).fetched().blobs())
                .isZero();
        assertThat(store.requests()).isEmpty();
    }
}
