package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.git.GitAddress;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import io.github.registryorg.remote.RawServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeSearchTest {

    private final ForgeStub stub = new ForgeStub();
    private final ApiClient client = new ApiClient(null);

    @AfterEach
    void close() {
        client.close();
        stub.close();
    }

    private ForgeKind find(String address) {
        return new ForgeSearch(client, Map.of()).find(GitAddress.parse("address", address), stub.url());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /api/v1/version | 200 | {"version": "12.0"}            | FORGEJO
                    GET /api/v4/version | 401 | {"message": "Unauthorized"}    | GITLAB
                    GET /api/v3/meta    | 200 | {"installed_version": "3.17"}  | GITHUB
                    GET /               | 200 | {}                             | NONE
                    """)
    void find_serverThatResponds_isTheForgeOfItsResponse(String line, int status, String body, ForgeKind kind) {
        stub.on(line, status, body);

        assertThat(find("https://git.example/acme/registry")).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/registry, , GITHUB",
        "git@acme.ghe.com:acme/registry.git, , GITHUB",
        "https://acme.ghe.com/acme/registry, , GITHUB",
        "https://git.example/acme/registry, https://acme.ghe.com, GITHUB",
        "https://git.example/acme/registry, https://codeberg.org/, FORGEJO"
    })
    void find_hostOfAForgeThatIsKnown_isNotAsked(String address, String web, ForgeKind kind) {
        ForgeSearch search = new ForgeSearch(client, Map.of());

        assertThat(search.find(GitAddress.parse("address", address), web == null ? null : RemoteUrl.parse(web)))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example/acme/registry.git, https://git.example, acme/registry",
        "https://git.example/gitlab/acme/registry.git, https://git.example/gitlab, acme/registry",
        "https://git.example/gitlab/acme/registry.git, https://git.example/gitlab/, acme/registry",
        "https://git.example/git/lab/acme/sub/registry, https://git.example/git/lab, acme/sub/registry",
        "https://git.example/gitlab2/registry.git, https://git.example/gitlab, gitlab2/registry",
        "https://other.example/gitlab/registry.git, https://git.example/gitlab, gitlab/registry",
        "git@git.example:acme/registry.git, https://git.example/gitlab, acme/registry"
    })
    void slug_belowAForgeBelowAPath_isWhatTheForgeCallsIt(String address, String web, String slug) {
        GitAddress git = GitAddress.parse("address", address);

        assertThat(ForgeSearch.slug(
                        git, ForgeSearch.web(git, RemoteUrl.parse(web)).orElseThrow()))
                .isEqualTo(slug);
    }

    /** Without its forge, a branch would be pushed, no pull request opened, and the build succeed. */
    @ParameterizedTest
    @CsvSource({"GET /api/v1/version, 503", "GET /api/v4/version, 429", "GET /api/v3/meta, 500"})
    void find_serverThatFails_isNotTakenForOneWithoutAForge(String line, int status) {
        stub.on(line, status, "");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> find("https://git.example/acme/registry"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining("-Dregistry.forge");
    }

    @Test
    void find_webServerThatFailsWhereGitUsesSsh_isNone() {
        stub.on("GET /api/v1/version", 503, "");

        assertThat(find("git@git.example:acme/registry")).isEqualTo(ForgeKind.NONE);
    }

    /** Git goes another way than the web there. */
    @ParameterizedTest
    @CsvSource({"git@git.invalid:acme/registry, NONE", "https://git.invalid/acme/registry, "})
    void find_proxyThatRefuses_mattersWhereGitUsesItToo(String address, ForgeKind kind) throws IOException {
        try (RawServer proxy =
                        new RawServer(out -> RawServer.write(out, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"));
                ApiClient through = new ApiClient(ProxySettings.of(
                        new HttpProxy("127.0.0.1", proxy.port(), null, null, HttpProxy.Origin.SETTINGS), ""))) {
            ForgeSearch search = new ForgeSearch(through, Map.of());
            GitAddress git = GitAddress.parse("address", address);
            if (kind == null) {
                assertThatExceptionOfType(RegistryException.class)
                        .isThrownBy(() -> search.find(git, null))
                        .withMessageContaining("the proxy 127.0.0.1:" + proxy.port() + " refuses");
            } else {
                assertThat(search.find(git, null)).isEqualTo(kind);
            }
        }
    }

    @Test
    void find_proxyWhosePasswordIsUnknown_isReported() {
        Problem unknown = Problem.of(ProblemCode.CONFIGURATION_INVALID, "proxy", "the password can't be decrypted");
        ProxySettings proxy = ProxySettings.of(
                new HttpProxy(
                        "127.0.0.1",
                        9,
                        "user",
                        () -> {
                            throw new RegistryException(unknown);
                        },
                        HttpProxy.Origin.SETTINGS),
                "");
        try (ApiClient through = new ApiClient(proxy)) {
            GitAddress address = GitAddress.parse("address", "https://git.example/acme/registry");
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> new ForgeSearch(through, Map.of()).find(address, null))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(unknown));
        }
    }
}
