package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentStartTest {

    private static boolean isDocument(String host, String content) {
        return DocumentStart.isDocument(Host.of(host).capabilities(), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!doctype html>", "<SCRIPT >", "<a ", "<!--", "<?xml ", " \t\r\n\f<b>", "<svg>", "%PDF-1.7", "<"
            })
    void isDocument_pagesAndTheLike_areOnesWhereFirstBytesCount(String content) {
        assertThat(Host.all())
                .filteredOn(host -> isDocument(host.name(), content))
                .extracting(Host::name)
                .containsExactly("gitlab-pages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"a\":\"<script>\"}",
                "\u001f\u008b\u0008",
                "(\u00b5/\u00fd",
                "#!/usr/bin/env run-singularity\n",
                "Bootstrap: docker\n<script>",
                "%PDF",
                " %PDF-",
                "\0<script>"
            })
    void isDocument_others_areNone(String content) {
        assertThat(isDocument("gitlab-pages", content)).isFalse();
    }
}
