package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    /** A third of the letters may be wrong, and one of a short word. */
    @ParameterizedTest
    @CsvSource({
        "tags, tags",
        "tag, tags",
        "tagss, tags",
        "tabs, tags",
        "TAGS, tags",
        "tgas, tags",
        "atgs, tags",
        "tasg, tags",
        "gsta, ",
        "tbbs, ",
        "pathstyle, pathStyle",
        "pathStlye, pathStyle",
        "pahtsytle, pathStyle",
        "patsyle, pathStyle",
        "xathxtylx, pathStyle",
        "xxthxtylx, ",
        "athstle, pathStyle",
        "'', "
    })
    void name_ofAWord_isTheNearestKnownOne(String word, String name) {
        assertThat(Suggestion.name(word, List.of("server", "tags", "pathStyle")).orElse(null))
                .isEqualTo(name);
    }

    @Test
    void name_ofSeveralNearOnes_isTheNearest() {
        assertThat(Suggestion.name("label", List.of("labour", "labels", "lapels")))
                .contains("labels");
        assertThat(Suggestion.name("ab", List.of("ba", "abc"))).contains("ba");
    }

    /** Comparing takes time with the square of the length. */
    @Test
    void name_ofALongWord_isNotSought() {
        String name = "n".repeat(64);

        assertThat(Suggestion.name(name, List.of(name))).contains(name);
        assertThat(Suggestion.name(name + "n", List.of(name + "n"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example, https://registry.example",
        "registry.example:5000/acme, https://registry.example:5000/acme",
        "/srv/blobs, file:/srv/blobs",
        "target, file:target",
        "'C:\\blobs', file:C:/blobs",
        "D:/blobs, file:D:/blobs",
        "ftp:blobs, ",
        "' ', "
    })
    void address_ofAPathOrHost_hasAScheme(String text, String address) {
        assertThat(Suggestion.address(text).orElse(null)).isEqualTo(address);
    }

    @Test
    void address_ofALongText_isNotSought() {
        assertThat(Suggestion.address("p".repeat(2000))).isPresent();
        assertThat(Suggestion.address("p".repeat(2001))).isEmpty();
    }
}
