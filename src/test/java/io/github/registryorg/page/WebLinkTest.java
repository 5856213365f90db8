package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinkTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/app, https://github.com/acme/app, github.com/acme/app, app",
        "HTTP://example.org, HTTP://example.org, example.org, example.org",
        "' https://example.org:8443/ ', https://example.org:8443/, example.org:8443, example.org",
        "https://s.example/a/b.sif?x=1&y=%2F, https://s.example/a/b.sif?x=1&y=%2F, s.example/a/b.sif, b.sif",
        "https://s.example/é/‮x, https://s.example/%C3%A9/%E2%80%AEx, s.example/%C3%A9/%E2%80%AEx, %E2%80%AEx",
        "https://[::1]/x//, https://[::1]/x//, [::1]/x/, ::1"
    })
    void address_ofTheWeb_isALink(String text, String href, String label, String fileName) {
        WebLink link = WebLink.tryParse(text).orElseThrow();

        assertThat(link.href()).isEqualTo(href);
        assertThat(link.label()).isEqualTo(label);
        assertThat(link.fileName()).isIn(fileName, "[" + fileName + "]");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript://example.org/%0aalert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://example.org/",
                "mailto:a@example.org",
                "//example.org/",
                "/path",
                "example.org",
                "https:example.org",
                "https:///path",
                "https://github.com@evil.example/",
                "https://user:secret@example.org/",
                "https://gіthub.com/",
                "https://example.org/\"onmouseover=\"alert(1)",
                "https://example.org/<script>",
                "https://exa mple.org/",
                "java\nscript:alert(1)"
            })
    void address_other_isNotALink(String text) {
        assertThat(WebLink.tryParse(text)).isEmpty();
    }

    @Test
    void link_tooLong_isRefused() {
        assertThat(WebLink.tryParse("https://example.org/" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    void link_ofABadAddress_isEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebLink(URI.create("javascript:alert(1)")));
    }
}
