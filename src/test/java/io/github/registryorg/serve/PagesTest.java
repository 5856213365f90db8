package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.host.ServedAddress;
import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.write("index.html", "<!doctype html>home");
        site.write("404.html", "<!doctype html>nothing here");
        site.write("acme/app/index.html", "<!doctype html>app");
        site.write("acme/app/tags/index.html", "{\"name\":\"acme/app\",\"tags\":[]}");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void directory_requested_isItsPage() {
        HttpResponse<byte[]> home = site.get("/");

        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(text(home)).isEqualTo("<!doctype html>home");
        assertThat(header(home, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(text(site.get("/acme/app/"))).isEqualTo("<!doctype html>app");
        assertThat(text(site.get("/acme/app/index.html"))).isEqualTo("<!doctype html>app");
    }

    @Test
    void directory_withoutASlash_isRedirectedOnThisServer() {
        HttpResponse<byte[]> response = site.get("/acme/app?q=1");

        assertThat(response.statusCode()).isEqualTo(301);
        assertThat(header(response, "Location")).isEqualTo("/acme/app/?q=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//acme/app",
                "//evil.example/acme/app",
                "/%2facme/app",
                "/\\acme/app",
                "http://evil.example/acme/app"
            })
    void redirect_ofAHostilePath_staysOnThisServer(String target) throws IOException {
        String response = site.rawGet(target);

        assertThat(response.lines().filter(line -> line.regionMatches(true, 0, "location:", 0, 9)))
                .allMatch(line -> line.matches("(?i)location: /acme/app/"));
        assertThat(response).doesNotContain("ocation: //", "ocation: http");
    }

    @Test
    void api_ofTheLegacyFormat_isServedAsJson() {
        HttpResponse<byte[]> response = site.get("/acme/app/tags/");

        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "-/assets/a.css, text/css, text/css; charset=utf-8",
        "-/assets/a.svg, image/svg+xml, image/svg+xml",
        "acme/app/tags/index.html, application/json, application/json",
        "v1/images/acme/app/x:1.2, application/json, application/json",
        "v1/images/acme/app:page.svg, application/json, application/json",
        "v1/imagefile/acme/app:page.html, application/octet-stream, application/octet-stream"
    })
    void file_ofTheSite_hasTheTypeThatTheSiteLists(String path, String listed, String type) throws IOException {
        site.write(path, listed, TestSite.bytes("{<script>"));

        HttpResponse<byte[]> response = site.get("/" + path);

        assertThat(header(response, "Content-Type")).isEqualTo(type);
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "robots.txt, text/plain; charset=utf-8",
        "mine.html, application/octet-stream",
        "mine/index.html, application/octet-stream",
        "mine.svg, application/octet-stream",
        "v1/imagefile/acme/app:page.html, application/octet-stream"
    })
    void file_thatTheSiteDoesNotList_isNotRunByBrowsers(String path, String type) throws IOException {
        site.add(path, TestSite.bytes("<!doctype html><script>"));

        HttpResponse<byte[]> response = site.get("/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(type);
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void page_served_hasAContentSecurityPolicy() {
        HttpResponse<byte[]> home = site.get("/");

        assertThat(header(home, "Content-Security-Policy")).isEqualTo(PagePolicy.HEADER);
        assertThat(header(site.get("/nope"), "Content-Security-Policy")).isEqualTo(PagePolicy.HEADER);
        assertThat(header(home, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void page_absent_isTheSitesNotFoundPage() {
        HttpResponse<byte[]> response = site.get("/acme/none/");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).isEqualTo("<!doctype html>nothing here");
        assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(site.get("/acme/").statusCode()).isEqualTo(404);
        assertThat(site.get("/acme").statusCode()).isEqualTo(404);
    }

    @Test
    void page_absentInASiteWithoutNotFoundPage_isPlainText() throws IOException {
        Files.delete(site.site.resolve("404.html"));

        assertThat(site.get("/none").statusCode()).isEqualTo(404);
        assertThat(header(site.get("/none"), "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void page_thatTheBrowserHas_isNotModified() throws IOException {
        String tag = header(site.get("/"), "ETag");

        assertThat(site.get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
        site.write("index.html", "<!doctype html>HOME");
        assertThat(site.get("/", "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(header(site.get("/"), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void file_thatIsLarge_hasAnEtagOfItsSizeAndTime() throws IOException {
        byte[] large = new byte[1024 * 1024 + 1];
        site.write("image.sif", large);
        HttpResponse<byte[]> response = site.get("/image.sif");

        assertThat(response.body()).isEqualTo(large);
        assertThat(site.get("/image.sif", "If-None-Match", header(response, "ETag"))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void head_ofAPage_hasItsLengthAndNoBody() throws IOException {
        String head = site.raw("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-length: 19\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void page_writtenTo_isRefused() {
        HttpResponse<byte[]> response = site.ask("POST", "/");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void notesForTheHost_requested_areNotFound() throws IOException {
        site.locations("acme/app\t*\tfile:/home/me/store");

        assertThat(site.get("/-/host/blobs.tsv").statusCode()).isEqualTo(404);
        assertThat(site.get("/-/%68ost/blobs.tsv").statusCode()).isEqualTo(404);
    }

    private String page(String host) throws IOException {
        String response = site.raw("GET /acme/app/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        String body = response.substring(response.indexOf("\r\n\r\n") + 4);
        assertThat(response).containsIgnoringCase("\r\ncontent-length: " + body.length() + "\r\n");
        return body;
    }

    @Test
    void page_withTheOpenAddress_hasTheOneThatTheReaderUsed() throws IOException {
        site.write("acme/app/index.html", "<!doctype html>" + ServedAddress.OPEN + "/a at " + ServedAddress.OPEN);
        site.serve();

        assertThat(page("localhost:8080")).isEqualTo("<!doctype html>localhost:8080/a at localhost:8080");
        assertThat(page("LocalHost.:8080")).isEqualTo("<!doctype html>localhost:8080/a at localhost:8080");
        assertThat(page("[::1]:1")).isEqualTo("<!doctype html>[::1]:1/a at [::1]:1");
        assertThat(page("127.0.0.1")).isEqualTo("<!doctype html>127.0.0.1/a at 127.0.0.1");
    }

    @Test
    void page_withoutAHostInTheRequest_hasTheAddressOfTheServer() throws IOException {
        site.write("acme/app/index.html", "<!doctype html>" + ServedAddress.OPEN);
        LocalServer server = site.serve();

        assertThat(site.raw("GET /acme/app/ HTTP/1.0\r\n\r\n")).endsWith("<!doctype html>" + server.address());
    }

    @Test
    void page_withTheOpenAddress_hasALengthAndATagOfItsOwnForEachAddress() throws IOException {
        site.write("acme/app/index.html", "<!doctype html>" + ServedAddress.OPEN);
        LocalServer server = site.serve();
        String tag = header(site.get("/acme/app/"), "ETag");
        HttpResponse<byte[]> head = site.head("/acme/app/");

        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(header(head, "Content-Length"))
                .isEqualTo(Integer.toString(("<!doctype html>" + server.address()).length()));
        assertThat(site.get("/acme/app/", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(site.raw("GET /acme/app/ HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: " + tag
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void json_withTheOpenAddress_hasTheOneThatTheReaderUsed() throws IOException {
        site.write("acme/app/manifests/1.0/index.html", "{\"urls\":[\"http://" + ServedAddress.OPEN + "/v2/x\"]}");
        site.write("api/container/acme/app:1.0", "{\"image\":\"http://" + ServedAddress.OPEN + "/v2/x\"}");
        LocalServer server = site.serve();

        assertThat(text(site.get("/acme/app/manifests/1.0/")))
                .isEqualTo("{\"urls\":[\"http://" + server.address() + "/v2/x\"]}");
        assertThat(text(site.get("/api/container/acme/app:1.0")))
                .isEqualTo("{\"image\":\"http://" + server.address() + "/v2/x\"}");
    }

    @Test
    void whatIsNotAPage_withTheOpenAddress_staysAsItIs() throws IOException {
        site.write("-/assets/a.css", ServedAddress.OPEN);
        Digest digest = site.manifest("acme/app", TestSite.image(TestSite.OCI_MANIFEST, ServedAddress.OPEN), "1.0");

        assertThat(text(site.get("/-/assets/a.css"))).isEqualTo(ServedAddress.OPEN);
        assertThat(Digest.sha256(site.get("/v2/acme/app/manifests/1.0").body())).isEqualTo(digest);
    }
}
