package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are served at all, and what browsers are allowed to do with the responses. */
class RequestPolicyTest {

    private static final String MANIFEST = "/v2/acme/app/manifests/1.0";
    private static final String ELSEWHERE = "https://elsewhere.example";

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.write("index.html", "home");
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "secret"), "1.0");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String ask(String requestLine, String... headers) throws IOException {
        return site.raw(requestLine + "\r\n" + String.join("", List.of(headers)) + "Connection: close\r\n\r\n");
    }

    private String askHost(String host) throws IOException {
        return ask("GET " + MANIFEST + " HTTP/1.1", "Host: " + host + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:5000",
                "localhost.:5000",
                "localhost:",
                "registry.localhost:5000",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.1.2.3:5000",
                "[::1]:5000",
                "[::1]"
            })
    void request_forThisMachine_isServed(String host) throws IOException {
        assertThat(askHost(host)).startsWith("HTTP/1.1 200 ").contains("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:5000",
                "localhost.evil.example:5000",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io:5000",
                "evil.example.:5000",
                "user@localhost",
                "localhost@evil.example",
                "localhost:5000:5000",
                "localhost:x",
                "localhost, evil.example",
                "localhost evil.example",
                "localhost/evil.example",
                "\"><script>alert(1)</script>",
                "[::2]:5000",
                "0.0.0.0:5000",
                "10.0.0.1",
                ""
            })
    void request_forAnotherName_isRefused(String host) throws IOException {
        String manifest = askHost(host);
        String page = ask("GET / HTTP/1.1", "Host: " + host + "\r\n");

        assertThat(List.of(manifest, page))
                .allMatch(response -> response.matches("(?s)HTTP/1\\.1 4(?:21|00) .*"))
                .noneMatch(response -> response.contains("secret") || response.contains("home"))
                .noneMatch(response -> response.contains("text/html"));
    }

    @Test
    void request_forAnotherName_isRefusedWithAHint() throws IOException {
        assertThat(askHost("evil.example"))
                .startsWith("HTTP/1.1 421 ")
                .contains("\"code\":\"DENIED\"", "-Dregistry.url")
                .doesNotContain("evil.example");
        assertThat(ask("OPTIONS " + MANIFEST + " HTTP/1.1", "Host: evil.example\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(ask("GET / HTTP/1.1", "Host: evil.example\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .containsIgnoringCase("content-type: text/plain; charset=utf-8");
    }

    @Test
    void request_withTwoHosts_isRefused() throws IOException {
        assertThat(ask("GET / HTTP/1.1", "Host: localhost\r\n", "Host: evil.example\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET / HTTP/1.1", "Host: evil.example\r\n", "Host: localhost\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void request_withoutAHost_isServedWhereHttpAllowsIt() throws IOException {
        assertThat(ask("GET / HTTP/1.0"))
                .startsWith("HTTP/1.")
                .contains(" 200 ")
                .endsWith("home");
        assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void request_withAnAbsoluteTarget_isJudgedByBothNames() throws IOException {
        String here = "Host: localhost\r\n";
        assertThat(ask("GET http://127.0.0.1:5000/ HTTP/1.1", here)).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET HTTP://localhost HTTP/1.1", here)).startsWith("HTTP/1.1 200 ");
        for (String target : List.of(
                "http://evil.example/",
                "HTTP://evil.example",
                "https://evil.example/",
                "http://localhost@evil.example/")) {
            assertThat(ask("GET " + target + " HTTP/1.1", here)).startsWith("HTTP/1.1 421 ");
        }
        assertThat(ask("GET http://localhost/ HTTP/1.1", "Host: evil.example\r\n"))
                .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void request_forTheGivenAddress_isServedAtAnyPort() throws IOException {
        site.serve(RequestPolicy.of(List.of("Registry.test:5000"), List.of()));

        assertThat(askHost("registry.test")).startsWith("HTTP/1.1 200 ");
        assertThat(askHost("REGISTRY.test:8443")).startsWith("HTTP/1.1 200 ");
        assertThat(askHost("localhost")).startsWith("HTTP/1.1 200 ");
        assertThat(askHost("evil.registry.test")).startsWith("HTTP/1.1 421 ");
        assertThat(askHost("evil.example")).contains("localhost, 127.0.0.1, registry.test only");
    }

    @Test
    void cors_byDefault_isOff() {
        HttpResponse<byte[]> get = site.get(MANIFEST, "Origin", ELSEWHERE);
        HttpResponse<byte[]> preflight =
                site.ask("OPTIONS", MANIFEST, "Origin", ELSEWHERE, "Access-Control-Request-Method", "GET");

        assertThat(List.of(get, preflight, site.get("/", "Origin", ELSEWHERE), site.get("/none", "Origin", "null")))
                .allSatisfy(response -> assertThat(response.headers().map().keySet())
                        .noneMatch(name -> name.startsWith("access-control-")));
        assertThat(preflight.statusCode()).isEqualTo(204);
    }

    @Test
    void cors_forAllOrigins_isOnForAll() {
        site.serve(RequestPolicy.of(List.of(), List.of("*")));
        HttpResponse<byte[]> get = site.get(MANIFEST);
        HttpResponse<byte[]> preflight = site.ask("OPTIONS", MANIFEST, "Origin", ELSEWHERE);

        assertThat(header(get, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(get, "Access-Control-Expose-Headers")).contains("Docker-Content-Digest", "Link");
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(preflight, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
    }

    @Test
    void cors_forOneOrigin_isOnForThatOne() {
        site.serve(RequestPolicy.of(List.of(), List.of("HTTPS://Elsewhere.example:443")));
        HttpResponse<byte[]> theirs = site.get("/", "Origin", ELSEWHERE);
        HttpResponse<byte[]> others = site.get("/", "Origin", ELSEWHERE + ".evil.example");

        assertThat(header(theirs, "Access-Control-Allow-Origin")).isEqualTo(ELSEWHERE);
        assertThat(header(others, "Access-Control-Allow-Origin")).isNull();
        assertThat(List.of(theirs, others))
                .allSatisfy(response -> assertThat(header(response, "Vary")).isEqualTo("Origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"elsewhere.example", "https://elsewhere.example/path", "ftp://x", "null", "https://", "true"})
    void cors_forWhatIsNotAnOrigin_isRefused(String text) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> RequestPolicy.of(List.of(), List.of(text)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining("registry.cors");
    }
}
