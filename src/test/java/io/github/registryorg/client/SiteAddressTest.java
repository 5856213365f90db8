package io.github.registryorg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.host.Host;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteAddressTest {

    @Test
    void address_withPortAndPath_isRead() {
        SiteAddress root = SiteAddress.parse("https://registry.example:8443/").orElseThrow();
        assertThat(root.authority()).isEqualTo("registry.example:8443");
        assertThat(root.basePath()).isEqualTo("/");
        assertThat(root.isRootOfHost()).isTrue();
        SiteAddress below = SiteAddress.parse("https://acme.github.io/registry").orElseThrow();
        assertThat(below.basePath()).isEqualTo("/registry/");
        assertThat(below.isRootOfHost()).isFalse();
    }

    @Test
    void address_notSet_isEmpty() {
        assertThat(SiteAddress.parse(null)).isEmpty();
        assertThat(SiteAddress.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example",
                "ftp://x",
                "https://",
                "https://u:p@x",
                "https://x?y",
                "https://x#y",
                "https://a b",
                "javascript:alert(1)"
            })
    void address_invalid_isRefused(String text) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> SiteAddress.parse(text))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining("registry.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.evil.example", "http://localhost.evil.example", "http://registry.example"})
    void ground_ofAnotherMachineWithoutTls_isNotTrusted(String text) {
        assertThat(SiteAddress.parse(text)
                        .orElseThrow()
                        .location(Host.of("local").capabilities())
                        .trusted())
                .isFalse();
    }
}
