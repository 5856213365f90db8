package io.github.registryorg.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.problem.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read as git reads them, and what could be an option or a secret is none. */
class GitAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://GitHub.com/acme/registry.git, https, github.com, acme/registry, https://github.com/acme/registry.git",
        "https://x.example:8443/acme/registry/, https, x.example:8443, acme/registry, https://x.example:8443/acme/registry/",
        "ssh://git@x.example:22022/acme/registry, ssh, x.example:22022, acme/registry, ssh://git@x.example:22022/acme/registry",
        "git@x.example:acme/registry.git, scp, x.example, acme/registry, git@x.example:acme/registry.git",
        "git://x.example/r, git, x.example, r, git://x.example/r",
        "file:/srv/r.git, file, '', srv/r, file:///srv/r.git",
        "file:///srv/r.git, file, '', srv/r, file:///srv/r.git"
    })
    void address_valid_isReadAsGitDoes(String text, String scheme, String authority, String slug, String printed) {
        GitAddress address = GitAddress.parse("x", text);
        assertThat(address.scheme()).isEqualTo(scheme);
        assertThat(address.authority()).isEqualTo(authority);
        assertThat(address.slug()).isEqualTo(slug);
        assertThat(address).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme/registry",
                "ftp://x.example/r",
                "ssh://-oProxyCommand=x/r",
                "-oProxyCommand=x@y:z",
                "git@-x:y",
                "git@x.example:-y",
                "ext::sh -c id",
                "https://x.example/r?token=s3cr3t",
                "https://me:s3cr3t@x.example/r",
                "ssh://me:s3cr3t@x.example/r"
            })
    void address_invalid_isRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> GitAddress.parse("registry.fork", text))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("CONFIGURATION_INVALID registry.fork: ")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void address_withTlsSshOrThisMachine_keepsSecrets() {
        assertThat(GitAddress.parse("x", "https://x.example/r").keepsSecrets()).isTrue();
        assertThat(GitAddress.parse("x", "git@x.example:r").keepsSecrets()).isTrue();
        assertThat(GitAddress.parse("x", "http://127.0.0.1:8080/r").keepsSecrets())
                .isTrue();
        assertThat(GitAddress.parse("x", "http://x.example/r").keepsSecrets()).isFalse();
        assertThat(GitAddress.parse("x", "http://[::1]:8080/r").keepsSecrets()).isTrue();
        assertThat(GitAddress.parse("x", "http://127.0.0.1.x.example/r").keepsSecrets())
                .isFalse();
        assertThat(GitAddress.parse("x", "http://x.localhost/r").keepsSecrets()).isFalse();
    }
}
