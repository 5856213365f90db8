package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {

    private static final String HTTPS = "https://registry.example/";
    private static final String HTTP = "http://registry.example/";

    private static Optional<String> via(ProxySettings proxies, String url) {
        return ProxySettings.via(proxies, RemoteUrl.parse(url)).map(HttpProxy::toString);
    }

    private static ProxySettings ofSettings(String nonProxyHosts) {
        return ProxySettings.of(new HttpProxy("proxy", 3128, null, null, HttpProxy.Origin.SETTINGS), nonProxyHosts);
    }

    private static ProxySettings ofJava(String... pairs) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return ProxySettings.ofMachine(properties::get, Map.of());
    }

    private static ProxySettings ofEnvironment(Map<String, String> environment) {
        return ProxySettings.ofMachine(name -> null, environment);
    }

    @ParameterizedTest
    @CsvSource({
        "a.intra.example, true",
        "A.INTRA.example, true",
        "intra.example, false",
        "10.1.2.3, true",
        "10x1.example, false",
        "[2001:db8::1], true",
        "[2001:db9::1], false",
        "example.org, false"
    })
    void nonProxyHosts_ofMavenAndJava_areSupported(String host, boolean direct) {
        String patterns = "LocalHost|*.Intra.example | 10.*|[2001:db8:*";

        assertThat(via(ofSettings(patterns), "https://" + host + "/x").isEmpty())
                .isEqualTo(direct);
        assertThat(via(ofJava("https.proxyHost", "proxy", "http.nonProxyHosts", patterns), "https://" + host + "/x")
                        .isEmpty())
                .isEqualTo(direct);
    }

    /** There, the proxy's own machine would answer. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"})
    void loopback_neverUsesAProxy(String host) {
        Map<String, String> environment = Map.of("HTTP_PROXY", "proxy:1", "NO_PROXY", "other.example");
        for (ProxySettings proxies : new ProxySettings[] {
            ofSettings(""), ofJava("http.proxyHost", "proxy", "http.nonProxyHosts", ""), ofEnvironment(environment)
        }) {
            assertThat(via(proxies, HTTP)).isPresent();
            assertThat(via(proxies, "http://" + host + ":5000/v2/")).isEmpty();
        }
    }

    @Test
    void properties_ofJava_areReadByScheme() {
        ProxySettings proxies =
                ofJava("https.proxyHost", " secure ", "https.proxyPort", "8443", "http.proxyHost", "open");
        assertThat(via(proxies, HTTPS)).contains("secure:8443");
        assertThat(via(proxies, HTTP)).contains("open:80");
        assertThat(via(ofJava("https.proxyHost", "secure"), HTTPS)).contains("secure:443");
        assertThat(via(ofJava("https.proxyHost", "secure"), HTTP)).isEmpty();
        assertThat(via(ofJava("https.proxyHost", ""), HTTPS)).isEmpty();
        assertThat(via(null, HTTPS)).isEmpty();
    }

    @Test
    void login_ofJava_isTheProxys() {
        HttpProxy proxy = ProxySettings.via(
                        ofJava(
                                "https.proxyHost", "secure",
                                "https.proxyUser", "me",
                                "https.proxyPassword", "s3cr3t"),
                        RemoteUrl.parse(HTTPS))
                .orElseThrow();
        assertThat(proxy.username()).isEqualTo("me");
        assertThat(proxy.password()).isEqualTo("s3cr3t");
        assertThat(proxy.exceptions()).contains("http.nonProxyHosts");
        assertThat(proxy).hasToString("secure:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "x", "-1", "999999999999"})
    void port_ofJava_invalid_isReportedWhereItIsUsed(String port) {
        ProxySettings proxies = ofJava("https.proxyHost", "secure", "https.proxyPort", port);
        assertThat(via(proxies, HTTP)).isEmpty();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> via(proxies, HTTPS))
                .withMessageStartingWith("CONFIGURATION_INVALID https.proxyPort: is not a port.");
    }

    @Test
    void java_comesBeforeTheEnvironment() {
        Map<String, String> properties = Map.of("https.proxyHost", "java");
        ProxySettings proxies = ProxySettings.ofMachine(
                properties::get,
                Map.of("HTTPS_PROXY", "environment", "HTTP_PROXY", "environment", "NO_PROXY", "registry.example"));
        assertThat(via(proxies, HTTPS)).contains("java:443");
        assertThat(via(proxies, HTTP)).isEmpty();
        assertThat(via(proxies, "http://other.example/")).contains("environment:80");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, http://proxy:3128, proxy:3128",
        "https_proxy, http://proxy:3128/, proxy:3128",
        "https_proxy, HTTP://proxy, proxy:80",
        "https_proxy, proxy:3128, proxy:3128",
        "https_proxy, proxy, proxy:80",
        "https_proxy, http://10.0.0.1:8080, 10.0.0.1:8080",
        "https_proxy, http://[2001:db8::1]:8080, [2001:db8::1]:8080",
        "https_proxy, http://me:s3cr3t@proxy:3128, proxy:3128"
    })
    void variable_ofTheEnvironment_isRead(String name, String value, String proxy) {
        assertThat(via(ofEnvironment(Map.of(name, value)), HTTPS)).contains(proxy);
        assertThat(via(ofEnvironment(Map.of(name, value)), HTTP)).isEmpty();
        assertThat(via(ofEnvironment(Map.of(name.replace("S_", "_").replace("s_", "_"), value)), HTTP))
                .contains(proxy);
    }

    @Test
    void variable_empty_isNone() {
        assertThat(via(ofEnvironment(Map.of("HTTPS_PROXY", "", "https_proxy", "proxy:1")), HTTPS))
                .contains("proxy:1");
        assertThat(via(ofEnvironment(Map.of("HTTPS_PROXY", " ")), HTTPS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://me:s3cr3t@proxy, me, s3cr3t",
        "http://me:s%3Acr%40t+%2F@proxy, me, s:cr@t+/",
        "http://corp%5Cme:a@b:c@proxy, corp\\me, a@b:c",
        "http://me:100%@proxy, me, 100%",
        "http://me:@proxy, me, ''",
        "http://me@proxy, me, ",
        "http://@proxy, , "
    })
    void login_ofTheEnvironment_isDecodedAndNotPrinted(String value, String username, String password) {
        HttpProxy proxy = ProxySettings.via(ofEnvironment(Map.of("HTTPS_PROXY", value)), RemoteUrl.parse(HTTPS))
                .orElseThrow();
        assertThat(proxy.username()).isEqualTo(username);
        assertThat(proxy.password()).isEqualTo(password);
        assertThat(proxy).hasToString("proxy:80");
        assertThat(proxy.exceptions()).contains("NO_PROXY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:s3cr3t@proxy:1080",
                "https://me:s3cr3t@proxy",
                "http://me:s3cr3t@",
                "http://me:s3cr3t@proxy:0",
                "http://me:s3cr3t@proxy:65536",
                "http://me:s3cr3t@proxy:x",
                "http://me:s3cr3t@pro xy",
                "me:s3cr3t"
            })
    void variable_invalid_isReportedWhereItIsUsedWithoutItsValue(String value) {
        ProxySettings proxies = ofEnvironment(Map.of("https_proxy", value, "NO_PROXY", "near.example"));
        assertThat(via(proxies, HTTP)).isEmpty();
        assertThat(via(proxies, "https://near.example/")).isEmpty();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> via(proxies, HTTPS))
                .withMessageStartingWith("CONFIGURATION_INVALID https_proxy: is not the URL of an HTTP proxy.")
                .withMessageNotContaining("s3cr3t");
    }

    /** As curl and Go read it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org | https://example.org/ | true",
                "EXAMPLE.org | https://a.b.Example.ORG/ | true",
                "example.org | https://badexample.org/ | false",
                "example.org | https://example.org.evil.test/ | false",
                "example.org. | https://example.org/ | true",
                "example.org | https://example.org./ | true",
                ".example.org | https://a.example.org/ | true",
                ".example.org | https://example.org/ | true",
                "*.example.org | https://a.example.org/ | true",
                "* | https://example.org/ | true",
                "a*b | https://axb/ | false",
                "other, example.org | https://example.org/ | true",
                "other example.org | https://example.org/ | true",
                "example.org:8443 | https://example.org:8443/ | true",
                "example.org:8443 | https://example.org/ | false",
                "example.org:443 | https://example.org/ | true",
                ".example.org:443 | https://a.example.org/ | true",
                "10.1.2.3 | https://10.1.2.3/ | true",
                "10.1.2.3:443 | https://10.1.2.3/ | true",
                "10.1.2.3:444 | https://10.1.2.3/ | false",
                "10.1.2.3 | https://10.1.2.30/ | false",
                "2.3 | https://10.1.2.3/ | false",
                "10.0.0.0/8 | https://10.255.0.1/ | true",
                "10.0.0.0/8 | https://11.0.0.1/ | false",
                "10.0.0.0/9 | https://10.128.0.1/ | false",
                "10.0.0.7/32 | https://10.0.0.7/ | true",
                "0.0.0.0/0 | https://10.0.0.7/ | true",
                "10.0.0.0/33 | https://10.0.0.0/ | false",
                "10.0.0.0/8 | https://ten.example/ | false",
                "2001:db8::/32 | https://[2001:db8:1::2]/ | true",
                "2001:db8::/32 | https://[2001:db9::2]/ | false",
                "2001:db8::/32 | https://10.0.0.1/ | false",
                "2001:db8::1 | https://[2001:db8:0::1]/ | true",
                "[2001:db8::1] | https://[2001:db8::1]/ | true",
                "[2001:db8::1]:443 | https://[2001:db8::1]/ | true",
                "[2001:db8::1]:444 | https://[2001:db8::1]/ | false",
                ", ,. | https://example.org/ | false",
                "/8 | https://10.0.0.1/ | false",
                "999.1.1.1/8 | https://10.0.0.1/ | false"
            })
    void noProxy_ofTheEnvironment_isRead(String noProxy, String url, boolean direct) {
        for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
            assertThat(via(ofEnvironment(Map.of("HTTPS_PROXY", "proxy", name, noProxy)), url)
                            .isEmpty())
                    .isEqualTo(direct);
        }
    }
}
