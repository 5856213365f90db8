package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RawServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets behind a proxy. */
@Timeout(120)
class ProxiedHttpTest {

    private static final byte[] EMPTY =
            "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>".getBytes(StandardCharsets.UTF_8);

    private static Buckets buckets(String endpoint, @Nullable ProxySettings proxies) {
        return new Buckets(new BucketSettings(
                "us-east-1",
                URI.create(endpoint),
                true,
                false,
                null,
                new BucketCredentials(S3Server.ACCESS_KEY, S3Server.SECRET_KEY),
                null,
                null,
                null,
                proxies));
    }

    private static ProxySettings proxy(int port, @Nullable String username, @Nullable Supplier<String> secret) {
        return ProxySettings.of(
                new HttpProxy("127.0.0.1", port, username, secret, HttpProxy.Origin.ENVIRONMENT), "direct.invalid");
    }

    private static void list(Buckets buckets) {
        buckets.open((StoreAddress.Cloud) StoreAddress.parse("s3://acme", Path.of(".")))
                .list((path, size) -> {});
    }

    /** The service never had the request, and its keys have no part in it; nor would the proxy change its mind. */
    @ParameterizedTest
    @CsvSource({
        "403, DENIED, refuses to connect to it: 403 No, NO_PROXY",
        "407, UNAUTHORIZED, requires a login that it accepts: 407 No, HTTPS_PROXY"
    })
    void tunnel_refused_isReportedAsTheProxys(int status, ProblemCode code, String what, String hint)
            throws IOException {
        try (RawServer proxy = new RawServer(
                        out -> RawServer.write(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"));
                Buckets buckets = buckets("https://s3.invalid", proxy(proxy.port(), null, null))) {
            Problem problem = Blobs.problem(() -> list(buckets));

            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.toString())
                    .contains("the proxy 127.0.0.1:" + proxy.port() + " " + what)
                    .contains(hint);
            assertThat(proxy.requestLines()).containsExactly("CONNECT s3.invalid:443 HTTP/1.1");
        }
    }

    @Test
    void login_ofTheProxy_isSentToItWhereItAsks() {
        String wanted = "Basic " + Base64.getEncoder().encodeToString("me:s3cr3t".getBytes(StandardCharsets.UTF_8));
        List<Optional<String>> given = new CopyOnWriteArrayList<>();
        try (LoopbackServer proxy = LoopbackServer.start(exchange -> {
                    String login = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
                    given.add(Optional.ofNullable(login));
                    if (wanted.equals(login)) {
                        LoopbackServer.send(exchange, EMPTY);
                    } else {
                        exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
                        exchange.sendResponseHeaders(407, -1);
                    }
                });
                Buckets buckets = buckets("http://s3.invalid", proxy(proxy.port(), "me", () -> "s3cr3t"))) {
            list(buckets);

            assertThat(proxy.requests()).allMatch(request -> request.startsWith("GET http://s3.invalid/acme?"));
            assertThat(given).containsExactly(Optional.empty(), Optional.of(wanted));
        }
    }

    /** The SDK would find these by itself, and read them in another way. */
    @Test
    void host_thatIsDirect_isReachedWithoutTheProxy() {
        try (LoopbackServer proxy = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, EMPTY));
                Buckets direct = buckets("http://direct.invalid", proxy(proxy.port(), null, null));
                Buckets other = buckets("http://other.invalid", proxy(proxy.port(), null, null))) {
            assertThat(Blobs.problem(() -> list(direct)).code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(proxy.requests()).isEmpty();
            list(other);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void host_unknownWithoutAProxy_isReportedWithWhereToNameOne() {
        try (Buckets buckets = buckets("https://s3.invalid", ProxySettings.ofMachine(name -> null, Map.of()))) {
            assertThat(Blobs.problem(() -> list(buckets)).hint())
                    .contains("registry.endpoint", "settings.xml (<proxy>)", "-Dhttps.proxyHost", "HTTPS_PROXY");
        }
    }

    /** A typing error is in the proxy's name, not in the service's. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void proxy_unknown_isNamed(String scheme) {
        ProxySettings unknown =
                ProxySettings.of(new HttpProxy("proxy.invalid", 3128, null, null, HttpProxy.Origin.SETTINGS), "");
        try (Buckets buckets = buckets(scheme + "://s3.example", unknown)) {
            Problem problem = Blobs.problem(() -> list(buckets));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.what()).isEqualTo("listing through the proxy proxy.invalid:3128 failed");
            assertThat(problem.hint()).doesNotContain("HTTPS_PROXY");
        }
    }

    @Test
    void variable_invalid_isReported() {
        ProxySettings proxies = ProxySettings.ofMachine(name -> null, Map.of("HTTPS_PROXY", "socks5://s3cr3t@proxy"));
        try (Buckets buckets = buckets("https://s3.invalid", proxies)) {
            assertThat(Blobs.problem(() -> list(buckets)).toString())
                    .startsWith("CONFIGURATION_INVALID HTTPS_PROXY: is not the URL of an HTTP proxy.")
                    .doesNotContain("s3cr3t");
        }
    }
}
