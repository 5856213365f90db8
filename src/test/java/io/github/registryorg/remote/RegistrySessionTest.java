package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySessionTest {

    private static final Logins ALICE = (host, repository) -> Optional.of(Login.password("alice", "s3cret"));
    private static final String BASIC = "Basic YWxpY2U6czNjcmV0";

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final RemoteClient client = Clients.allowing("127.0.0.1");

    @AfterEach
    void close() {
        client.close();
    }

    private RegistrySession session(LoopbackServer server, Logins logins) {
        return new RegistrySession(client, RemoteUrl.parse(server.url("/")), "registry.example", "acme/app", logins);
    }

    private static int status(RegistrySession session) {
        try (RemoteResponse response = session.get("acme/app/manifests/1.0", "application/json", 0)) {
            return response.status();
        }
    }

    private String authorization(HttpExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(exchange.getRequestURI().getPath() + " " + sent);
        return String.valueOf(sent);
    }

    private static void challenge(HttpExchange exchange, String header) throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", header);
        exchange.sendResponseHeaders(401, -1);
    }

    /** Opens for a token that ends after two uses. */
    private LoopbackServer tokens() {
        int[] issued = {0};
        int[] used = {0};
        return LoopbackServer.start(exchange -> {
            String sent = authorization(exchange);
            if (exchange.getRequestURI().getPath().equals("/token")) {
                issued[0]++;
                used[0] = 0;
                LoopbackServer.send(exchange, ("{\"token\":\"t" + issued[0] + "\"}").getBytes(StandardCharsets.UTF_8));
            } else if (sent.equals("Bearer t" + issued[0]) && used[0]++ < 2) {
                LoopbackServer.send(exchange, new byte[] {'{', '}'});
            } else {
                challenge(
                        exchange,
                        "Bearer realm=\"http://127.0.0.1:"
                                + exchange.getLocalAddress().getPort() + "/token?a=b\",service=\"registry of acme\"");
            }
        });
    }

    @Test
    void token_expired_isFetchedAgain() {
        try (LoopbackServer server = tokens()) {
            RegistrySession session = session(server, Logins.NONE);
            for (int i = 0; i < 3; i++) {
                assertThat(status(session)).isEqualTo(200);
            }
            assertThat(server.requests())
                    .filteredOn(request -> request.contains("/token"))
                    .containsExactly(
                            "GET /token?a=b&service=registry+of+acme&scope=repository%3Aacme%2Fapp%3Apull",
                            "GET /token?a=b&service=registry+of+acme&scope=repository%3Aacme%2Fapp%3Apull");
            assertThat(authorizations).contains("/token null", "/v2/acme/app/manifests/1.0 Bearer t2");
        }
    }

    /** As Azure's registry wants "metadata_read" for the list of tags, and proxies their own name of the repository. */
    @Test
    void scope_ofTheChallenge_isAskedForToo() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            if (exchange.getRequestURI().getPath().equals("/token")) {
                LoopbackServer.send(
                        exchange,
                        (query.contains("metadata_read") ? "{\"token\":\"both\"}" : "{\"token\":\"pull\"}")
                                .getBytes(StandardCharsets.UTF_8));
            } else if (authorization(exchange).equals("Bearer both")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                challenge(
                        exchange,
                        "Bearer realm=\"http://127.0.0.1:"
                                + exchange.getLocalAddress().getPort()
                                + "/token\",scope=\"repository:acme/app:pull repository:acme/app:metadata_read\"");
            }
        })) {
            assertThat(status(session(server, Logins.NONE))).isEqualTo(200);
            assertThat(server.requests())
                    .contains("GET /token?scope=repository%3Aacme%2Fapp%3Apull"
                            + "&scope=repository%3Aacme%2Fapp%3Ametadata_read");
        }
    }

    @Test
    void password_sent_goesToTheTokenServerOnly() {
        try (LoopbackServer server = tokens()) {
            assertThat(status(session(server, ALICE))).isEqualTo(200);
            assertThat(authorizations)
                    .containsExactly(
                            "/v2/acme/app/manifests/1.0 null",
                            "/token " + BASIC,
                            "/v2/acme/app/manifests/1.0 Bearer t1");
        }
    }

    @Test
    void identityToken_sent_isAForm() throws IOException {
        List<String> forms = new CopyOnWriteArrayList<>();
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                forms.add(exchange.getRequestMethod() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                LoopbackServer.send(
                        exchange, "{\"token\":\"\",\"access_token\":\"t\"}".getBytes(StandardCharsets.UTF_8));
            } else if (authorization(exchange).equals("Bearer t")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                challenge(
                        exchange,
                        "Bearer realm=\"http://127.0.0.1:"
                                + exchange.getLocalAddress().getPort() + "/token\"");
            }
        })) {
            assertThat(status(session(server, (host, repository) -> Optional.of(Login.identityToken("i&d")))))
                    .isEqualTo(200);
        }
        assertThat(forms)
                .containsExactly("POST grant_type=refresh_token&client_id=registry-maven-plugin"
                        + "&scope=repository%3Aacme%2Fapp%3Apull&refresh_token=i%26d");
    }

    @Test
    void registryToken_sent_needsNoTokenServer() {
        Logins token = (host, repository) -> Optional.of(Login.registryToken("r"));
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            if (authorization(exchange).equals("Bearer r")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                challenge(exchange, "Bearer realm=\"http://127.0.0.1:1/token\"");
            }
        })) {
            assertThat(status(session(server, token))).isEqualTo(200);
        }
        Logins broken = (host, repository) -> Optional.of(Login.registryToken("a\nb"));
        try (LoopbackServer server = LoopbackServer.start(exchange -> challenge(exchange, "Basic"))) {
            assertThat(Clients.problem(() -> status(session(server, broken))).toString())
                    .contains("may not be read by a registry token");
        }
    }

    @Test
    void password_ofARedirect_isNotSent() {
        try (LoopbackServer elsewhere = LoopbackServer.start(exchange -> {
                    authorization(exchange);
                    LoopbackServer.send(exchange, new byte[] {1});
                });
                LoopbackServer server = LoopbackServer.start(exchange -> {
                    if (authorization(exchange).equals(BASIC)) {
                        LoopbackServer.redirect(307, elsewhere.url("/bytes")).give(exchange);
                    } else {
                        challenge(exchange, "Basic realm=\"r\"");
                    }
                })) {
            assertThat(status(session(server, ALICE))).isEqualTo(200);
        }
        assertThat(authorizations)
                .containsExactly(
                        "/v2/acme/app/manifests/1.0 null", "/v2/acme/app/manifests/1.0 " + BASIC, "/bytes null");
    }

    @Test
    void password_ofARedirectBack_isNotSent() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            String sent = authorization(exchange);
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/back")) {
                exchange.sendResponseHeaders(200, -1);
            } else if (sent.equals(BASIC)) {
                LoopbackServer.redirect(
                                302,
                                "http://localhost:" + exchange.getLocalAddress().getPort() + "/away")
                        .give(exchange);
            } else if (path.equals("/away")) {
                LoopbackServer.redirect(
                                302,
                                "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + "/back")
                        .give(exchange);
            } else {
                challenge(exchange, "Basic");
            }
        })) {
            RemoteClient both = Clients.allowing("127.0.0.1", "localhost");
            try (both) {
                RegistrySession session =
                        new RegistrySession(both, RemoteUrl.parse(server.url("/")), "r.example", "acme/app", ALICE);
                assertThat(status(session)).isEqualTo(200);
            }
        }
        assertThat(authorizations).endsWith("/away null", "/back null");
    }

    /** Whoever is the target of a redirect would choose the server that gets the login. */
    @ParameterizedTest
    @ValueSource(strings = {"first", "second", "root"})
    void challenge_ofARedirectsTarget_isNotMet(String redirected) {
        try (LoopbackServer third = LoopbackServer.start(exchange ->
                        LoopbackServer.send(exchange, "{\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8)));
                LoopbackServer elsewhere = LoopbackServer.start(
                        exchange -> challenge(exchange, "Bearer realm=\"" + third.url("/token") + "\""));
                LoopbackServer server = LoopbackServer.start(exchange -> {
                    boolean isRoot = exchange.getRequestURI().getPath().equals("/v2/");
                    if (redirected.equals("second") && !authorization(exchange).equals(BASIC)) {
                        challenge(exchange, "Basic");
                    } else if (redirected.equals("root") && !isRoot) {
                        exchange.sendResponseHeaders(404, -1);
                    } else {
                        LoopbackServer.redirect(307, elsewhere.url("/bytes")).give(exchange);
                    }
                })) {
            assertThat(status(session(server, ALICE))).isEqualTo(redirected.equals("root") ? 404 : 401);
            assertThat(elsewhere.requests()).isNotEmpty();
            assertThat(third.requests()).isEmpty();
        }
    }

    /** It is no sign that the registry hides something from us. */
    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void refusal_ofARedirectsTarget_opensNoLogin(int status) {
        try (LoopbackServer elsewhere = LoopbackServer.start(exchange -> exchange.sendResponseHeaders(status, -1));
                LoopbackServer server = LoopbackServer.start(exchange -> {
                    authorization(exchange);
                    LoopbackServer.redirect(307, elsewhere.url("/bytes")).give(exchange);
                })) {
            assertThat(status(session(server, ALICE))).isEqualTo(status);
        }
        assertThat(authorizations).containsExactly("/v2/acme/app/manifests/1.0 null");
    }

    @Test
    void login_absent_isReportedWithWhereToPutIt() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> challenge(exchange, "Basic"))) {
            Problem problem = Clients.problem(() -> status(session(server, Logins.NONE)));

            assertThat(problem.code()).isEqualTo(ProblemCode.UNAUTHORIZED);
            assertThat(problem.toString())
                    .contains("registry.example/acme/app", "docker login registry.example", "<server> whose <id> is");
        }
    }

    @Test
    void login_refused_isReportedWithItsUserOnly() {
        try (LoopbackServer server = LoopbackServer.start(exchange -> challenge(exchange, "Basic"))) {
            assertThat(Clients.problem(() -> status(session(server, ALICE))).toString())
                    .contains("may not be read by the user alice", "401")
                    .doesNotContain("s3cret");
        }
    }

    /** Neither as it is, nor as a header has it, nor the first part of it where a long message is cut. */
    @ParameterizedTest
    @ValueSource(ints = {0, 380, 390, 398, 520, 540, 580, 590, 598})
    void secret_anywhereInTheMessage_isNotRepeated(int before) {
        for (String secret : List.of("s3cret", BASIC.substring("Basic ".length()))) {
            byte[] message = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            try (LoopbackServer server = LoopbackServer.start(exchange -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic");
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.sendResponseHeaders(401, message.length);
                exchange.getResponseBody().write(message);
            })) {
                assertThat(Clients.problem(() -> status(session(server, ALICE))).toString())
                        .contains("and says: ")
                        .doesNotContain(secret.substring(0, 2))
                        .doesNotContain("x" + secret.charAt(0));
            }
        }
    }

    private static LoopbackServer hiding(int status, String challengeOfRoot, Function<HttpExchange, String> sent) {
        return LoopbackServer.start(exchange -> {
            String authorization = sent.apply(exchange);
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/token")) {
                LoopbackServer.send(exchange, "{\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/v2/") && challengeOfRoot != null) {
                challenge(
                        exchange,
                        challengeOfRoot.formatted(exchange.getLocalAddress().getPort()));
            } else {
                boolean isKnown = authorization.equals(challengeOfRoot == null ? BASIC : "Bearer t");
                exchange.sendResponseHeaders(path.equals("/v2/") || isKnown ? 200 : status, -1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void repository_hiddenWithoutAChallenge_isOpenedByTheLogin(int status) {
        try (LoopbackServer server = hiding(status, null, this::authorization)) {
            assertThat(status(session(server, ALICE))).isEqualTo(200);
            assertThat(status(session(server, Logins.NONE))).isEqualTo(status);
        }
        assertThat(authorizations)
                .containsExactly(
                        "/v2/acme/app/manifests/1.0 null",
                        "/v2/ null",
                        "/v2/acme/app/manifests/1.0 " + BASIC,
                        "/v2/acme/app/manifests/1.0 null");
    }

    @Test
    void repository_hidden_isOpenedByTheChallengeOfTheRoot() {
        try (LoopbackServer server = hiding(404, "Bearer realm=\"http://127.0.0.1:%d/token\"", this::authorization)) {
            RegistrySession session = session(server, ALICE);
            assertThat(status(session)).isEqualTo(200);
            assertThat(status(session)).isEqualTo(200);
        }
        assertThat(authorizations)
                .containsExactly(
                        "/v2/acme/app/manifests/1.0 null",
                        "/v2/ null",
                        "/token " + BASIC,
                        "/v2/acme/app/manifests/1.0 Bearer t",
                        "/v2/acme/app/manifests/1.0 Bearer t");
    }

    @Test
    void login_ofNoUse_isSentOnceAndNotForWhatIsPublic() {
        try (LoopbackServer server = LoopbackServer.start(
                exchange -> exchange.sendResponseHeaders(authorization(exchange).equals(BASIC) ? 401 : 404, -1))) {
            RegistrySession session = session(server, ALICE);
            assertThat(status(session)).isEqualTo(404);
            assertThat(status(session)).isEqualTo(404);
        }
        assertThat(authorizations).filteredOn(sent -> sent.endsWith(BASIC)).hasSize(1);
        authorizations.clear();
        int[] count = {0};
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            authorization(exchange);
            exchange.sendResponseHeaders(count[0]++ == 0 ? 200 : 404, -1);
        })) {
            RegistrySession session = session(server, ALICE);
            assertThat(status(session)).isEqualTo(200);
            assertThat(status(session)).isEqualTo(404);
        }
        assertThat(authorizations).allMatch(sent -> sent.endsWith(" null"));
    }

    @Test
    void refusal_withAMessage_isReportedWithoutWhatWasSent() {
        String message = "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"s3cret " + BASIC + " expired\"}]}";
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            byte[] body = message.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
        })) {
            assertThat(Clients.problem(() -> status(session(server, ALICE))).toString())
                    .contains("may not be read by the user alice", "says: UNAUTHORIZED: … Basic … expired")
                    .doesNotContain("s3cret", BASIC);
        }
    }

    @Test
    void token_absent_isReported() {
        for (String response : List.of("", "{}", "{\"token\":\"a\\nb\"}", "<html>", "{\"token\":7,\"x\":")) {
            try (LoopbackServer server = LoopbackServer.start(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/token")) {
                    LoopbackServer.send(exchange, response.getBytes(StandardCharsets.UTF_8));
                } else {
                    challenge(
                            exchange,
                            "Bearer realm=\"http://127.0.0.1:"
                                    + exchange.getLocalAddress().getPort() + "/token\"");
                }
            })) {
                assertThat(Clients.problem(() -> status(session(server, ALICE))).toString())
                        .contains("UNAUTHORIZED", "the token server that the registry names returns no token");
            }
        }
    }

    @Test
    void tokenServer_inAPrivateNetwork_isNotAsked() {
        try (LoopbackServer server =
                LoopbackServer.start(exchange -> challenge(exchange, "Bearer realm=\"http://10.0.0.1/token\""))) {
            assertThat(Clients.problem(() -> status(session(server, ALICE))).code())
                    .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void toString_ofASession_hasNoSecret() {
        assertThat(Login.password("alice", "s3cret").toString()).doesNotContain("s3cret");
        assertThat(Login.identityToken("s3cret").toString()).doesNotContain("s3cret");
        assertThat(Login.registryToken("s3cret").toString()).doesNotContain("s3cret");
        assertThat(new RequestHeaders("a", "b", "s3cret").toString()).doesNotContain("s3cret");
    }
}
