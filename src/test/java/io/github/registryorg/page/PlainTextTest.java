package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @Test
    void text_null_isEmpty() {
        assertThat(PlainText.line(null, 10)).isNull();
        assertThat(PlainText.line(" \t\r\n\u00A0\u2028", 10)).isNull();
        assertThat(PlainText.block(null, 10)).isNull();
        assertThat(PlainText.block(" \n ", 10)).isNull();
    }

    @Test
    void line_withBreaks_isOneLine() {
        assertThat(PlainText.line("  one\r\n\ttwo  three\u2029four \n", 100)).isEqualTo("one two three four");
    }

    @Test
    void block_withBreaks_keepsThem() {
        assertThat(PlainText.block("one \\\r\n  two\rthree\tfour\n\n", 100)).isEqualTo("one \\\n  two\nthree\tfour");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x202A, 0x202E, 0x2066, 0x2069, 0xFFFE, 0xFFFF, 0xD800, 0xDC00})
    void character_deceiving_isVisible(int harmful) {
        String text = "a" + (char) harmful + "b";

        assertThat(PlainText.line(text, 100)).isEqualTo("a\uFFFDb");
        assertThat(PlainText.block(text, 100)).isEqualTo("a\uFFFDb");
        assertThat(PlainText.visible(text)).isEqualTo("a\uFFFDb");
    }

    @Test
    void text_withOtherScriptsAndEmoji_isUnchanged() {
        String text = "שלום مرحبا 你好 👩\u200D🔧 é";

        assertThat(PlainText.line(text, 100)).isEqualTo(text);
        assertThat(PlainText.visible(text)).isSameAs(text);
    }

    @Test
    void text_long_isCutBetweenCharacters() {
        assertThat(PlainText.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(PlainText.line("abcdefg", 6)).isEqualTo("abcdef…");
        assertThat(PlainText.line("abcde 😀😀", 7)).isEqualTo("abcde…");
        assertThat(PlainText.block("abc\ndef", 4)).isEqualTo("abc\n…");
    }
}
