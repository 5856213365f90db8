package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees from Jackson's parser, and to its generator, as its {@code ObjectMapper} reads and writes them. That one has three
 * hundred classes, which take longer to load than most runs take to read their JSON.
 */
final class JsonTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTree() {}

    /**
     * The only value that the parser has; null where it has none. The parser limits depth and sizes.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON, passes a limit, has a key twice, or
     *     more follows
     */
    static @Nullable JsonNode read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return null;
        }
        JsonNode value = value(parser, first);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "There is more after the end of the value");
        }
        return value;
    }

    /** The value that begins with this token, which the parser has just read. */
    static JsonNode value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> objectNode(parser);
            case START_ARRAY -> arrayNode(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integerNode(parser);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(decimal(parser));
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static ObjectNode objectNode(JsonParser parser) throws IOException {
        ObjectNode node = NODES.objectNode();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            if (node.has(key)) {
                throw new JsonParseException(parser, "Duplicate field '" + key + "'");
            }
            node.set(key, value(parser, parser.nextToken()));
        }
        return node;
    }

    private static ArrayNode arrayNode(JsonParser parser) throws IOException {
        ArrayNode node = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            node.add(value(parser, token));
        }
        return node;
    }

    private static JsonNode integerNode(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private static BigDecimal decimal(JsonParser parser) throws IOException {
        BigDecimal value;
        try {
            value = parser.getDecimalValue();
        } catch (NumberFormatException e) {
            // the library lets it through
            throw new JsonParseException(parser, "The exponent of a number is out of range", e);
        }
        try {
            return value.stripTrailingZeros();
        } catch (ArithmeticException e) {
            // its exponent has no room for them
            return value;
        }
    }

    static void write(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> property : node.properties()) {
                    out.writeFieldName(property.getKey());
                    write(property.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode child : node) {
                    write(child, out);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.textValue());
            case NUMBER -> writeNumber(node, out);
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            default -> throw new IllegalStateException(node.getNodeType() + " is not JSON");
        }
    }

    /** Copies the value whose first token the parser has read last, as reading and writing it would. */
    static void copy(JsonParser in, JsonGenerator out) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                out.writeStartObject();
                for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
                    out.writeFieldName(key);
                    in.nextToken();
                    copy(in, out);
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    copy(in, out);
                }
                out.writeEndArray();
            }
            case VALUE_STRING -> out.writeString(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
            case VALUE_NUMBER_INT -> {
                switch (in.getNumberType()) {
                    case INT -> out.writeNumber(in.getIntValue());
                    case LONG -> out.writeNumber(in.getLongValue());
                    default -> out.writeNumber(in.getBigIntegerValue());
                }
            }
            case VALUE_NUMBER_FLOAT -> out.writeNumber(decimal(in));
            case VALUE_TRUE, VALUE_FALSE -> out.writeBoolean(in.getBooleanValue());
            case VALUE_NULL -> out.writeNull();
            default -> throw new IllegalStateException("no value begins with " + in.currentToken());
        }
    }

    private static void writeNumber(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.numberType()) {
            case INT -> out.writeNumber(node.intValue());
            case LONG -> out.writeNumber(node.longValue());
            case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
            case FLOAT -> out.writeNumber(node.floatValue());
            case DOUBLE -> out.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
        }
    }
}
