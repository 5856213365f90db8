package io.github.registryorg.remote;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A proxy looks up names itself, so hosts that are reached through it must be on the operator's list. */
class RemoteProxyTest {

    private static ProxySettings proxy(LoopbackServer server, String direct) {
        return ProxySettings.of(
                new HttpProxy("proxy.test", server.port(), null, null, HttpProxy.Origin.SETTINGS), direct);
    }

    @Test
    void host_allowed_isRequestedThroughTheProxy() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(204));
                RemoteClient client = Clients.through(proxy(server, ""), "store.invalid")) {
            assertThat(Clients.status(client, "http://store.invalid/a%2Fb?x=y")).isEqualTo(204);
            assertThat(server.requests()).containsExactly("HEAD http://store.invalid/a%2Fb?x=y");
        }
    }

    @Test
    void host_notAllowed_isRefused() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(200));
                RemoteClient client = Clients.through(proxy(server, ""), "store.invalid")) {
            Problem problem = problem(() -> Clients.status(client, "http://other.invalid/x"));

            assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            assertThat(problem.hint()).contains("registry.allowedHosts").contains("nonProxyHosts");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void proxy_asATarget_isRefused() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(200));
                RemoteClient client = Clients.through(proxy(server, ""), "store.invalid")) {
            assertThat(problem(() -> Clients.status(client, "http://proxy.test:" + server.port() + "/x"))
                            .code())
                    .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void redirect_throughTheProxy_isRefused() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.redirect(302, "http://other.invalid/y"));
                RemoteClient client = Clients.through(proxy(server, ""), "store.invalid")) {
            assertThat(problem(() -> Clients.status(client, "http://store.invalid/x"))
                            .code())
                    .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void host_withoutProxy_isChecked() {
        try (LoopbackServer server = LoopbackServer.start(LoopbackServer.status(500));
                LoopbackServer near = LoopbackServer.start(LoopbackServer.status(204));
                RemoteClient client = Clients.through(proxy(server, "*.test"), "near.test")) {
            assertThat(Clients.status(client, "http://near.test:" + near.port() + "/x"))
                    .isEqualTo(204);
            assertThat(problem(() -> Clients.status(client, "http://inner.test:" + near.port() + "/x"))
                            .code())
                    .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void proxy_unreachable_isReported() {
        ProxySettings gone =
                ProxySettings.of(new HttpProxy("proxy.invalid", 3128, null, null, HttpProxy.Origin.SETTINGS), "");
        try (RemoteClient client = Clients.through(gone, "store.invalid")) {
            Problem problem = problem(() -> Clients.status(client, "http://store.invalid/x"));

            assertThat(problem.what()).isEqualTo("can't be reached through the proxy proxy.invalid:3128");
        }
    }

    @Test
    void host_unknownWithoutAProxy_isReportedWithWhereToNameOne() {
        try (RemoteClient client = Clients.allowing("store.invalid")) {
            assertThat(problem(() -> Clients.status(client, "http://store.invalid/x"))
                            .hint())
                    .contains("DNS", "settings.xml (<proxy>)", "-Dhttps.proxyHost", "HTTPS_PROXY");
        }
        ProxySettings gone =
                ProxySettings.of(new HttpProxy("proxy.invalid", 3128, null, null, HttpProxy.Origin.SETTINGS), "");
        try (RemoteClient client = Clients.through(gone, "store.invalid")) {
            assertThat(problem(() -> Clients.status(client, "http://store.invalid/x"))
                            .hint())
                    .doesNotContain("HTTPS_PROXY");
        }
    }

    @Test
    void login_ofTheProxy_isSentToItOnly() {
        LoopbackServer.Responder login = exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            String wanted = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
            if (wanted.equals(given)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"store\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
                exchange.sendResponseHeaders(407, -1);
            }
        };
        try (LoopbackServer server = LoopbackServer.start(login)) {
            ProxySettings right = ProxySettings.of(
                    new HttpProxy("proxy.test", server.port(), "me", () -> "secret", HttpProxy.Origin.SETTINGS), "");
            try (RemoteClient client = Clients.through(right, "store.invalid")) {
                assertThat(Clients.status(client, "http://store.invalid/x")).isEqualTo(401);
                assertThat(server.exchanges())
                        .noneMatch(exchange -> exchange.getRequestHeaders().containsKey("Authorization"));
            }
            ProxySettings wrong = ProxySettings.of(
                    new HttpProxy("proxy.test", server.port(), "me", () -> "guess", HttpProxy.Origin.SETTINGS), "");
            try (RemoteClient client = Clients.through(wrong, "store.invalid")) {
                assertThat(Clients.status(client, "http://store.invalid/x")).isEqualTo(407);
            }
        }
    }
}
