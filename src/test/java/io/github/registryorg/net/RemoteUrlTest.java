package io.github.registryorg.net;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/a%2Fb%20c?generation=1&alt=media",
                "https://host/a//b/../c/./d?x=a/b?c",
                "http://host:8080/{x}|y^z",
                "https://my_bucket.example/x",
                "http://[::1]:5000/x",
                "https://host/?"
            })
    void url_valid_isKept(String text) {
        assertThat(RemoteUrl.parse(text).text()).isEqualTo(text);
    }

    /** Quadratic work for each would take minutes. */
    @Test
    @Timeout(60)
    void parse_ofManyLongTextsThatAreNotUrls_isLinear() {
        String text = "https://" + "a".repeat(8000) + "#\n";
        for (int i = 0; i < 2000; i++) {
            assertThat(problem(() -> RemoteUrl.parse(text)).code()).isEqualTo(ProblemCode.STORE_INVALID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://HOST, https://host/",
        "https://host:443/x, https://host/x",
        "http://host:80?q=1, http://host/?q=1",
        "http://host:443/x, http://host:443/x",
        "http://host:/x, http://host/x",
        "https://host/x#fragment, https://host/x",
    })
    void url_parsed_isNormalized(String text, String expected) {
        assertThat(RemoteUrl.parse(text).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host/path",
                "//host/path",
                "http:/host",
                "http://",
                "http:///path",
                "file:///etc/passwd",
                "ftp://host/x",
                "jar:http://host/x!/y",
                "gopher://host/",
                "http://user@host/",
                "http://user:pw@host/",
                "http://a@b@host/",
                "http://host\\@evil/",
                "http://evil\\.host/",
                "http://host/a b",
                "http://host/a\\b",
                "http://host/ü",
                "http://hö.st/",
                "http://host/\r\nX: y",
                "http://host\r\n/",
                "http://host:0/",
                "http://host:65536/",
                "http://host:x/",
                "http://ho st/",
                "http://[::1/",
                "http://[::1%25eth0]/",
                "http://[gg]/",
                "http://.host/",
                "http://-/",
                "http://%31/"
            })
    void url_notFetchable_isRefused(String text) {
        assertThat(problem(() -> RemoteUrl.parse(text)).code()).isEqualTo(ProblemCode.STORE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://0x/",
                "http://2130706433/",
                "http://127.1/",
                "http://127.0.1:8080/x",
                "http://127.0.0.1.5/",
                "http://127.0.0.256/",
                "http://127.0.0.1./",
                "http://1/",
                "http://host.1/",
                "http://host.0x1F/",
                "http://[::ffff:0177.0.0.1]/",
                "http://[::ffff:127.1]/",
                "http://[::127.0.0.1.]/"
            })
    void ipv4Address_notAsFourDecimalNumbers_isRefused(String text) {
        assertThat(problem(() -> RemoteUrl.parse(text)).what()).contains("IPv4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://0.0.0.0/",
                "http://255.249.199.10:1/",
                "http://1.example/",
                "http://0x7f.example/",
                "http://host1/",
                "http://[::ffff:127.0.0.1]/"
            })
    void hostThatAllReadAlike_isTaken(String text) {
        assertThat(RemoteUrl.parse(text).text()).isEqualTo(text);
    }

    @Test
    void url_ofAMegabyte_isRefused() {
        Problem problem = problem(() -> RemoteUrl.parse("https://host/" + "x".repeat(1_000_000)));

        assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
        assertThat(problem.toString()).hasSizeLessThan(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/x?X-Amz-Signature=abc&versionId=7, https://h/x?X-Amz-Signature=…&versionId=…",
        "https://h/x?token, https://h/x?…",
        "https://h/x?a=b=c&&d=, https://h/x?a=…&&d=…",
        "https://h/x#secret, https://h/x",
        "https://user:pw@h/x, https://…@h/x",
        "https://user:p?w#x@h/x, https://…@h/x",
        "https://h/p@x, https://h/p@x",
        "not a url?secret=x, not a url?secret=…",
    })
    void url_printed_hasNoSecret(String text, String printed) {
        assertThat(RemoteUrl.redacted(text)).isEqualTo(printed);
    }

    @Test
    void toString_ofAUrl_isRedacted() {
        assertThat(RemoteUrl.parse("https://h/x?sig=abc")).hasToString("https://h/x?sig=…");
        assertThat(problem(() -> RemoteUrl.parse("https://u:geheim@h/x?sig=abc"))
                        .toString())
                .doesNotContain("geheim")
                .doesNotContain("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "https://other/x?a=b, https://other/x?a=b",
        "HTTP://other:80/x, http://other/x",
        "//other/x, https://other/x",
        "/x?y=z, https://h:8443/x?y=z",
        "?y=z, https://h:8443/a/b?y=z",
        "c, https://h:8443/a/c",
        "../c, https://h:8443/c",
    })
    void location_relative_isResolved(String location, String expected) {
        assertThat(RemoteUrl.parse("https://h:8443/a/b?q=1").resolve(location).text())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"https://h, https://h/sha256/x", "https://h/, https://h/sha256/x", "https://h/a, https://h/a/sha256/x"})
    void child_ofAUrl_isOneStepBelow(String base, String child) {
        assertThat(RemoteUrl.parse(base).child("sha256/x").text()).isEqualTo(child);
    }
}
