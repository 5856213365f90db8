package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Front matter is read leniently with its lines, and written so that it reads the same. */
class FrontMatterTest {

    private static final String FILE = "acme/app/README.md";

    private static FrontMatter read(String text) {
        return FrontMatter.readMarkdown(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem refusal(String text) {
        Problem[] problem = new Problem[1];
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> problem[0] = e.problem());
        assertThat(problem[0].code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        return problem[0];
    }

    @Test
    void keysKnowTheirLines() {
        FrontMatter keys = read("---\nlayout: collection\n\n# a comment\nstore:\n- a\n- b\n---\nBody\n---\nmore\n");
        assertThat(keys.at("layout")).hasToString(FILE + ":2");
        assertThat(keys.at("store").line()).isBetween(5, 6);
        assertThat(keys.at("absent")).hasToString(FILE);
        assertThat(keys.texts("store")).containsExactly("a", "b");
        assertThat(keys.texts("layout")).containsExactly("collection");
        assertThat(keys.body()).isEqualTo("Body\n---\nmore\n");
    }

    @Test
    void windowsAndItsMarkAreNoFault() {
        FrontMatter keys = read("\uFEFF---\r\nlayout: collection\r\nsize: 3\r\n---\r\nBody\r\n");
        assertThat(keys.text("layout")).contains("collection");
        assertThat(keys.integer("size")).hasValue(3);
        assertThat(keys.body()).isEqualTo("Body\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1.10, 1.10",
        "'\"1.10\"', 1.10",
        "007, 007",
        "1e3, 1e3",
        "0x10, 0x10",
        "yes, yes",
        "2026-11-20, 2026-11-20"
    })
    void versionsAndDatesStayAsTheyAreWritten(String written, String text) {
        FrontMatter keys = read("---\nversion: " + written + "\n---\n");
        assertThat(keys.text("version")).contains(text);
        assertThat(keys.integer("version")).isEmpty();
    }

    @Test
    void onlyPlainDecimalIntegersAreNumbers() {
        assertThat(read("---\nsize: 12\n---\n").integer("size")).hasValue(12);
        assertThat(read("---\nsize: \"12\"\n---\n").integer("size")).isEmpty();
        assertThat(read("---\nsize: 99999999999999999999\n---\n").integer("size"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\n---\n", "---\n\n---\nBody", "---\n# nothing\n---\n"})
    void anEmptyMappingIsFine(String text) {
        assertThat(read(text).text("layout")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no fence|has no front matter in its first line|1",
                "---\\nlayout: x|has front matter that does not end|1",
                "---\\n- a\\n---\\n|must be a mapping of keys to values|2",
                "---\\njust text\\n---\\n|must be a mapping of keys to values|2",
                "---\\na: 1\\nb: 2\\na: 3\\n---\\n|has the key \"a\" twice|4",
                "---\\na: &x [1]\\n---\\n|has an anchor or alias|2",
                "---\\na: 1\\nb: *a\\n---\\n|has an anchor or alias|3",
                "---\\na: !!java.net.URL [\"http://x\"]\\n---\\n|has a type tag|2",
                "---\\na: !x 1\\n---\\n|has a type tag|2",
                "---\\na: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: {n: {o: {p: {q: 1}}}}}}}}}}}}}}}}\\n---\\n|nested|2",
                "---\\na: \"unclosed\\n---\\n|is not valid YAML|2",
                "---\\n\\ta: 1\\n---\\n|is not valid YAML|2"
            })
    void whatIsNoFrontMatterIsSaidWithItsLine(String text, String what, int line) {
        Problem problem = refusal(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(problem.toString()).contains(what);
        assertThat(problem.location().line()).as(problem.toString()).isEqualTo(line);
    }

    @Test
    void aSecondDocumentIsRefusedInYamlFiles() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() ->
                        FrontMatter.readYaml("registry.yaml", "a: 1\n---\nb: 2\n".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("more than one YAML document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "1.10",
                "12",
                "true",
                "null",
                "~",
                "",
                " leading",
                "trailing ",
                "a: b",
                "a #b",
                "# a",
                "- a",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "{a}",
                "[a]",
                "\"a\"",
                "'a'",
                "a\nb",
                "---",
                "a\n---\nb",
                "...",
                "\ttab",
                "a\\b",
                "ünïcödé 😀",
                "yes",
                "no",
                "on",
                "2026-11-20",
                "0x10",
                "1_000",
                "? a",
                "| a",
                "> a",
                "=",
                "<<"
            })
    void whatIsWrittenReadsTheSame(String value) {
        byte[] written = new FrontMatterWriter()
                .put("layout", "collection")
                .put("description", value)
                .putOneOrMany("store", List.of(value, "second"))
                .markdown("Body\n");
        FrontMatter keys = FrontMatter.readMarkdown(FILE, written);
        // an empty value says as little as an absent one
        assertThat(keys.text("description").orElse("")).isEqualTo(value);
        assertThat(keys.texts("store")).containsExactly(value, "second");
        assertThat(keys.body()).isEqualTo("Body\n");
        assertThat(keys.integer("description")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FrontMatterKind.class)
    void everyKeyHasADocumentedMeaning(FrontMatterKind kind) throws Exception {
        JsonNode schema = Json.mapper().readTree(kind.schemaText());
        assertThat(schema.at("/$id").asText()).isNotBlank();
        schema.get("properties")
                .propertyStream()
                .forEach(property -> assertThat(
                                property.getValue().path("description").asText())
                        .as(kind + "." + property.getKey())
                        .isNotBlank());
    }

    @Test
    void whatBreaksASchemaIsSaidByItsKeyWithWhatItMeans() {
        List<Problem> problems = new ArrayList<>();
        FrontMatter keys =
                read("---\nlayout: manifests/oci\nmediaType: 3\ndigest: sha256:00\nsize: -1\nplatforms: [linux]\n"
                        + "colour: red\n---\n");

        assertThat(FrontMatterKind.OCI_TAG.check(keys, problems::add)).isFalse();
        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.location().line())
                .contains(
                        "FRONT_MATTER_INVALID 3", "FRONT_MATTER_INVALID 4", "FRONT_MATTER_INVALID 5", "KEY_UNKNOWN 7");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
    }
}
