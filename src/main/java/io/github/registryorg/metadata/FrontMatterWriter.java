package io.github.registryorg.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Front matter as we write it: keys in the order in which they are given, absent ones left out. */
final class FrontMatterWriter {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private final ObjectNode keys = JsonNodeFactory.instance.objectNode();

    FrontMatterWriter put(String key, @Nullable Object value) {
        if (value != null) {
            keys.put(key, text(value));
        }
        return this;
    }

    FrontMatterWriter put(String key, long value) {
        keys.put(key, value);
        return this;
    }

    /** A list of one is written as its item, since a single store or platform reads better so. */
    FrontMatterWriter putOneOrMany(String key, List<String> values) {
        return values.size() == 1 ? put(key, values.get(0)) : putList(key, values);
    }

    FrontMatterWriter putList(String key, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = keys.putArray(key);
            values.forEach(value -> list.add(text(value)));
        }
        return this;
    }

    FrontMatterWriter putLists(String key, Map<?, List<String>> lists) {
        if (!lists.isEmpty()) {
            ObjectNode map = keys.putObject(key);
            lists.forEach((name, values) -> {
                ArrayNode list = map.putArray(name.toString());
                values.forEach(value -> list.add(text(value)));
            });
        }
        return this;
    }

    /** YAML takes "next line" for the end of a line, but its writers do not. */
    private static String text(Object value) {
        return value.toString().replace('\u0085', '\n');
    }

    byte[] markdown(String body) {
        return ("---\n" + text() + "---\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    byte[] yaml() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        try {
            return YAML.writeValueAsString(keys);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
