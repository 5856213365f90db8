package io.github.registryorg.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {

    /** Texts with the words that a reader who types them searches for; {@link SearchIT} has the same of the script. */
    static final Map<String, String> TABLE = table();

    private static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("", "");
        table.put("acme/app-server", "acme|app|server");
        table.put("Version 1.4.2-alpine, v2.0.", "version|1.4.2|alpine|v2.0");
        table.put("a.b 1.a a.1 .5 5. 1..2 1.2.3.", "a|b|1|a|a|1|5|5|1|2|1.2.3");
        table.put("Crème BRÛLÉE Ångström naïve", "creme|brulee|angstrom|naive");
        table.put("ΟΔΟΣ οδός ΣΑΣ", "οδοσ|οδοσ|σασ");
        table.put("İstanbul IĞDIR straße ẞ", "istanbul|igdir|straße|ß");
        table.put("ﬁne ① ２０２６ ℌ K", "fine|1|2026|h|k");
        table.put("Привет, мир_ёлка", "привет|мир|елка");
        table.put("שָׁלוֹם مُحَمَّد", "שלום|محمد");
        table.put("हिन्दी", "हिनदी");
        table.put("容器注册表和镜像仓库服务", "容器注册表和镜像");
        table.put("コンテナ", "コンテナ");
        table.put("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8");
        table.put("emoji 🚀 rocket 𝐁𝐨𝐥𝐝 𐐷", "emoji|rocket|bold");
        table.put("a\u0301b e\u0301\u0302\u0303", "ab|e");
        table.put("x".repeat(40), "x".repeat(32));
        table.put("<b>&amp;\"'\u0000\u2028tail", "b|amp|tail");
        return table;
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        SearchWords.forEach(text, words::add);
        return words;
    }

    @Test
    void words_ofTexts_areThoseOfTheTable() {
        TABLE.forEach((text, wanted) -> {
            if (!text.startsWith("容") && !text.startsWith("コ")) {
                assertThat(String.join("|", words(text))).as(text).isEqualTo(wanted);
            } else {
                assertThat(words(text)).as(text).startsWith(wanted);
            }
        });
    }

    @Test
    void words_withoutSpacesBetweenThem_beginAtEachCharacter() {
        assertThat(words("容器注册表")).containsExactly("容器注册表", "器注册表", "注册表", "册表", "表");
        assertThat(words("a容b")).containsExactly("a容b", "容b");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NULL", "''", "' - _/.'"},
            nullValues = "NULL")
    void words_ofNothing_areNone(String text) {
        assertThat(words(text)).isEmpty();
    }
}
