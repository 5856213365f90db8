package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.store.BucketCredentials;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.ReservedPort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One cause is one finding with a count, and validate agrees with itself about what exists, whether deep or not. */
@Timeout(60)
class GroupedFindingsTest {

    private static final String HOST = "127.0.0.1";
    private static final List<String> BLOBS =
            List.of(Sample.SHARED_LAYER, Sample.AMD64_LAYER, Sample.AMD64_CONFIG, Sample.ARM64_CONFIG);

    @TempDir
    private Path root;

    private Problem only(Findings findings) {
        assertThat(findings.problems()).hasSize(1);
        Problem problem = findings.problems().get(0);
        assertThat(problem.subject()).startsWith("acme/app");
        assertThat(problem.location()).isNotNull();
        assertThat(problem.hint()).isNotBlank();
        return problem;
    }

    private void store(String base) {
        RegistryDirectory.wellFormed(root).page("acme/app", "store: " + base);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blobs_onADeadHost_areOneFinding(boolean deep) {
        try (ReservedPort unused = ReservedPort.take()) {
            String host = "http://" + unused.address();
            store("[" + host + "/a, " + host + "/b]");

            Problem problem = only(Findings.ofBlobs(root, deep, HOST));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.what()).isEqualTo(2 * BLOBS.size() + " blobs can't be verified at " + host);
            assertThat(problem.cause()).contains("the connection was refused");
        }
    }

    @ParameterizedTest
    @CsvSource({"429, false", "503, false", "429, true", "503, true"})
    void blobs_onAHostThatAsksForLater_areOneFinding(int status, boolean deep) {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(status, -1);
        })) {
            store(server.url("/blobs"));

            Problem problem = only(Findings.ofBlobs(root, deep, StoreMap.NONE, Duration.ofSeconds(1), HOST));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.what()).startsWith(BLOBS.size() + " blobs can't be verified at http://");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void blobs_ofAStoreThatRefuses_areOneWarning(int status) {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(status))) {
            store(server.url("/blobs"));

            Problem problem = only(Findings.ofBlobs(root, false, HOST));

            assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNVERIFIED);
            assertThat(problem.what()).isEqualTo(BLOBS.size() + " blobs can't be verified at " + server.url("/blobs"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storeMap_underWhichNothingIsFound_isOneFindingThatNamesTheEntry(boolean deep) throws IOException {
        store("[https://cdn.example/acme/app, https://cdn.example/acme/other]");
        Path empty = Files.createDirectory(root.resolve(".empty"));
        StoreMap map = StoreMap.parse(List.of("https://cdn.example/acme=file:" + empty), root);

        Problem problem = only(Findings.ofBlobs(root, deep, map, RemoteClient.HOST_TIMEOUT));

        assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNKNOWN);
        assertThat(problem.what())
                .startsWith("none of " + 2 * BLOBS.size() + " blobs is at")
                .contains("registry.storeMap", "https://cdn.example/acme=file:", ".empty");
    }

    /** Perhaps just these are missing. More of them have one cause: the store is elsewhere. */
    @ParameterizedTest
    @CsvSource({"19, 20", "20, 1"})
    void blobs_absentFromAStore_areListedUpTo20(int layers, int findings) {
        String[] contents =
                IntStream.range(0, layers).mapToObj(i -> "layer " + i).toArray(String[]::new);
        new RegistryDirectory(root)
                .page("acme/app", "store: file:.store")
                .content("acme/app", ManifestText.image("{}", contents));

        List<Problem> problems = Findings.ofBlobs(root, false).problems();

        assertThat(problems).hasSize(findings).allMatch(problem -> problem.code() == ProblemCode.BLOB_UNKNOWN);
        if (findings == 1) {
            assertThat(problems.get(0).what()).isEqualTo("none of 21 blobs is at file:.store");
            assertThat(problems.get(0).cause()).isEqualTo("the first is " + ManifestText.digest("{}"));
            assertThat(problems.get(0).hint())
                    .isEqualTo("Check the store's address, or publish again (registry:publish).");
        }
    }

    @Test
    void storeMap_underWhichSomeIsFound_hasAFindingForEachAbsentBlob() {
        RegistryDirectory.wellFormed(root)
                .page("acme/app", "store: https://cdn.example/acme/app")
                .blob(".mapped/app", Sample.SHARED_LAYER);
        StoreMap map = StoreMap.parse(List.of("https://cdn.example/acme=file:.mapped"), root);

        assertThat(Findings.ofBlobs(root, false, map, RemoteClient.HOST_TIMEOUT).problems())
                .hasSize(BLOBS.size() - 1)
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId, BLOB_UNVERIFIED",
        "403, AccessDenied, BLOB_UNVERIFIED",
        "403, RequestTimeTooSkewed, CONFIGURATION_INVALID",
        "404, NoSuchBucket, STORE_INVALID"
    })
    void blobs_ofABucketThatRefuses_areOneFinding(int status, String error, ProblemCode expected) {
        byte[] body = ("<Error><Code>" + error + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer service = LoopbackServer.start(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
            if (!isHead) {
                exchange.getResponseBody().write(body);
            }
        })) {
            // two stores in one bucket
            store("[https://cdn.example/a, https://cdn.example/b]");
            StoreMap map = StoreMap.parse(List.of("https://cdn.example=s3://acme-blobs/x"), root);
            BucketSettings settings = new BucketSettings(
                    "us-east-1",
                    URI.create(service.url("")),
                    true,
                    false,
                    null,
                    new BucketCredentials("AKIDTEST", "secret"),
                    null,
                    null,
                    null,
                    null);

            Problem problem = only(Findings.ofBlobs(root, false, map, settings));

            assertThat(problem.code()).isEqualTo(expected);
            assertThat(problem.what()).contains(2 * BLOBS.size() + " blobs", "s3://acme-blobs");
        }
    }

    private static String content(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return BLOBS.stream()
                .filter(blob -> RegistryDirectory.blobFile("", blob).endsWith(path.substring("/blobs".length())))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"404, false", "403, false", "500, false", "404, true"})
    void blobs_thatHeadDeniesAndGetDelivers_exist(int status, boolean deep) {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                LoopbackServer.send(exchange, content(exchange).getBytes(StandardCharsets.UTF_8));
            }
        })) {
            store(server.url("/blobs"));

            Findings.ofBlobs(root, deep, HOST).assertNone();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blobs_whoseSizeHeadGetsWrong_exist(boolean deep) {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "20");
                exchange.sendResponseHeaders(200, -1);
            } else {
                LoopbackServer.send(exchange, content(exchange).getBytes(StandardCharsets.UTF_8));
            }
        })) {
            store(server.url("/blobs"));

            Findings.ofBlobs(root, deep, HOST).assertNone();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blobs_ofWhichNoSizeIsStated_areReadAndExist(boolean deep) {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
            if (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(content(exchange).getBytes(StandardCharsets.UTF_8));
            }
        })) {
            store(server.url("/blobs"));

            Findings.ofBlobs(root, deep, HOST).assertNone();
        }
    }
}
