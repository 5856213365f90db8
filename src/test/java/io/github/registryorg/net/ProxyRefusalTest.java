package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRefusalTest {

    private static final HttpProxy PROXY = new HttpProxy("proxy.example", 3128, null, null, HttpProxy.Origin.JAVA);

    /** The server's responses have had TLS; a proxy that fails may connect the next time. */
    @ParameterizedTest
    @CsvSource({"false, 403, true", "false, 407, true", "true, 403, false", "false, 200, false", "false, 502, false"})
    void response_withoutTls_isARefusalWhereItIs4xx(boolean hasTls, int status, boolean isRefusal) {
        assertThat(ProxyRefusal.of(PROXY, hasTls, status, "No").isPresent()).isEqualTo(isRefusal);
    }

    @Test
    void refusal_withoutAReason_isReportedWithTheProxyAndItsStatus() {
        assertThat(ProxyRefusal.of(PROXY, false, 403, null).orElseThrow().problem("https://x.example"))
                .hasToString(
                        "DENIED https://x.example: the proxy proxy.example:3128 refuses to connect to it: 403. Ask who"
                                + " runs the proxy to allow the host, or list it in the system property http.nonProxyHosts.");
    }
}
