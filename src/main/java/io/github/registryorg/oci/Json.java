package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;

/**
 * JSON as strangers send it, read with limits: UTF-8 only, no duplicate keys, nothing after the end, no deep nesting,
 * since two readers that disagree about a manifest would disagree about what was signed. What is written here has
 * {@linkplain HtmlSafeEscapes no markup} in it.
 */
public final class Json {

    private static final int MAX_DEPTH = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(RawManifest.MAX_SIZE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
                    .characterEscapes(new HtmlSafeEscapes())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** For building trees that this class writes, and for writing them in other ways with the same escapes. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads one JSON object.
     *
     * @throws RegistryException {@code MANIFEST_INVALID} if it is not one, saying where and why
     */
    public static JsonNode readObject(byte[] content) {
        JsonNode node = read(content);
        if (!node.isObject()) {
            throw InvalidContent.json("is not a JSON object", null);
        }
        return node;
    }

    /**
     * Reads one JSON value.
     *
     * @throws RegistryException {@code MANIFEST_INVALID} if it is not one, saying where and why
     */
    public static JsonNode read(byte[] content) {
        String text = JsonText.decode(content);
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            if (node == null) {
                throw InvalidContent.json("is empty", null);
            }
            JsonText.requireWholeCharacters(text, node);
            return node;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw InvalidContent.json("is not valid JSON" + where, e.getOriginalMessage());
        } catch (IOException e) {
            throw InvalidContent.json("is not valid JSON", e.getMessage());
        }
    }

    /** Compact JSON: keys in the order in which the tree has them, no white space, no newline at the end. */
    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
