package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** {@link JsonTree} finds duplicate keys itself, and has none to write. */
    private static final JsonFactory TREES = FACTORY.copy()
            .disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonGenerator.Feature.STRICT_DUPLICATE_DETECTION);

    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private Json() {}

    /** An object to build. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** For reading without a tree, with the same limits; values may be read by {@link #value}. */
    public static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** The value that begins with the token that the parser has read last. */
    public static JsonNode value(JsonParser parser) throws IOException {
        return JsonTree.value(parser, parser.currentToken());
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
        try (JsonParser parser = JsonText.parser(TREES, content)) {
            JsonNode node = read(parser);
            if (node == null) {
                throw new JsonFault("is empty", null, null);
            }
            JsonText.requireWholeCharacters(content, node);
            return node;
        } catch (JsonFault e) {
            throw e;
        } catch (IOException e) {
            throw new JsonFault("is not valid JSON", e.getMessage(), null);
        }
    }

    private static @Nullable JsonNode read(JsonParser parser) throws IOException {
        try {
            return JsonTree.read(parser);
        } catch (StreamConstraintsException e) {
            throw JsonFault.of("exceeds a limit", parser.currentLocation(), e);
        } catch (JsonProcessingException e) {
            throw JsonFault.of("is not valid JSON", e.getLocation(), e);
        }
    }

    /** Compact JSON: keys in the order in which the tree has them, no white space, no newline at the end. */
    public static byte[] write(JsonNode node) {
        // most manifests and lists of tags fit
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator generator = TREES.createGenerator(out)) {
            JsonTree.write(node, generator);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
        return out.toByteArray();
    }

    /**
     * The compact JSON of a manifest that was read from these bytes, without a tree, which takes three times as long.
     *
     * @param urls in place of those of its config, then of each layer; where empty, the descriptor stays as it is
     */
    static byte[] write(byte[] manifest, List<List<String>> urls) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonParser parser = JsonText.parser(TREES, manifest);
                JsonGenerator generator = TREES.createGenerator(out)) {
            new ManifestCopy(parser, generator, urls).write();
        } catch (IOException e) {
            throw new IllegalStateException("it was read before", e);
        }
        return out.toByteArray();
    }

    /** JSON for people: indented, the same on every machine, with a newline at the end. */
    public static byte[] pretty(JsonNode node) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = TREES.createGenerator(out)) {
            generator.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));
            JsonTree.write(node, generator);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
