package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The characters of JSON: UTF-8 without a byte order mark (RFC 8259, section 8.1). Jackson would detect other encodings,
 * which clients written in Go can't read.
 */
final class JsonText {

    private static final String HINT =
            "JSON must be UTF-8 without a byte order mark: build the image again with a tool" + " that writes it so.";

    private JsonText() {}

    /**
     * A parser of these characters.
     *
     * @throws JsonFault if they are not UTF-8, or begin with a byte order mark
     */
    static JsonParser parser(JsonFactory factory, byte[] content) throws IOException {
        for (int i = 0; i < Math.min(4, content.length); i++) {
            if (content[i] == 0) {
                throw invalid("it has null bytes, as UTF-16 and UTF-32 have");
            }
        }
        if (isAscii(content)) {
            return factory.createParser(content);
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            if (text.length() > 0 && text.charAt(0) == '\uFEFF') {
                throw invalid("it begins with a byte order mark");
            }
            return factory.createParser(text.array(), 0, text.length());
        } catch (CharacterCodingException e) {
            throw invalid("it is not UTF-8 at byte " + bytes.position());
        }
    }

    private static boolean isAscii(byte[] content) {
        for (byte one : content) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses an escaped surrogate without its other half: it stands for no character, and each reader makes something
     * else of it.
     *
     * @param content that the node was read from
     * @throws JsonFault
     */
    static void requireWholeCharacters(byte[] content, JsonNode node) throws JsonFault {
        if (hasEscapedCharacters(content)) {
            requireWhole(StandardCharsets.UTF_8.newEncoder(), node);
        }
    }

    private static boolean hasEscapedCharacters(byte[] content) {
        for (int i = 1; i < content.length; i++) {
            if (content[i] == 'u' && content[i - 1] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static void requireWhole(CharsetEncoder encoder, JsonNode node) throws JsonFault {
        if (node.isTextual()) {
            requireWhole(encoder, node.textValue());
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            requireWhole(encoder, property.getKey());
        }
        for (JsonNode child : node) {
            requireWhole(encoder, child);
        }
    }

    private static void requireWhole(CharsetEncoder encoder, String text) throws JsonFault {
        if (!encoder.canEncode(text)) {
            throw invalid("it has an escaped surrogate (\\ud800 to \\udfff) without its other half");
        }
    }

    private static JsonFault invalid(String cause) {
        return new JsonFault("is not valid JSON", cause, HINT);
    }
}
