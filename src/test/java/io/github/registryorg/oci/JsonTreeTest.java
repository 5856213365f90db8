package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[[],{},\"\",null,true,false]",
                "{\"a\":{\"a\":[{\"a\":1}]},\"\":\"é \\ud83d\\ude00 \\\\ \\n\"}",
                "[0,-1,2147483647,2147483648,-9223372036854775808,9223372036854775808]",
                "[1.0,1.10,-0.0,1e2,1E-7,1e400,0.1000,123456789012345678901234567890.5,1e2147483647]",
                "\"text\"",
                " 7 ",
                "null",
            })
    void tree_ofAnyValue_isThatOfTheMapper(String json) throws Exception {
        JsonNode read = Json.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(MAPPER.readTree(json));
        assertThat(Json.write(read)).isEqualTo(MAPPER.writeValueAsBytes(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1}",
                "{\"a\"]",
                "{} x",
                "{} {}",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\":null,\"a\":1}",
                "{\"os\": \u201clinux\u201d}",
                "nul",
                "01",
                "NaN",
                "{\"a\":1e2147483648}",
                "[1e9999999999]",
                "[0e9999999999]",
                "[1e-2147483648]",
                "[-1.5e-2147483647]",
                "[1e-99999999999999999999]",
            })
    void content_thatIsNotJson_isAFault(String json) {
        assertThatExceptionOfType(JsonFault.class)
                .isThrownBy(() -> Json.read(json.getBytes(StandardCharsets.UTF_8)))
                .withMessage("is not valid JSON (line 1)")
                .satisfies(fault -> assertThat(fault.reason()).doesNotContain("UTF-8"));
    }

    @Test
    void content_cutAnywhere_isAFault() throws JsonFault {
        String json = "{\"a\":[1.5,\"é\",{\"b\":true}],\"c\":null}";
        byte[] whole = json.getBytes(StandardCharsets.UTF_8);
        Json.read(whole);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(JsonFault.class).as("%d bytes", length).isThrownBy(() -> Json.read(cut));
        }
    }

    @Test
    void depth_ofMoreThan64Levels_isAFault() throws JsonFault {
        Json.read(nested(64));
        assertThatExceptionOfType(JsonFault.class).isThrownBy(() -> Json.read(nested(65)));
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void duplicateKey_onALaterLine_isReportedThere() {
        byte[] json = "{\"a\":1,\n\"a\":{\n\n}}".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(JsonFault.class)
                .isThrownBy(() -> Json.read(json))
                .withMessage("is not valid JSON (line 2)");
    }

    @Test
    void numbers_ofEachType_areWrittenAsTheMapperWritesThem() throws IOException {
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        numbers.add((short) 1).add(2).add(3L).add(1.5f).add(0.1).add(1e300).add(BigInteger.TEN.pow(30));
        numbers.add(new BigDecimal("1E+3")).add(new BigDecimal("0.10"));
        assertThat(Json.write(numbers)).isEqualTo(MAPPER.writeValueAsBytes(numbers));
    }
}
