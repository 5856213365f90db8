package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.image;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsTest {

    private static final String SECRET = "TOP-SECRET";

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("secret.txt"), SECRET);
        Files.writeString(Files.createDirectories(directory.resolve("secrets")).resolve("index.html"), SECRET);
        site = new TestSite(directory);
        site.write("index.html", "home");
        site.write("acme/app/index.html", "app");
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/acme/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/%2E%2e/secret.txt",
                "/.%2e/secret.txt",
                "/..%2fsecret.txt",
                "/..%2Fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/..%5csecret.txt",
                "/..%5Csecret.txt",
                "/%252e%252e/secret.txt",
                "/..%252fsecret.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "/%e0%80%ae%e0%80%ae/secret.txt",
                "/%c0%ae%c0%ae%c0%afsecret.txt",
                "/%uff0e%uff0e/secret.txt",
                "/..;/secret.txt",
                "/acme/app/%00/../../../../secret.txt",
                "/secret.txt%00.html",
                "/../secrets/",
                "/%2e%2e/secrets",
                "/v2/../../secret.txt",
                "/v2/acme/app/manifests/../../../../../secret.txt",
                "/v2/acme/app/manifests/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.txt",
                "/v2/acme/app/manifests/..%2f..%2f..%2f..%2f..%2fsecret.txt",
                "/v2/%2e%2e/%2e%2e/manifests/secret.txt",
                "/v2/..%2f..%2fsecrets/tags/list",
                "/v2/acme/app/blobs/sha256:..%2f..%2f..%2f..%2f..%2fsecret.txt",
                "/..\\secret.txt",
                "\\..\\secret.txt",
                "../secret.txt",
                "file:///etc/passwd",
                "mailto:x",
                "*",
                "/%",
                "/%2",
                "/%zz",
                "/%ff",
                "/\u00ff"
            })
    void path_leadingOutOfTheSite_isNotFound(String target) throws IOException {
        String response = site.rawGet(target);

        assertThat(response).doesNotContain(SECRET).doesNotContain("root:");
        assertThat(response).doesNotStartWith("HTTP/1.1 2").doesNotStartWith("HTTP/1.1 5");
        assertServes();
    }

    @Test
    void path_withANullByte_isNotFound() throws IOException {
        String response = site.rawGet("/secret.txt\u0000.html");

        assertThat(response).startsWith("HTTP/1.1 404 ");
        assertServes();
    }

    @Test
    void path_withAnyByte_getsAResponse() throws IOException {
        for (int c = 0; c < 256; c++) {
            assertThat(site.rawGet("/acme/app/" + (char) c + "/..")).doesNotContain(SECRET);
            assertThat(site.rawGet(String.format("/acme/app/%%%02x", c)))
                    .doesNotContain(SECRET)
                    .startsWith("HTTP/1.1 404 ");
        }
        assertServes();
    }

    @Test
    void link_outOfTheSite_isNotFollowed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("index.html"), SECRET);
        Files.createSymbolicLink(site.site.resolve("link"), outside);
        Files.createSymbolicLink(site.site.resolve("link.html"), outside.resolve("index.html"));
        Files.createSymbolicLink(site.site.resolve("v2/acme/app/manifests/2.0"), outside.resolve("index.html"));
        Files.createSymbolicLink(site.site.resolve("v2/evil"), outside);

        for (String path : List.of(
                "/link",
                "/link/",
                "/link/index.html",
                "/link.html",
                "/v2/acme/app/manifests/2.0",
                "/v2/evil/tags/list")) {
            assertThat(site.rawGet(path)).doesNotContain(SECRET).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void requestLine_withoutAnEnd_isCutOff() throws IOException {
        assertThat(flood("GET /", "a")).doesNotContain("200 OK");
        assertServes();
    }

    @Test
    void headers_withoutAnEnd_areCutOff() throws IOException {
        assertThat(flood("GET / HTTP/1.1\r\n", "X-A: b\r\n")).doesNotContain("200 OK");
        assertThat(flood("GET / HTTP/1.1\r\nX-A: ", "b")).doesNotContain("200 OK");
        assertServes();
    }

    @Test
    void path_thatIsVeryLong_isNotFound() throws IOException {
        assertThat(site.rawGet("/" + "a".repeat(5_000))).startsWith("HTTP/1.1 404 ");
        assertThat(site.rawGet("/" + "a/".repeat(10_000))).startsWith("HTTP/1.1 404 ");
        assertThat(site.rawGet("/v2/" + "a/".repeat(10_000) + "tags/list")).startsWith("HTTP/1.1 400 ");
        assertThat(site.rawGet("/v2/acme/app/manifests/" + "a".repeat(5_000))).startsWith("HTTP/1.1 404 ");
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "POST /v2/x/blobs/uploads/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n"
            })
    void bytes_thatAreNotARequest_closeTheConnection(String request) throws IOException {
        try (Socket socket = site.connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            assertThat(readUntilClosed(socket)).doesNotContain("200 OK");
        }
        assertServes();
    }

    @Test
    void clients_thatStall_doNotBlockOthers() throws IOException {
        Socket[] slow = new Socket[32];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = site.connect();
                slow[i].getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            }
            assertServes();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void client_thatDisconnects_doesNotBlockOthers() throws IOException {
        site.write("large.bin", new byte[8 * 1024 * 1024]);
        for (int i = 0; i < 20; i++) {
            try (Socket socket = site.connect()) {
                socket.getOutputStream()
                        .write("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }
        assertServes();
    }

    private void assertServes() throws IOException {
        assertThat(site.rawGet("/acme/app/")).startsWith("HTTP/1.1 200 ").endsWith("app");
    }

    /** Sends 32 MiB unless the server has enough of it. */
    private String flood(String start, String more) throws IOException {
        byte[] chunk = more.repeat(64 * 1024 / more.length()).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = site.connect()) {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            try {
                for (int i = 0; i < 512; i++) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (SocketException e) {
                return "closed";
            }
            return readUntilClosed(socket);
        }
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "closed";
        }
    }
}
