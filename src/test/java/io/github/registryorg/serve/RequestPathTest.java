package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @Test
    void path_withEscapes_isDecodedOnce() {
        assertThat(RequestPath.parse("/a/sha256%3Ax/%2541/%C3%A4/"))
                .hasValue(new RequestPath(List.of("a", "sha256:x", "%41", "ä"), true));
        assertThat(RequestPath.parse("/")).hasValue(new RequestPath(List.of(), true));
        assertThat(RequestPath.parse("/a...b/..c")).hasValue(new RequestPath(List.of("a...b", "..c"), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "//",
                "//a",
                "/a//b",
                "/a//",
                "/.",
                "/..",
                "/a/../b",
                "/%2e",
                "/%2E%2E/",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/%00",
                "/a%0d%0ab",
                "/%7f",
                "/%c2%80",
                "/%",
                "/%4",
                "/%4g",
                "/%+1",
                "/%c0%ae",
                "/%ed%a0%80",
                "/%ff",
                "/\u00e4"
            })
    void path_thatIsAmbiguous_isRefused(String raw) {
        assertThat(RequestPath.parse(raw)).isEmpty();
    }
}
