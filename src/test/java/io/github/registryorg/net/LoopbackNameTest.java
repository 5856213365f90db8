package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "localhost.",
                "registry.localhost",
                "127.0.0.1",
                "127.0.0.1.",
                "127.255.0.9",
                "::1",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void isLoopback_ofThisMachine_isTrue(String host) {
        assertThat(LoopbackName.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "evil.example",
                "localhost.evil.example",
                "evil-localhost",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "127.0.0.1.nip.io",
                "127.0.0.256",
                "127.0.0.01",
                "127.1",
                "2130706433",
                "0177.0.0.1",
                "0.0.0.0",
                "10.0.0.1",
                "[::2]",
                "[::ffff:10.0.0.1]",
                "[::1%lo]",
                "[fe80::1]",
                "[::1].evil.example",
                "::1.",
                "localho\u017ft",
                "evil.example:127.0.0.1",
                "[:]"
            })
    void isLoopback_ofAnotherName_isFalse(String host) {
        assertThat(LoopbackName.isLoopback(host)).isFalse();
        assertThat(LoopbackName.isExact(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.255.0.9", "::1", "[0:0:0:0:0:0:0:1]"})
    void isExact_ofAnAddressOrLocalhost_isTrue(String host) {
        assertThat(LoopbackName.isExact(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.localhost", "a.b.localhost.", "localhost.", "127.0.0.1."})
    void isExact_ofANameThatMayBeLookedUp_isFalse(String host) {
        assertThat(LoopbackName.isExact(host)).isFalse();
    }
}
