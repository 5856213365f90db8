package io.github.registryorg.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A piece of YAML that remembers its line, since errors are for people who look for it. */
sealed interface YamlValue {

    /** Counted from 1, in the file that it came from. */
    int line();

    /** The value as JSON, for its schema. */
    JsonNode toJson();

    /** How many values it is, all that is in it included. */
    int count();

    /**
     * A scalar.
     *
     * @param text as written, without quotes; empty where it is null
     * @param plain whether it was written without quotes, so that {@code 12} is a number and {@code true} is true
     */
    record Scalar(String text, boolean plain, int line) implements YamlValue {

        private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

        boolean isNull() {
            return plain && text.isEmpty();
        }

        /** Only plain decimal integers and {@code true} and {@code false} are not strings: 1.10 is a version. */
        @Override
        public JsonNode toJson() {
            if (isNull()) {
                return NullNode.getInstance();
            }
            if (plain && INTEGER.matcher(text).matches()) {
                return LongNode.valueOf(Long.parseLong(text));
            }
            if (plain && (text.equals("true") || text.equals("false"))) {
                return BooleanNode.valueOf(text.equals("true"));
            }
            return TextNode.valueOf(text);
        }

        @Override
        public int count() {
            return 1;
        }
    }

    /** A list. */
    record Sequence(List<YamlValue> items, int line) implements YamlValue {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode toJson() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> array.add(item.toJson()));
            return array;
        }

        @Override
        public int count() {
            return 1 + items.stream().mapToInt(YamlValue::count).sum();
        }
    }

    /**
     * A mapping.
     *
     * @param entries in the order in which they were written; keys without a value are not among them
     */
    record Mapping(Map<String, YamlValue> entries, int line) implements YamlValue {

        @Override
        public JsonNode toJson() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, value) -> object.set(key, value.toJson()));
            return object;
        }

        @Override
        public int count() {
            return 1 + entries.values().stream().mapToInt(YamlValue::count).sum();
        }
    }
}
