package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back as it was, and is as plain as it can be. */
class FrontMatterWriterTest {

    private static String text(FrontMatterWriter writer) {
        return new String(writer.yaml(), StandardCharsets.UTF_8);
    }

    @Test
    void keys_written_areInOrderWithoutNeedlessQuotes() {
        FrontMatterWriter writer = new FrontMatterWriter()
                .put("layout", "manifests/oci")
                .put("digest", "sha256:0a")
                .put("size", 28_311_552L)
                .putList("platforms", List.of("linux/amd64", "linux/arm64"))
                .put("created", "2026-11-20T10:11:12Z")
                .put("source", "https://code.example/acme/app?x=y#z")
                .put("absent", (Object) null)
                .putList("none", List.of());

        assertThat(new String(writer.markdown("# Text\n"), StandardCharsets.UTF_8))
                .isEqualTo("""
                        ---
                        layout: manifests/oci
                        digest: sha256:0a
                        size: 28311552
                        platforms:
                        - linux/amd64
                        - linux/arm64
                        created: 2026-11-20T10:11:12Z
                        source: https://code.example/acme/app?x=y#z
                        ---
                        # Text
                        """);
    }

    @Test
    void list_ofOneItem_isWrittenAsTheItem() {
        assertThat(text(new FrontMatterWriter().putOneOrMany("store", List.of("file:store"))))
                .isEqualTo("store: file:store\n");
        assertThat(text(new FrontMatterWriter().putOneOrMany("store", List.of("file:a", "file:b"))))
                .isEqualTo("store:\n- file:a\n- file:b\n");
        assertThat(text(new FrontMatterWriter().putList("platforms", List.of("linux/amd64"))))
                .isEqualTo("platforms:\n- linux/amd64\n");
    }

    @Test
    void lists_byName_areRead() {
        Map<String, List<String>> urls = new LinkedHashMap<>();
        urls.put("sha256:b", List.of("https://files.example/b?x=1&y=2"));
        urls.put("sha256:a", List.of("https://files.example/a", "https://mirror.example/a"));
        byte[] written = new FrontMatterWriter().putLists("urls", urls).yaml();

        YamlValue.Mapping read = (YamlValue.Mapping)
                FrontMatter.readYaml("file", written).keys().entries().get("urls");
        Map<String, List<String>> back = new TreeMap<>();
        read.entries().forEach((key, value) -> back.put(key, FrontMatter.texts(value)));
        assertThat(back).isEqualTo(urls);
        assertThat(text(new FrontMatterWriter().putLists("urls", Map.of()))).isEqualTo("{}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " leading",
                "trailing ",
                "a: b",
                "a:",
                ":a",
                "a #b",
                "#a",
                "*a",
                "&a",
                "!a",
                "!!str a",
                "|",
                ">",
                "%a",
                "@a",
                "`a",
                "'a'",
                "\"a\"",
                "a'b",
                "a\"b",
                "\\",
                "C:\\n",
                "-",
                "- a",
                "-a",
                "--- a",
                "---",
                "...",
                "?",
                "? a",
                "[a",
                "[a]",
                "{a",
                "{a: b}",
                "]",
                "}",
                ",",
                "a, b",
                "=",
                "<<",
                "~",
                "null",
                "Null",
                "true",
                "True",
                "false",
                "yes",
                "Yes",
                "no",
                "on",
                "off",
                "y",
                "n",
                "12",
                "-12",
                "0",
                "007",
                "1.0",
                "1.10",
                "1e3",
                "1_000",
                "0x1F",
                "0b1",
                "0o7",
                ".5",
                ".inf",
                ".nan",
                "12:30:45",
                "2026-11-20",
                "2026-11-20T10:11:12Z",
                "99999999999999999999",
                "one\ntwo",
                "one\ntwo\n",
                "one\n\n\ntwo\n\n",
                "\none",
                "\n",
                "  indented\nless",
                "one\n  two\n three",
                "one\n---\ntwo",
                "---\none",
                "one\n...\n",
                "trailing \nspace ",
                "tab\there",
                "\tleading tab",
                "one\r\ntwo",
                "one\rtwo",
                "bell\u0007",
                "nul\u0000",
                "escape\u001b[31m",
                "delete\u007f",
                "line separator\u2028end",
                "no-break\u00a0space",
                "mark\uFEFFinside",
                "\uFEFFmark at front",
                "private\uE000",
                "caf\u00e9 \u65e5\u672c\u8a9e \u05e2\u05d1\u05e8\u05d9\u05ea",
                "emoji \uD83D\uDE00 flag \uD83C\uDDE9\uD83C\uDDEA",
                "right to left \u202e override"
            })
    void text_written_isReadBack(String value) {
        FrontMatterWriter writer = new FrontMatterWriter()
                .put("before", "x")
                .put("key", value)
                .putList("list", List.of(value, "x", value))
                .put("after", 7L);

        for (FrontMatter read : List.of(
                FrontMatter.readYaml("file", writer.yaml()),
                FrontMatter.readMarkdown("file", writer.markdown("body\n")))) {
            assertThat(read.text("key")).contains(value);
            assertThat(read.keys().toJson().get("key").isTextual()).isTrue();
            assertThat(read.texts("list")).containsExactly(value, "x", value);
            assertThat(read.text("before")).contains("x");
            assertThat(read.integer("after")).hasValue(7);
        }
        assertThat(FrontMatter.readMarkdown("file", writer.markdown("body\n")).body())
                .isEqualTo("body\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\u0085two", "one\u0085two\nthree"})
    void nextLine_written_isReadAsALineEnd(String value) {
        FrontMatterWriter writer = new FrontMatterWriter().put("key", value).putList("list", List.of(value));

        FrontMatter read = FrontMatter.readYaml("file", writer.yaml());
        assertThat(read.text("key")).contains(value.replace('\u0085', '\n'));
        assertThat(read.texts("list")).containsExactly(value.replace('\u0085', '\n'));
    }

    @Test
    void text_long_staysOnOneLine() {
        String value = "word ".repeat(390).strip();
        FrontMatterWriter writer = new FrontMatterWriter().put("description", value);

        assertThat(text(writer)).hasLineCount(1);
        assertThat(FrontMatter.readYaml("file", writer.yaml()).text("description"))
                .contains(value);
    }

    @Test
    void text_writtenTwice_isTheSame() {
        FrontMatterWriter writer = new FrontMatterWriter().put("a", "x: y").putList("b", List.of("1", "yes"));

        assertThat(writer.yaml()).isEqualTo(writer.yaml());
    }
}
