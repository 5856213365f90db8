package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#ffffff", "#ffcc00", "#0B6557", "#ff0000", "#808080", "#0000ff", "#eef2f0"})
    void color_ofAnyKind_canBeReadOnBothGrounds(String color) {
        Accent accent = new Accent(color);
        for (int ground : new int[] {0xffffff, 0xf6f8f7, 0xeef2f0}) {
            assertThat(Accent.contrast(rgb(accent.onLight()), ground)).isGreaterThanOrEqualTo(4.5);
        }
        for (int ground : new int[] {0x121615, 0x1a201e, 0x1e2523}) {
            assertThat(Accent.contrast(rgb(accent.onDark()), ground)).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void color_readableAlready_stays() {
        assertThat(new Accent("#0b6557").onLight()).isEqualTo("#0b6557");
        assertThat(new Accent("#6fd1bd").onDark()).isEqualTo("#6fd1bd");
    }

    @Test
    void color_ofThreeDigits_isThatOfSix() {
        assertThat(Accent.parse("#0a7")).isEqualTo(new Accent("#00aa77"));
        assertThat(Accent.parse("#0b6557")).isEqualTo(new Accent("#0b6557"));
    }

    @Test
    void text_thatIsNoColor_isRefused() {
        assertThatThrownBy(() -> new Accent("red;} body{}")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Figures that other programs give for these pairs. */
    @ParameterizedTest
    @CsvSource({
        "#000000, #ffffff, 21.0",
        "#777777, #ffffff, 4.4781",
        "#ff0000, #ffffff, 3.9985",
        "#00ff00, #ffffff, 1.3722",
        "#0000ff, #ffffff, 8.5925",
        "#0a0b0c, #ffffff, 19.6983",
        "#123456, #fedcba, 9.7866"
    })
    void contrast_ofTwoColors_isThatOfWcag(String one, String other, double contrast) {
        assertThat(Accent.contrast(rgb(one), rgb(other))).isCloseTo(contrast, within(0.0001));
        assertThat(Accent.contrast(rgb(other), rgb(one))).isCloseTo(contrast, within(0.0001));
    }

    /** Each part moves by the same share, and no further than it must. */
    @ParameterizedTest
    @CsvSource({
        "#ff8800, #a45800, #ff8800",
        "#fedcba, #786858, #fedcba",
        "#123456, #123456, #7d8fa2",
        "#0b6557, #0b6557, #5b978e",
        "#ff0000, #d80000, #ff4747",
        "#777777, #6c6c6c, #8c8c8c"
    })
    void color_thatCannotBeRead_movesAsFarAsItMust(String color, String onLight, String onDark) {
        Accent accent = new Accent(color);
        assertThat(accent.onLight()).isEqualTo(onLight);
        assertThat(accent.onDark()).isEqualTo(onDark);
        assertThat(accent.css()).isEqualTo(":root { --accent: light-dark(" + onLight + ", " + onDark + "); }\n");
    }

    private static int rgb(String color) {
        return Integer.parseInt(color.substring(1), 16);
    }
}
