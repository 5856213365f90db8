package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTextTest {

    @ParameterizedTest
    @CsvSource({
        "0041, A",
        "00e9, é",
        "1f600, \uD83D\uDE00",
        "0000, \\u0000",
        "000a, \\u000a",
        "0085, \\u0085",
        "2028, \\u2028",
        "2029, \\u2029",
        "202e, \\u202e",
        "feff, \\ufeff",
        "d800, \\ud800",
        "ffff, \uFFFF",
        "e0001, \\U000e0001",
        "1d173, \\U0001d173"
    })
    void of_aCodePoint_isThatUnlessItIsHarmful(String hex, String shown) {
        String text = Character.toString(Integer.parseInt(hex, 16));

        assertThat(PrintableText.of("a" + text + "b")).isEqualTo("a" + shown + "b");
    }

    /** The runner of GitHub Actions looks for those anywhere in a line. */
    @Test
    void of_aCommandOfARunner_isNotACommandAnyMore() {
        assertThat(PrintableText.of("##[add-mask]a")).isEqualTo("#\\u0023[add-mask]a");
        assertThat(PrintableText.of("a ##vso[task.x]b")).isEqualTo("a #\\u0023vso[task.x]b");
        assertThat(PrintableText.of("###[error]")).isEqualTo("#\\u0023\\u0023[error]");
        assertThat(PrintableText.of("a#b # c #[error]")).isEqualTo("a#b # c #[error]");
    }

    @Test
    void of_aLongText_isCutAtTheMaximum() {
        String longest = "x".repeat(600);

        assertThat(PrintableText.of(longest)).isEqualTo(longest);
        assertThat(PrintableText.of(longest + "x")).isEqualTo("x".repeat(599) + "…");
        assertThat(PrintableText.of("x".repeat(594) + "\n")).isEqualTo("x".repeat(594) + "\\u000a");
        assertThat(PrintableText.of("x".repeat(595) + "\n")).isEqualTo("x".repeat(595) + "…");
        assertThat(PrintableText.of("\n" + "x".repeat(594))).isEqualTo("\\u000a" + "x".repeat(594));
        assertThat(PrintableText.of("\n" + "x".repeat(595))).isEqualTo("\\u000a" + "x".repeat(593) + "…");
    }

    /** What is cut is never half of a code point, and never half of what is written for one. */
    @Test
    void of_aLongText_isNotCutWithinACharacter() {
        assertThat(PrintableText.of("x".repeat(598) + "\uD83D\uDE00\uD83D\uDE00"))
                .isEqualTo("x".repeat(598) + "…");
        assertThat(PrintableText.of("x".repeat(597) + "\uD83D\uDE00\uD83D\uDE00"))
                .isEqualTo("x".repeat(597) + "\uD83D\uDE00…");
    }
}
