package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON as strangers send it, read with limits: UTF-8 only, no duplicate keys, nothing after the end, no deep nesting,
 * since two readers that disagree about a manifest would disagree about what was signed. What is written here has
 * {@linkplain HtmlSafeEscapes no markup} in it.
 */
public final class Json {

    private static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(RawManifest.MAX_SIZE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
            .characterEscapes(new HtmlSafeEscapes())
            .build();

    /** Loaded on first use: loading Jackson's data binding takes longer than a whole run that has nothing to do. */
    private static final class Trees {

        private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY.copy())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        private static final ObjectReader READER = MAPPER.reader();
        private static final ObjectWriter WRITER = MAPPER.writer();
        private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
        private static final ObjectWriter PRETTY = MAPPER.writer(
                new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));
    }

    private Json() {}

    /** An object to build. */
    public static ObjectNode object() {
        return Trees.MAPPER.createObjectNode();
    }

    /** For reading in other ways, with the same limits. */
    public static ObjectReader reader() {
        return Trees.READER;
    }

    /** For writing without a tree, compact, with the same escapes. It can't write trees. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    /**
     * Reads one JSON object.
     *
     * @throws JsonFault if it is not one, with the place and the reason
     */
    public static JsonNode readObject(byte[] content) throws JsonFault {
        JsonNode node = read(content);
        if (!node.isObject()) {
            throw new JsonFault("is not a JSON object", null, null);
        }
        return node;
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonFault if it is not one, with the place and the reason
     */
    public static JsonNode read(byte[] content) throws JsonFault {
        JsonText.requireUtf8(content);
        try (JsonParser parser = Trees.MAPPER.createParser(content)) {
            JsonNode node = Trees.MAPPER.readTree(parser);
            if (node == null) {
                throw new JsonFault("is empty", null, null);
            }
            JsonText.requireWholeCharacters(content, node);
            return node;
        } catch (JsonFault e) {
            throw e;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new JsonFault("is not valid JSON" + where, e.getOriginalMessage(), null);
        } catch (IOException e) {
            throw new JsonFault("is not valid JSON", e.getMessage(), null);
        }
    }

    /** Compact JSON: keys in the order in which the tree has them, no white space, no newline at the end. */
    public static byte[] write(JsonNode node) {
        try {
            return Trees.WRITER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** JSON for people: indented, the same on every machine, with a newline at the end. */
    public static byte[] pretty(JsonNode node) {
        try {
            return (Trees.PRETTY.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
