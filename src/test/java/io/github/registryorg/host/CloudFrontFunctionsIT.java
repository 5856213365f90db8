package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudFront's functions with events as CloudFront's documents describe them. */
class CloudFrontFunctionsIT {

    private static final Digest DIGEST = Digest.sha256(new byte[0]);
    private static final Digest OTHER = Digest.sha256(new byte[1]);
    private static final int MAX_FUNCTION_SIZE = 10_000;

    @TempDir
    Path directory;

    private final CloudFrontHost host = new CloudFrontHost();

    private void emit(List<BlobRule> rules) {
        host.emit(rules, new DirectorySink(directory));
    }

    private static BlobRule rule(String repository, Digest digest, String address) {
        return BlobRule.of(RepositoryName.parse(repository), digest, List.of(address, "https://mirror.example"));
    }

    private Path function(String name) {
        return directory.resolve("-/host/cloudfront").resolve(name);
    }

    private JsonNode run(String function, ObjectNode event) {
        try {
            Path events = Files.write(directory.resolve("events"), Json.write(event));
            Path harness = directory.resolve("functions.js");
            try (var in = getClass().getResourceAsStream("/cloudfront-functions.js")) {
                Files.write(harness, in.readAllBytes());
            }
            List<String> arguments = new ArrayList<>(
                    List.of(harness.toString(), function(function).toString(), events.toString()));
            if (Files.exists(function("key-values.json"))) {
                arguments.add(function("key-values.json").toString());
            }
            String output = RealClient.of("node").run(directory, arguments.toArray(String[]::new));
            return PlainJson.READER.readTree(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode event(String type, String method, String uri) {
        ObjectNode event = Json.object().put("version", "1.0");
        event.putObject("context")
                .put("distributionDomainName", "d111111abcdef8.cloudfront.net")
                .put("distributionId", "EDFDVBD6EXAMPLE")
                .put("eventType", type)
                .put("requestId", "EXAMPLE");
        event.putObject("viewer").put("ip", "192.0.2.1");
        ObjectNode request = event.putObject("request").put("method", method).put("uri", uri);
        request.putObject("querystring");
        request.putObject("headers").putObject("host").put("value", "registry.example");
        request.putObject("cookies");
        return event;
    }

    private JsonNode request(String method, String uri) {
        return run("viewer-request.js", event("viewer-request", method, uri));
    }

    private JsonNode response(String uri, String hash) {
        return response(uri, hash, "application/vnd.oci.image.index.v1+json");
    }

    private JsonNode response(String uri, String hash, String mediaType) {
        ObjectNode event = event("viewer-response", "GET", uri);
        ObjectNode response = event.putObject("response").put("statusCode", 200).put("statusDescription", "OK");
        ObjectNode headers = response.putObject("headers");
        headers.putObject("content-type").put("value", mediaType);
        if (hash != null) {
            headers.putObject("x-amz-meta-sha256").put("value", hash);
        }
        response.putObject("cookies");
        return run("viewer-response.js", event).get("headers");
    }

    private static String header(JsonNode headers, String name) {
        return headers.path(name).path("value").textValue();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /index.html",
        "/acme/app/, /acme/app/",
        "/-/assets/icon.svg, /-/assets/icon.svg",
        "/v2/acme/app/tags/list, /v2/acme/app/tags/list",
        "/v2/_catalog, /v2/_catalog",
        "/v2/acme/app/manifests/index.html, /v2/acme/app/manifests/index.html",
        "/v2/constructor/blobs/sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,"
                + "/v2/constructor/blobs/sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "/v2/here/manifests/sha256%3Ae3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,"
                + "/v2/here/manifests/sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    })
    void request_forAFileOfTheBucket_isPassedOn(String uri, String asked) {
        emit(List.of(rule("acme/app", null, "https://store.example/acme/")));
        JsonNode request = request("GET", uri);
        assertThat(request.path("statusCode").isMissingNode()).isTrue();
        assertThat(request.get("uri").asText()).isEqualTo(asked);
        assertThat(request.get("method").asText()).isEqualTo("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2, 200, ''",
        "HEAD, /v2/, 200, ''",
        "OPTIONS, /v2/acme/app/tags/list, 204, ''",
        "PUT, /v2/acme/app/manifests/1, 405, UNSUPPORTED",
        "GET, /v2/acme/app, 404, UNSUPPORTED",
        "GET, /v2/acme/app/tags/other, 404, UNSUPPORTED",
        "GET, /v2/Acme/tags/list, 400, NAME_INVALID",
        "GET, /v2/acme//app/tags/list, 400, NAME_INVALID",
        "GET, /v2/acme/app/blobs/latest, 400, DIGEST_INVALID",
        "GET, /v2/acme/app/manifests/sha256:00, 400, DIGEST_INVALID",
        "GET, /v2/acme/app/manifests/-, 404, MANIFEST_UNKNOWN"
    })
    void request_withoutAFile_getsAResponseOfTheFunction(String method, String uri, int status, String code)
            throws IOException {
        emit(List.of());
        JsonNode response = request(method, uri);
        assertThat(response.get("statusCode").asInt()).isEqualTo(status);
        assertThat(header(response.get("headers"), "access-control-allow-origin"))
                .isEqualTo("*");
        if (!code.isEmpty()) {
            assertThat(header(response.get("headers"), "content-type")).isEqualTo("application/json");
            JsonNode body = PlainJson.READER.readTree(response.at("/body/data").asText());
            assertThat(body.at("/errors/0/code").asText()).isEqualTo(code);
        }
    }

    @Test
    void blob_inAStore_isRedirectedTo() {
        emit(List.of(
                rule("acme/app", null, "https://store.example/acme/"),
                rule("acme/app", OTHER, "https://else.example/a%20blob?x='\"\\")));
        JsonNode usual = request("GET", "/v2/acme/app/blobs/" + DIGEST);
        assertThat(usual.get("statusCode").asInt()).isEqualTo(307);
        assertThat(header(usual.get("headers"), "location"))
                .isEqualTo("https://store.example/acme/sha256/" + DIGEST.hex());
        assertThat(header(usual.get("headers"), "docker-content-digest")).isEqualTo(DIGEST.toString());
        JsonNode single = request("HEAD", "/v2/acme/app/blobs/sha256%3A" + OTHER.hex());
        assertThat(header(single.get("headers"), "location")).isEqualTo("https://else.example/a%20blob?x='%22%5C");
        assertThat(function("key-values.json")).doesNotExist();
    }

    @Test
    void manifest_served_hasItsDigestHeader() {
        emit(List.of());
        JsonNode byDigest = response("/v2/acme/app/manifests/" + DIGEST, OTHER.hex());
        assertThat(header(byDigest, "docker-content-digest")).isEqualTo(DIGEST.toString());
        assertThat(header(byDigest, "content-type")).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(header(response("/v2/acme/app/manifests/1.0", OTHER.hex()), "docker-content-digest"))
                .isEqualTo(OTHER.toString());
        JsonNode list = response("/v2/acme/app/tags/list", OTHER.hex());
        assertThat(header(list, "docker-content-digest")).isNull();
        assertThat(header(list, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(response("/acme/app/", null), "docker-distribution-api-version"))
                .isNull();
    }

    @Test
    void response_hasThePolicyOfPages_orThatOfAStranger() {
        emit(List.of());
        assertThat(header(response("/acme/app/", null, "text/html; charset=utf-8"), "content-security-policy"))
                .isEqualTo(PagePolicy.HEADER);
        assertThat(header(response("/v2/acme/app/tags/list", null), "content-security-policy"))
                .isEqualTo(PagePolicy.INERT);
    }

    @Test
    void registry_ofManyRepositories_keepsStoresInKeyValues() throws IOException {
        List<BlobRule> rules = IntStream.range(0, 10_000)
                .mapToObj(i -> rule(
                        String.format("team%02d/app%05d", i % 100, i), null, "https://store.example/team" + i % 100))
                .sorted()
                .toList();
        emit(rules);
        assertThat(Files.size(function("viewer-request.js"))).isLessThan(MAX_FUNCTION_SIZE);
        assertThat(Files.size(function("viewer-response.js"))).isLessThan(MAX_FUNCTION_SIZE);
        assertThat(header(request("GET", "/v2/team42/app00042/blobs/" + DIGEST).get("headers"), "location"))
                .isEqualTo("https://store.example/team42/sha256/" + DIGEST.hex());
        assertThat(request("GET", "/v2/team42/none/blobs/" + DIGEST).get("uri").asText())
                .endsWith("/none/blobs/" + DIGEST);
        assertThat(host.uses(rules)).isEqualTo(Map.of(Limit.REDIRECT_BYTES, Files.size(function("key-values.json"))));
        assertThat(host.uses(rules).get(Limit.REDIRECT_BYTES))
                .isLessThan(host.capabilities().most(Limit.REDIRECT_BYTES));
        assertThat(host.uses(rules.subList(0, 10))).isEmpty();
    }

    /** The bucket itself would report blobs elsewhere as absent. */
    @Test
    void blob_ofUnknownPlace_isNotReportedAbsent() throws IOException {
        emit(IntStream.range(0, 300)
                .mapToObj(i -> rule(String.format("acme/app%03d", i), null, "https://store.example/acme"))
                .toList());
        Files.writeString(function("key-values.json"), "");
        JsonNode response = request("GET", "/v2/acme/app000/blobs/" + DIGEST);
        assertThat(response.get("statusCode").asInt()).isEqualTo(503);
        assertThat(header(response.get("headers"), "cache-control")).isEqualTo("no-store");
        assertThat(header(response.get("headers"), "retry-after")).isEqualTo("5");
        assertThat(header(response.get("headers"), "content-type")).isEqualTo("application/json");
        assertThat(PlainJson.READER
                        .readTree(response.at("/body/data").asText())
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("UNAVAILABLE");
        assertThat(request("GET", "/v2/acme/app000/tags/list").get("uri").asText())
                .isEqualTo("/v2/acme/app000/tags/list");
    }

    @Test
    void function_withManyStores_staysBelowItsLimit() throws IOException {
        for (int count = 0; count < 300; count += 20) {
            emit(IntStream.range(0, count)
                    .mapToObj(i -> rule("acme/app" + i, null, "https://store.example/acme"))
                    .toList());
            assertThat(Files.size(function("viewer-request.js"))).isLessThanOrEqualTo(MAX_FUNCTION_SIZE);
        }
    }

    @Test
    void address_longerThanAKeyValue_isRefused() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> emit(List.of(rule("acme/app", null, "https://store.example/" + "x".repeat(1100)))))
                .withMessageContaining("acme/app");
    }

    /** Writes what a host emits. */
    private record DirectorySink(Path directory) implements TreeSink {

        @Override
        public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
            try {
                Path file = directory.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, new String(content, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
            throw new AssertionError(path);
        }
    }
}
