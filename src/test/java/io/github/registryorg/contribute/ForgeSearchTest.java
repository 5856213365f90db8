package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.git.GitAddress;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
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

    @Test
    void find_proxyWhosePasswordIsUnknown_isReported() {
        Problem unknown = Problem.of(ProblemCode.CONFIGURATION_INVALID, "proxy", "the password can't be decrypted");
        ProxySettings proxy = new ProxySettings("127.0.0.1", 9, "", "user", () -> {
            throw new RegistryException(unknown);
        });
        try (ApiClient through = new ApiClient(proxy)) {
            GitAddress address = GitAddress.parse("address", "https://git.example/acme/registry");
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> new ForgeSearch(through, Map.of()).find(address, null))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(unknown));
        }
    }
}
