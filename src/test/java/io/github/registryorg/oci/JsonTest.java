package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    private static final String MARKUP = "</script><script>alert(1)</script>&lt;\u2028\u2029 é \ud83d\ude00 \"\\";

    /** Wherever it can be: keys, values, and both of nested ones. */
    private static ObjectNode markupEverywhere() {
        ObjectNode tree = Json.object();
        tree.put(MARKUP, MARKUP);
        tree.putObject("nested").putArray(MARKUP).add(MARKUP);
        return tree;
    }

    private static void assertIsInert(String written) throws IOException {
        assertThat(written).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        assertThat(written).contains("\\u003C", "\\u003E", "\\u0026", "\\u2028", "\\u2029");
        // everything else is written as it was
        assertThat(written).contains(" é ", " \\\"\\\\");
        assertThat(Json.read(written.getBytes(StandardCharsets.UTF_8))).isEqualTo(markupEverywhere());
    }

    @Test
    void write_markupInKeysAndValues_isEscapedAndStaysEqual() throws IOException {
        assertIsInert(new String(Json.write(markupEverywhere()), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_ofContent_hasTheLineAndNoOptionsOfTheParser(String content, String what, String reason) {
        assertThatExceptionOfType(JsonFault.class)
                .isThrownBy(() -> Json.read(("\n" + content).getBytes(StandardCharsets.UTF_8)))
                .satisfies(fault -> {
                    assertThat(fault.what()).isEqualTo(what);
                    assertThat(fault.reason()).isEqualTo(reason);
                });
    }

    static Stream<Arguments> faults() {
        String invalid = "is not valid JSON (line 2)";
        String limit = "exceeds a limit (line 2)";
        return Stream.of(
                Arguments.of("[".repeat(65), limit, "Document nesting depth (65) exceeds the maximum allowed (64)"),
                Arguments.of("1".repeat(1001), limit, "Number value length (1001) exceeds the maximum allowed (1000)"),
                Arguments.of(
                        "{\"" + "k".repeat(50_001) + "\":1}",
                        limit,
                        "Name length (50001) exceeds the maximum allowed (50000)"),
                Arguments.of("NaN", invalid, "Non-standard token 'NaN'"),
                Arguments.of(
                        "+1",
                        invalid,
                        "Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have"
                                + " plus signs"),
                Arguments.of("// x", invalid, "Unexpected character ('/' (code 47)): maybe a (non-standard) comment?"),
                Arguments.of(
                        "{\"a\":1",
                        invalid,
                        "Unexpected end-of-input: expected close marker for Object (start marker at [line: 2, column: 1])"));
    }

    @Test
    void write_markupWithoutATreeOrForPeople_isEscapedTheSame() throws IOException {
        ObjectNode tree = markupEverywhere();
        assertIsInert(new String(Json.pretty(tree), StandardCharsets.UTF_8));
        assertIsInert(streamed());
    }

    private static String streamed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringField(MARKUP, MARKUP);
            json.writeObjectFieldStart("nested");
            json.writeArrayFieldStart(MARKUP);
            json.writeString(MARKUP);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void write_longText_isEscapedToItsEnd() throws JsonFault {
        // longer than the buffers of the library, which writes such text piece by piece
        String text = "<a&b>\u2028".repeat(5_000);
        ObjectNode tree = Json.object().put(text, text);
        String written = new String(Json.write(tree), StandardCharsets.UTF_8);
        for (String character : List.of("<", ">", "&", "\u2028")) {
            assertThat(written.contains(character)).as(character).isFalse();
        }
        assertThat(Json.readObject(Json.write(tree)).fieldNames().next()).isEqualTo(text);
    }

    /** Readers of a config, a token or a layout report what it means that it is not JSON. */
    @ParameterizedTest
    @CsvSource({
        "[], is not a JSON object",
        "'', is empty",
        "'{', is not valid JSON (line 1)",
        "'{\"a\":1,\"a\":2}', is not valid JSON (line 1)",
        "'{} {}', is not valid JSON (line 1)"
    })
    void readObject_ofOtherContent_throwsAFaultWithoutACode(String content, String message) {
        assertThatExceptionOfType(JsonFault.class)
                .isThrownBy(() -> Json.readObject(content.getBytes(StandardCharsets.UTF_8)))
                .withMessage(message)
                .satisfies(e -> assertThat(e.problem(ProblemCode.SOURCE_INVALID, "file"))
                        .isEqualTo(Problem.of(ProblemCode.SOURCE_INVALID, "file", message)
                                .because(e.reason())));
    }
}
