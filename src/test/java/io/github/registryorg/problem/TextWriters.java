package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** What makes text of strangers harmless, for the fuzzer. */
public final class TextWriters {

    private TextWriters() {}

    /** One line, without what a log or Markdown acts upon, and nothing that can't be written as UTF-8. */
    public static void text(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String shown = PrintableText.of(text);
        assertThat(shown).doesNotContain("##").hasSizeLessThanOrEqualTo(PrintableText.MAX_LENGTH);
        assertThat(shown.codePoints()).noneMatch(Character::isISOControl);
        requireWhole(shown);
        assertThat(PrintableText.of(shown)).isEqualTo(shown);
        for (String code : new String[] {MarkdownText.code(text), MarkdownText.sentence(text)}) {
            assertThat(code).startsWith("`").endsWith("`");
            assertThat(code.substring(1, code.length() - 1)).doesNotContain("`", "|", "\n", "\r");
            requireWhole(code);
        }
        MarkdownText.link("here", text).ifPresent(link -> assertThat(link).matches("\\[here]\\(<[^<>\\s|`]+>\\)"));
    }

    private static void requireWhole(String text) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
    }
}
