package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMessageTest {

    private static Optional<String> of(String type, String body) {
        return ErrorMessage.of(type, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\",\"detail\":{}}]}|DENIED: no",
                "{\"errors\":[{\"code\":\"A\",\"message\":\"b\"},{\"message\":\"c\"}]}|A: b; c",
                "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\"}]}|TOOMANYREQUESTS",
                "{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}|invalid_grant: expired",
                "{\"error\":{\"code\":401,\"message\":\"no\"}}|401: no",
                "{\"details\":\"incorrect username or password\"}|incorrect username or password",
                "{\"errors\":\"denied: no\"}|denied: no",
                "{\"errors\":[\"denied\",\"no\"]}|denied; no",
                "{\"errors\":{\"code\":\"DENIED\",\"message\":\"no\"}}|DENIED: no",
                "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"no seat\"}|no seat",
                "{\"title\":\"Forbidden\"}|Forbidden"
            })
    void message_inAnyForm_isFound(String body, String message) {
        assertThat(of("application/json; charset=utf-8", body)).hasValue(message);
    }

    @Test
    void message_asText_isFound() {
        assertThat(of("text/plain; charset=utf-8", "toomanyrequests: slow down\n"))
                .hasValue("toomanyrequests: slow down");
    }

    /** A secret in it is to be found as a whole. */
    @Test
    void message_long_isNotCut() {
        assertThat(of("text/plain", "a".repeat(10_000)).orElseThrow()).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>no</html>", "[]", "{}", "{\"errors\":[]}", "{\"errors\":[7,null]}", "{\"message\":{}}"
            })
    void body_withoutAMessage_hasNone(String body) {
        assertThat(of("application/json", body)).isEmpty();
    }
}
