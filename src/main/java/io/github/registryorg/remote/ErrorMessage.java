package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server says of a request that it refuses: in the form of the distribution specification ("Error Codes"), in
 * those of token servers and others, or as plain text.
 */
final class ErrorMessage {

    /** Bytes of a body that are looked at. */
    static final int MAX_SIZE = 64 * 1024;

    private static final int MAX_ERRORS = 3;

    private ErrorMessage() {}

    /**
     * The code and the message, as long as they are: they are shortened where they are printed, once what is secret has been
     * removed, since half of a secret would not be found any more. Empty where the body has none.
     */
    static Optional<String> of(String contentType, byte[] body) {
        Optional<String> text = contentType.toLowerCase(Locale.ROOT).startsWith("text/plain")
                ? Optional.of(new String(body, StandardCharsets.UTF_8))
                : inJson(body);
        return text.map(String::strip).filter(message -> !message.isEmpty());
    }

    private static Optional<String> inJson(byte[] body) {
        try {
            JsonNode json = Json.readObject(body);
            JsonNode errors = json.path("errors");
            Stream<JsonNode> described = errors.isArray() && !errors.isEmpty()
                    ? errors.valueStream()
                    : Stream.of(only(json, errors, json.path("error")));
            return Optional.of(described
                    .limit(MAX_ERRORS)
                    .map(ErrorMessage::described)
                    .filter(message -> !message.isEmpty())
                    .collect(Collectors.joining("; ")));
        } catch (JsonFault e) {
            return Optional.empty();
        }
    }

    private static JsonNode only(JsonNode json, JsonNode errors, JsonNode error) {
        if (errors.isObject() || errors.isTextual()) {
            return errors;
        }
        return error.isObject() ? error : json;
    }

    /** The one of the specification, those of OAuth 2 and RFC 9457, and those that registries have besides. */
    private static String described(JsonNode error) {
        if (error.isTextual()) {
            return error.asText().strip();
        }
        return Stream.concat(
                        first(error, "code", "error"),
                        first(error, "message", "error_description", "details", "detail", "title"))
                .collect(Collectors.joining(": "));
    }

    private static Stream<String> first(JsonNode error, String... keys) {
        return Stream.of(keys)
                .map(key -> error.path(key).asText("").strip())
                .filter(value -> !value.isEmpty())
                .limit(1);
    }
}
