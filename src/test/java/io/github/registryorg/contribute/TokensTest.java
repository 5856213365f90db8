package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.git.GitAddress;
import io.github.registryorg.net.Login;
import io.github.registryorg.problem.RegistryException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token opens the server that it is for, and no other gets to see it. */
class TokensTest {

    private static GitAddress address(String url) {
        return GitAddress.parse("x", url);
    }

    private static Optional<Login> find(
            Map<String, String> environment, String registry, String asked, ForgeKind kind) {
        return new Tokens(id -> Optional.empty(), null, address(registry), environment).find(address(asked), kind);
    }

    @Test
    void token_inSettings_comesFirst() {
        Tokens tokens = new Tokens(
                id -> id.equals("github.com") ? Optional.of(Login.password("", "of-settings")) : Optional.empty(),
                null,
                address("https://github.com/acme/registry"),
                Map.of("REGISTRY_TOKEN", "of-environment"));
        assertThat(tokens.find(address("https://github.com/acme/registry"), ForgeKind.GITHUB))
                .contains(Login.password("x-access-token", "of-settings"));
    }

    @Test
    void token_ofTheRegistry_isNotForAForkElsewhere() {
        Map<String, String> environment = Map.of("REGISTRY_TOKEN", "t", "REGISTRY_USERNAME", "me");
        String registry = "https://git.acme.example/registry.git";
        assertThat(find(environment, registry, registry, ForgeKind.NONE)).contains(Login.password("me", "t"));
        assertThat(find(environment, registry, "https://git.acme.example/fork.git", ForgeKind.NONE))
                .isPresent();
        assertThat(find(environment, registry, "https://other.example/fork.git", ForgeKind.NONE))
                .isEmpty();
        assertThat(find(environment, registry, "https://git.acme.example:444/fork.git", ForgeKind.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB_TOKEN, https://github.com/a/b, GITHUB, true",
        "GH_TOKEN, https://github.com/a/b, GITHUB, true",
        "GITHUB_TOKEN, https://ghe.acme.example/a/b, GITHUB, true",
        "GITHUB_TOKEN, https://evil.example/a/b, GITHUB, false",
        "GITHUB_TOKEN, https://github.com/a/b, NONE, false",
        "GITLAB_TOKEN, https://gitlab.com/a/b, GITLAB, true",
        "GITLAB_TOKEN, https://gitlab.acme.example/a/b, GITLAB, true",
        "GITLAB_TOKEN, https://evil.example/a/b, GITLAB, false",
        "FORGEJO_TOKEN, https://codeberg.org/a/b, FORGEJO, true",
        "GITEA_TOKEN, https://evil.example/a/b, FORGEJO, false",
    })
    void variable_ofTheCi_opensItsServer(String variable, String url, ForgeKind kind, boolean opens) {
        Map<String, String> environment = Map.of(
                variable,
                "t",
                "GITHUB_SERVER_URL",
                "https://ghe.acme.example",
                "CI_SERVER_URL",
                "https://gitlab.acme.example");
        assertThat(find(environment, url, url, kind).isPresent()).isEqualTo(opens);
    }

    @Test
    void variable_empty_isIgnored() {
        String registry = "https://git.acme.example/registry.git";
        assertThat(find(Map.of("REGISTRY_TOKEN", " "), registry, registry, ForgeKind.NONE))
                .isEmpty();
    }

    @Test
    void token_withoutEncryption_isNotSent() {
        String registry = "http://git.acme.example/registry.git";
        assertThatThrownBy(() -> find(Map.of("REGISTRY_TOKEN", "t"), registry, registry, ForgeKind.NONE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("without encryption")
                .hasMessageNotContaining(" t ");
    }

    @Test
    void server_absentInSettings_isReported() {
        Tokens tokens = new Tokens(id -> Optional.empty(), "mine", address("https://x.example/a"), Map.of());
        assertThatThrownBy(() -> tokens.find(address("https://x.example/a"), ForgeKind.NONE))
                .hasMessageContaining("registry.gitServer=mine");
    }

    @Test
    void toString_ofTokens_hasNoSecret() {
        assertThat(Login.password("me", "s3cr3t").toString()).isEqualTo("the user me");
    }
}
