package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.event.ContributorRequest;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.HeardProgress;
import io.github.registryorg.testkit.ReservedPort;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run over a whole registry: what it reads, reports, remembers and counts. */
class ValidationTest {

    private static final StoreAccess LOOPBACK =
            new StoreAccess(StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1")), null, BucketSettings.NONE);

    /** The blobs of the sample by their paths in a store. */
    private static final Map<String, byte[]> STORE = Stream.of(
                    Sample.SHARED_LAYER, Sample.AMD64_LAYER, Sample.AMD64_CONFIG, Sample.ARM64_CONFIG)
            .collect(Collectors.toMap(
                    blob -> "/acme/" + BlobAddress.path(ManifestText.digest(blob)),
                    blob -> blob.getBytes(StandardCharsets.UTF_8)));

    @TempDir
    Path temporary;

    private RegistryDirectory registry;
    private Path cache;
    private Path verdict;
    private boolean mustVerify;

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(temporary.resolve("registry"));
        cache = temporary.resolve("cache.tsv");
    }

    private ValidateResult validate(Progress progress) {
        return new StaticRegistry(progress)
                .validate(new ValidateRequest(
                        registry.root(),
                        null,
                        null,
                        false,
                        LOOPBACK,
                        List.of(),
                        verdict,
                        mustVerify,
                        problem -> {},
                        ContributorRequest.NOTHING,
                        new BlobOptions(null, cache, Duration.ofDays(7))));
    }

    private ValidateResult validate() {
        return validate(Progress.NONE);
    }

    private static LoopbackServer store() {
        Function<String, byte[]> content = path -> STORE.getOrDefault(path, new byte[0]);
        return LoopbackServer.start(exchange -> LoopbackServer.send(
                exchange, content.apply(exchange.getRequestURI().getPath())));
    }

    private static List<ProblemCode> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    @Test
    void blob_verifiedBefore_isNotLookedForAgain() {
        try (LoopbackServer store = store()) {
            registry.page("acme/app", "store: " + store.url("/acme"));
            assertThat(validate().errors()).isEmpty();
            int first = store.requests().size();
            assertThat(first).isPositive();
            assertThat(cache).exists();

            assertThat(validate().errors()).isEmpty();
            assertThat(store.requests()).hasSize(first);

            mustVerify = true;
            assertThat(validate().errors()).isEmpty();
            assertThat(store.requests()).hasSizeGreaterThan(first);
        }
    }

    /** What the cache had of it is not believed by the next run either. */
    @Test
    void blob_thatIsGone_isForgotten() throws IOException {
        try (LoopbackServer store = store();
                LoopbackServer empty = LoopbackServer.start(LoopbackServer.status(404))) {
            registry.page("acme/app", "store: " + store.url("/acme"));
            validate();
            List<String> lines = Files.readAllLines(cache);
            assertThat(lines).hasSize(5);
            Files.writeString(
                    cache, Files.readString(cache).replace(":" + store.port() + "/", ":" + empty.port() + "/"));
            registry.page("acme/app", "store: " + empty.url("/acme"));

            assertThat(validate().errors()).isEmpty();
            mustVerify = true;
            assertThat(codes(validate().errors())).contains(ProblemCode.BLOB_UNKNOWN);
            assertThat(Files.readAllLines(cache)).containsExactly(lines.get(0));
        }
    }

    @Test
    void cache_thatIsADirectoryOfAnother_isAWarning() throws IOException {
        Files.createDirectories(cache.resolve("registry-blobs.tsv"));

        assertThat(codes(validate().warnings())).contains(ProblemCode.CACHE_IGNORED);
    }

    @Test
    void cache_thatIsBroken_isAWarning() throws IOException {
        Files.writeString(cache, "nonsense\n");

        assertThat(codes(validate().warnings())).containsExactly(ProblemCode.CACHE_IGNORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache.tsv", "acme/../cache.tsv", "acme/app/cache.tsv"})
    void cache_inTheDirectoryOfTheMetadata_isRefused(String path) {
        cache = registry.root().resolve(path);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::validate)
                .satisfies(e -> assertThat(e.problem().toString())
                        .startsWith("CONFIGURATION_INVALID registry.cache: is in the directory of the metadata."));
        assertThat(cache).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void registry_ofWhichNothingCouldBeVerified_failsWhereItMustBe(boolean must) {
        mustVerify = must;
        try (ReservedPort nothing = ReservedPort.take()) {
            registry.page("acme/app", "store: http://" + nothing.address() + "/acme");

            assertThat(codes(validate().errors()).contains(ProblemCode.NOTHING_VERIFIED))
                    .isEqualTo(must);
        }
    }

    @Test
    void owners_thatCodeownersDoesNotName_areReported() {
        registry.file("registry.yaml", "formatVersion: 1\nowners:\n  acme:\n  - {user: bob, id: 1002}\n")
                .file("CODEOWNERS", "* @alice\n");
        List<Problem> problems = Stream.concat(validate().errors().stream(), validate().warnings().stream())
                .toList();

        assertThat(codes(problems)).contains(ProblemCode.OWNERS_DRIFT);
    }

    @Test
    void link_foundOnTheWay_isReportedAndHoldsItsRepositoryBack() throws IOException {
        verdict = temporary.resolve("verdict.json");
        Files.createSymbolicLink(registry.path("acme/app/link"), temporary);

        assertThat(codes(validate().errors())).contains(ProblemCode.FILE_KIND_INVALID);
        assertThat(Files.readString(verdict)).contains("\"heldBack\" : true", "\"FILE_KIND_INVALID\" : 1");
    }

    @Test
    void verdict_notAskedFor_isNotWritten() {
        assertThat(validate().errors()).isEmpty();
        assertThat(temporary).isDirectoryNotContaining("glob:**verdict*");
    }

    @Test
    void progress_countsRepositories() {
        registry.page("acme/lib", "store: file:.store");
        HeardProgress progress = new HeardProgress();
        validate(progress);

        List<String> heard = progress.heard();
        assertThat(heard.subList(0, 4))
                .containsExactly("Reading metadata/repository", "2 expected", "1 done", "1 done");
        // those that were looked for while repositories were read are done at once
        List<String> ofBlobs = heard.subList(4, heard.size());
        assertThat(ofBlobs).startsWith("Checking/blob", "4 expected");
        assertThat(ofBlobs.subList(2, ofBlobs.size()).stream()
                        .mapToInt(line -> Integer.parseInt(line.replace(" done", "")))
                        .sum())
                .isEqualTo(4);
    }
}
