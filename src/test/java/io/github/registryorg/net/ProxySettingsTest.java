package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "a.intra.example, true",
        "intra.example, false",
        "10.1.2.3, true",
        "10x1.2.3, false",
        "example.org, false"
    })
    void patterns_ofMaven_areSupported(String host, boolean direct) {
        ProxySettings proxy = new ProxySettings("proxy", 3128, "LocalHost|*.Intra.example | 10.*", null, null);

        assertThat(proxy.bypasses(host)).isEqualTo(direct);
    }

    @Test
    void host_withoutPatterns_usesTheProxy() {
        assertThat(new ProxySettings("proxy", 3128, "", null, null).bypasses("localhost"))
                .isFalse();
    }

    @Test
    void toString_ofSettings_hasNoPassword() {
        assertThat(new ProxySettings("proxy", 3128, "", "me", () -> "secret")).hasToString("proxy:3128");
    }
}
