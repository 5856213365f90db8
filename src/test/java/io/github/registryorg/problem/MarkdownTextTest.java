package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {

    @Test
    void code_cutWithinACharacter_leavesItOutWhole() {
        String before = "a".repeat(119);
        assertThat(MarkdownText.code(before + "\ud83d\ude00b")).isEqualTo("`" + before + "…`");
        assertThat(MarkdownText.code("b" + before + "\ud83d\ude00")).isEqualTo("`b" + before + "…`");
    }

    @Test
    void code_withWhatEndsOrMovesIt_isOneCellOfOneLine() {
        assertThat(MarkdownText.code("a`b|c\r\nd\u202ee")).isEqualTo("`a b c d e`");
        assertThat(MarkdownText.code("`")).isEqualTo("` `");
    }
}
