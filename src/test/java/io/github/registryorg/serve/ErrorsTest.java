package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.bytes;
import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {

    private static final Digest ABSENT = Digest.sha256(bytes("absent"));

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2"})
    void base_requested_hasTheVersionHeader(String path) {
        HttpResponse<byte[]> response = site.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
        assertThat(TestSite.text(response)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "acme/app/manifests/2.0, 404, MANIFEST_UNKNOWN",
        "acme/app/manifests/.INVALID, 404, MANIFEST_UNKNOWN",
        "acme/app/manifests/a%20b, 404, MANIFEST_UNKNOWN",
        "acme/app/manifests/sha256:baddigeststring, 400, DIGEST_INVALID",
        "acme/app/manifests/md5:00000000000000000000000000000000, 400, DIGEST_INVALID",
        "acme/app/blobs/1.0, 400, DIGEST_INVALID",
        "acme/app/referrers/1.0, 400, DIGEST_INVALID",
        "acme/other/tags/list, 404, NAME_UNKNOWN",
        "acme/tags/list, 404, NAME_UNKNOWN",
        "acme/other/manifests/1.0, 404, NAME_UNKNOWN",
        "acme/APP/manifests/1.0, 400, NAME_INVALID",
        "acme/-/tags/list, 400, NAME_INVALID",
        "acme/app/manifests/1.0/, 404, UNSUPPORTED",
        "acme/app/tags/other, 404, UNSUPPORTED",
        "acme/app, 404, UNSUPPORTED",
        "tags/list, 404, UNSUPPORTED",
        "index.html, 404, UNSUPPORTED"
    })
    void request_forSomethingAbsent_getsAnErrorOfTheSpecification(String path, int status, String code) {
        HttpResponse<byte[]> response = site.get("/v2/" + path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(error(response).path("code").textValue()).isEqualTo(code);
        assertThat(error(response).path("message").textValue()).isNotEmpty();
        assertThat(error(response).has("detail")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "acme/app/manifests/, MANIFEST_UNKNOWN",
        "acme/app/blobs/, BLOB_UNKNOWN",
        "acme/other/manifests/, NAME_UNKNOWN",
        "acme/other/blobs/, NAME_UNKNOWN",
        "acme/other/referrers/, NAME_UNKNOWN"
    })
    void digest_unknown_isNotFound(String path, String code) {
        HttpResponse<byte[]> response = site.get("/v2/" + path + ABSENT);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).path("code").textValue()).isEqualTo(code);
    }

    @Test
    void head_ofSomethingAbsent_hasTheLengthOfTheError() throws IOException {
        String head =
                site.raw("HEAD /v2/acme/app/manifests/2.0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head)
                .startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("content-length: ")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, acme/app/blobs/uploads/",
        "POST, acme/new/blobs/uploads/?mount=sha256:0&from=x",
        "PUT, acme/app/manifests/1.0",
        "PATCH, acme/app/blobs/uploads/1",
        "DELETE, acme/app/manifests/1.0",
        "DELETE, ''"
    })
    void push_toTheServer_isRefusedWithAdvice(String method, String path) {
        HttpResponse<byte[]> response = site.ask(method, "/v2/" + path);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
        assertThat(error(response).path("code").textValue()).isEqualTo("UNSUPPORTED");
        assertThat(error(response).path("message").textValue()).contains("registry:publish", "registry:pull-request");
    }

    @Test
    void push_withALargeBody_getsItsResponse() throws IOException {
        String body = "x".repeat(60_000);

        String response = site.raw("PUT /v2/acme/app/manifests/1.0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(response).startsWith("HTTP/1.1 405 ").contains("registry:publish");
    }

    private static JsonNode error(HttpResponse<byte[]> response) {
        try {
            return Json.readObject(response.body()).path("errors").path(0);
        } catch (JsonFault e) {
            throw new AssertionError("an error without JSON", e);
        }
    }
}
