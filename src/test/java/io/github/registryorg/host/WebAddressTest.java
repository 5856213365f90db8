package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as configurations have them: nothing that a stranger wrote into one has a meaning there. */
class WebAddressTest {

    @Test
    void address_ofPlainCharacters_isTheSame() {
        String plain = "https://store.example:8443/azAZ09-._~:/?#[]!&'()*+,;=%41";

        assertThat(WebAddress.safe(plain)).isEqualTo(plain);
    }

    /** The neighbours of letters and digits, and what configurations give a meaning to. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "`, %60",
                "{, %7B",
                "}, %7D",
                "@, %40",
                "$, %24",
                "\", %22",
                "\\, %5C",
                "<, %3C",
                ">, %3E",
                "^, %5E",
                "| |, %20",
                "|\n|, %0A",
                "|\t|, %09",
                "|\u0000|, %00",
                "\u00e9, %C3%A9",
                "\u20ac, %E2%82%AC"
            })
    void character_withAMeaning_isEncoded(String character, String encoded) {
        assertThat(WebAddress.safe("a" + character + "b")).isEqualTo("a" + encoded + "b");
    }
}
