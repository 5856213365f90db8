package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.bytes;
import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.image;
import static io.github.registryorg.serve.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RawManifest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestSite.OCI_MANIFEST,
                "application/vnd.docker.distribution.manifest.v2+json",
                "application/vnd.oci.artifact.manifest.v1+json"
            })
    void manifest_ofAnyType_hasTheOneThatTheSiteListsWithoutACharset(String mediaType) throws IOException {
        String content = image("", "x");
        Digest digest = site.manifestAs(mediaType, "acme/app", content, "1.0");

        for (Object reference : new Object[] {"1.0", digest}) {
            HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/" + reference);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo(mediaType);
            assertThat(text(response)).isEqualTo(content);
        }
    }

    @Test
    void tag_thatHasMovedBeforeItsIndex_hasTheTypeOfItsBytes() throws IOException {
        site.manifest("acme/app", TestSite.index(), "both");
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
        site.get("/v2/acme/app/manifests/1.0");

        site.add("v2/acme/app/manifests/1.0", bytes(TestSite.index()));

        assertThat(header(site.get("/v2/acme/app/manifests/1.0"), "Content-Type"))
                .isEqualTo(TestSite.OCI_INDEX);
    }

    @Test
    void digest_thatTheSiteDoesNotList_isUnknown() throws IOException {
        String content = image(TestSite.OCI_MANIFEST, "x");
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "y"), "1.0");
        Digest digest = Digest.sha256(bytes(content));
        site.add("v2/acme/app/manifests/" + digest, bytes(content));

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/" + digest);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).contains("MANIFEST_UNKNOWN");
    }

    @Test
    void index_thatIsMadeAgain_isReadAgain() throws IOException {
        String content = image("", "x");
        site.manifestAs(TestSite.OCI_MANIFEST, "acme/app", content, "1.0");
        site.get("/v2/acme/app/manifests/1.0");
        String docker = "application/vnd.docker.distribution.manifest.v2+json";
        site.manifestAs(docker, "acme/app", content, "1.0");

        assertThat(header(site.get("/v2/acme/app/manifests/1.0"), "Content-Type"))
                .isEqualTo(docker);
    }

    @Test
    void manifest_byTag_hasItsDigestHeader() throws IOException {
        Digest digest = site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/1.0");

        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(response, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(response, "Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(response.body().length));
    }

    @Test
    void manifest_byDigest_hasThatDigestInItsHeader() throws IOException {
        String manifest = image(TestSite.OCI_MANIFEST, "x");
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, bytes(manifest));
        site.write("v2/acme/app/manifests/" + digest, TestSite.OCI_MANIFEST, bytes(manifest));

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/" + digest);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(text(response)).isEqualTo(manifest);
    }

    @Test
    void head_ofAManifest_hasTheHeadersOfGet() throws IOException {
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
        String path = "/v2/acme/app/manifests/1.0";

        String head = site.raw("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String get = site.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        assertThat(headersOf(head)).isEqualTo(headersOf(get)).contains("content-length: ");
    }

    @Test
    void connection_usedForSeveralRequests_staysOpen() throws IOException {
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
        String request = " /v2/acme/app/manifests/1.0 HTTP/1.1\r\nHost: localhost\r\n";

        String all =
                site.raw("HEAD" + request + "\r\nHEAD" + request + "\r\nGET" + request + "Connection: close\r\n\r\n");

        assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(all).endsWith(image(TestSite.OCI_MANIFEST, "x"));
    }

    @Test
    void manifest_thatTheClientHas_isNotModified() throws IOException {
        Digest digest = site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");

        HttpResponse<byte[]> same =
                site.get("/v2/acme/app/manifests/1.0", "If-None-Match", "\"other\", W/\"" + digest + "\"");
        HttpResponse<byte[]> other = site.get("/v2/acme/app/manifests/1.0", "If-None-Match", "\"other\"");

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(same, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void manifest_ofAMovedTag_isServedWithoutARestart() throws IOException {
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "old"), "latest");
        site.get("/v2/acme/app/manifests/latest");
        Digest moved = site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "new"), "latest");

        assertThat(header(site.get("/v2/acme/app/manifests/latest"), "Docker-Content-Digest"))
                .isEqualTo(moved.toString());
    }

    @Test
    void manifest_byReferrersTag_isServed() throws IOException {
        String tag = "sha256-" + "0".repeat(64);
        site.write("v2/acme/app/manifests/" + tag, TestSite.OCI_INDEX, bytes(TestSite.index()));

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/" + tag);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(TestSite.OCI_INDEX);
    }

    @Test
    void manifest_ofFourMebibytes_isServed() throws IOException {
        String start = image(TestSite.OCI_MANIFEST, "x");
        String manifest = start + " ".repeat(RawManifest.MAX_SIZE - start.length());
        Digest digest = site.manifest("acme/app", manifest, "1.0");

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/1.0");

        assertThat(response.body()).hasSize(RawManifest.MAX_SIZE);
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", ""})
    void tag_withBytesThatNoDigestOfItsRepositoryHas_isOurFaultAndNotSent(String content) throws IOException {
        site.write("v2/acme/app/manifests/1.0", TestSite.OCI_MANIFEST, bytes(content));
        site.manifest("acme/other", content);

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/1.0");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(text(response)).contains("the site is broken").doesNotContain("not json");
    }

    @Test
    void manifest_largerThanOneCanBe_isOurFaultAndNotSent() throws IOException {
        site.manifest("acme/app", " ".repeat(RawManifest.MAX_SIZE + 1), "1.0");

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/1.0");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).contains("the site is broken").hasSizeLessThan(1000);
    }

    @Test
    void manifest_withAnotherDigest_isNotServed() throws IOException {
        Digest other = Digest.sha256(bytes("other"));
        site.write("v2/acme/app/manifests/" + other, TestSite.OCI_MANIFEST, bytes(image(TestSite.OCI_MANIFEST, "x")));

        HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/" + other);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).contains("the site is broken").doesNotContain("layers");
    }

    private static String headersOf(String response) {
        return response.substring(0, response.indexOf("\r\n\r\n"))
                .lines()
                .filter(line -> !line.startsWith("Date:"))
                .map(line -> line.toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void manifest_byTag_hasTheDigestOfTheMetadata() throws IOException {
        String content = image(TestSite.OCI_MANIFEST, "long");
        Digest digest = Digest.of(
                DigestAlgorithm.SHA512,
                DigestAlgorithm.SHA512.newMessageDigest().digest(TestSite.bytes(content)));
        site.write("v2/acme/app/manifests/" + digest, TestSite.OCI_MANIFEST, bytes(content));
        site.write("v2/acme/app/manifests/long", TestSite.OCI_MANIFEST, bytes(content));

        assertThat(header(site.get("/v2/acme/app/manifests/long"), "Docker-Content-Digest"))
                .isEqualTo(digest.toString());
        assertThat(site.get("/v2/acme/app/manifests/" + digest).statusCode()).isEqualTo(200);
    }
}
