package io.github.registryorg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.RemoteUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://registry-1.docker.io, docker.io",
        "https://index.docker.io, docker.io",
        "https://registry.example:5000, registry.example:5000"
    })
    void host_ofARegistry_isThatOfItsLogin(String url, String host) {
        assertThat(new ProbeTarget(RemoteUrl.parse(url), null, null, false).host())
                .isEqualTo(host);
    }
}
