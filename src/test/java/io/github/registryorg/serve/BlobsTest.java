package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.bytes;
import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.image;
import static io.github.registryorg.serve.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {

    private static final String REPOSITORY = "acme/app";

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.manifest(REPOSITORY, image(TestSite.OCI_MANIFEST, "x"), "1.0");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String path(Digest digest) {
        return "/v2/" + REPOSITORY + "/blobs/" + digest;
    }

    @Test
    void blob_inTheSite_hasItsHeaders() throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("hello"));

        HttpResponse<byte[]> response = site.get(path(digest));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("hello");
        assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(response, "Content-Length")).isEqualTo("5");
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(response, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void head_ofABlob_hasItsLengthAndNoBody() throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("hello"));

        String head = site.raw("HEAD " + path(digest) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head).containsIgnoringCase("content-length: 5\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void blob_thatIsEmpty_isServed() throws IOException {
        Digest digest = site.blob(REPOSITORY, new byte[0]);

        assertThat(site.get(path(digest)).body()).isEmpty();
        assertThat(header(site.get(path(digest)), "Content-Length")).isEqualTo("0");
        assertThat(header(site.head(path(digest)), "Content-Length")).isEqualTo("0");
        assertThat(site.get(path(digest), "Range", "bytes=0-").statusCode()).isEqualTo(416);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=2-4, 234, bytes 2-4/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=7-99999999999999999999, 789, bytes 7-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-30, 0123456789, bytes 0-9/10",
        "Bytes = 2 - 4, 234, bytes 2-4/10"
    })
    void range_ofABlob_isServed(String range, String content, String contentRange) throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("0123456789"));

        HttpResponse<byte[]> response = site.get(path(digest), "Range", range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(text(response)).isEqualTo(content);
        assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(content.length()));
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "bytes=-", "bytes=a-b", "lines=0-1", "0-1"})
    void range_thatIsInvalidOrMultiple_isIgnored(String range) throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("0123456789"));

        HttpResponse<byte[]> response = site.get(path(digest), "Range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=4-2", "bytes=-0", "bytes=99999999999999999999-"})
    void range_beyondTheEnd_isRefusedWithTheSize(String range) throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("0123456789"));

        HttpResponse<byte[]> response = site.get(path(digest), "Range", range);

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void range_ofAnotherVersion_isIgnored() throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("0123456789"));

        assertThat(site.get(path(digest), "Range", "bytes=0-1", "If-Range", "\"" + digest + "\"")
                        .statusCode())
                .isEqualTo(206);
        assertThat(site.get(path(digest), "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(site.get(path(digest), "Range", "bytes=0-1", "If-Range", "Wed, 21 Oct 2026 07:28:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void range_ofAHeadRequest_isIgnored() throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("0123456789"));

        HttpResponse<byte[]> response = site.head(path(digest), "Range", "bytes=0-1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("10");
    }

    @Test
    void blob_thatTheClientHas_isNotModified() throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("0123456789"));

        HttpResponse<byte[]> response =
                site.get(path(digest), "Range", "bytes=0-1", "If-None-Match", "\"" + digest + "\"");

        assertThat(response.statusCode()).isEqualTo(304);
    }

    @Test
    void blob_inAStoreBesideTheMetadata_isServed() throws IOException {
        Digest digest = TestSite.store(site.registry.resolve("my store"), bytes("stored"));
        site.locations("acme/app\t*\tfile:my%20store");

        assertThat(text(site.get(path(digest)))).isEqualTo("stored");
        assertThat(header(site.get(path(digest)), "Docker-Content-Digest")).isEqualTo(digest.toString());
    }

    @Test
    void blob_inAStoreElsewhereOnThisMachine_isServed(@TempDir Path elsewhere) throws IOException {
        Digest digest = TestSite.store(elsewhere, bytes("stored"));
        site.locations("acme/app\t*\t" + elsewhere.toUri());

        assertThat(text(site.get(path(digest)))).isEqualTo("stored");
    }

    @Test
    void blob_inSeveralStores_isServedFromTheFirst() throws IOException {
        Digest digest = TestSite.store(site.registry.resolve("second"), bytes("stored"));
        site.locations("acme/app\t*\tfile:first\tfile:second\thttps://mirror.example/blobs");

        assertThat(text(site.get(path(digest)))).isEqualTo("stored");
        Digest absent = Digest.sha256(bytes("absent"));
        assertThat(header(site.get(path(absent)), "Location"))
                .isEqualTo("https://mirror.example/blobs/sha256/" + absent.hex());
    }

    @Test
    void blob_inSiteAndStore_isServedFromTheSite() throws IOException {
        Digest digest = site.blob(REPOSITORY, bytes("own"));
        site.locations("acme/app\t*\thttps://store.example/acme");

        assertThat(text(site.get(path(digest)))).isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void blob_inAWebStore_isRedirectedTo(String method) throws IOException {
        Digest digest = Digest.sha256(bytes("away"));
        site.locations("acme/app\t*\thttps://store.example/acme/");

        HttpResponse<byte[]> response = site.ask(method, path(digest));

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(header(response, "Location")).isEqualTo("https://store.example/acme/sha256/" + digest.hex());
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(response, "Content-Length")).isEqualTo("0");
    }

    @Test
    void blob_inTheDirectoryOfAWebStore_isServedFromIt(@TempDir Path bucket) throws IOException {
        Digest digest = TestSite.store(bucket, bytes("local copy"));
        site.locations("acme/app\t*\thttps://store.example/acme/");
        site.serve(
                base -> base.equals("https://store.example/acme") ? Optional.of(bucket) : Optional.empty(),
                RequestListener.NONE);

        assertThat(text(site.get(path(digest)))).isEqualTo("local copy");
        assertThat(site.get(path(Digest.sha256(bytes("absent")))).statusCode()).isEqualTo(404);
    }

    @Test
    void blob_withAUrlOfItsOwn_isRedirectedToIt(@TempDir Path bucket) throws IOException {
        Digest own = Digest.sha256(bytes("own"));
        Digest ruled = TestSite.store(bucket, bytes("ruled"));
        site.locations(
                "acme/app\t*\thttps://store.example/acme",
                "acme/app\t" + own + "\thttps://cdn.example/get?id=7\thttps://second.example/x",
                "acme/app\t" + ruled + "\thttps://other.example/sha256/" + ruled.hex());
        site.serve(
                base -> base.equals("https://other.example") ? Optional.of(bucket) : Optional.empty(),
                RequestListener.NONE);

        assertThat(header(site.get(path(own)), "Location")).isEqualTo("https://cdn.example/get?id=7");
        assertThat(text(site.get(path(ruled)))).isEqualTo("ruled");
    }

    @Test
    void blob_ofAnotherRepositorysStore_isNotFound() throws IOException {
        Digest digest = TestSite.store(site.registry.resolve("store"), bytes("stored"));
        site.locations("acme/app-x\t*\tfile:store", "acme/app/x\t*\tfile:store", "acme/ap\t*\tfile:store");

        assertThat(site.get(path(digest)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://store.example/x",
                "javascript:alert(1)",
                "https:///nohost",
                "not a url",
                "file://host/share",
                "file:\u0000",
                "file:%2Fetc",
                "file:a?b",
                "jar:file:x!/",
                ""
            })
    void base_thatIsInvalidOrAbsent_isSkipped(String base) throws IOException {
        site.locations("acme/app\t*\t" + base);

        HttpResponse<byte[]> response = site.get(path(Digest.sha256(bytes("x"))));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).contains("BLOB_UNKNOWN");
    }

    @Test
    void url_ofABlobWithAQuery_isRedirectedToWhereStoresHaveDirectories() throws IOException {
        Digest digest = Digest.sha256(bytes("x"));
        String url = "https://store.example/get?path=/sha256/" + digest.hex();
        site.locations("acme/app\t" + digest + "\t" + url);
        site.serve(StoreMap.NONE::directoryBehind, RequestListener.NONE);

        assertThat(header(site.get(path(digest)), "Location")).isEqualTo(url);
    }

    @Test
    void blob_withARuleOfItsOwn_isNotLookedForInTheStoreOfOthers() throws IOException {
        Digest digest = TestSite.store(site.registry.resolve("store"), bytes("stored"));
        site.locations("acme/app\t*\tfile:store", "acme/app\t" + digest + "\tfile:gone/sha256/" + digest.hex());

        assertThat(site.get(path(digest)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s/store", "file://%s/store", "file://localhost%s/store"})
    void store_ofAnAbsolutePath_isRead(String base) throws IOException {
        Digest digest = TestSite.store(site.registry.resolve("store"), bytes("stored"));
        site.locations("acme/app\t*\t" + base.formatted(site.registry));

        assertThat(text(site.get(path(digest)))).isEqualTo("stored");
    }

    @Test
    void link_outOfTheStore_isNotServed(@TempDir Path outside) throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Digest digest = Digest.sha256(bytes("secret"));
        Path store = Files.createDirectories(site.registry.resolve("store/sha256"));
        Files.createSymbolicLink(store.resolve(digest.hex()), secret);
        site.locations("acme/app\t*\tfile:store");

        assertThat(site.get(path(digest)).statusCode()).isEqualTo(404);
    }

    @Test
    void store_behindALink_isRead(@TempDir Path disk) throws IOException {
        Digest digest = TestSite.store(disk, bytes("stored"));
        Files.createSymbolicLink(site.registry.resolve("store"), disk);
        site.locations("acme/app\t*\tfile:store");

        assertThat(text(site.get(path(digest)))).isEqualTo("stored");
    }

    @Test
    void directory_inTheStore_isNotServed() throws IOException {
        Digest digest = Digest.sha256(bytes("x"));
        Files.createDirectories(site.registry.resolve("store/sha256").resolve(digest.hex()));
        site.locations("acme/app\t*\tfile:store");

        assertThat(site.get(path(digest)).statusCode()).isEqualTo(404);
    }

    @Test
    void blob_largerThanAnyBuffer_isServedWhole() throws IOException {
        byte[] content = new byte[3_000_017];
        new java.util.Random(7).nextBytes(content);
        Digest digest = site.blob(REPOSITORY, content);

        assertThat(site.get(path(digest)).body()).isEqualTo(content);
        assertThat(site.get(path(digest), "Range", "bytes=1000000-2999999").body())
                .isEqualTo(java.util.Arrays.copyOfRange(content, 1_000_000, 3_000_000));
    }
}
