package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The page of all keys is what the JSON Schemas say. */
class ReferencePageTest {

    private static final Path PAGE = Path.of("src/site/markdown/reference.md");

    private static final String BEGIN = """
            # Keys of the metadata
            All keys of `registry.yaml`, of front matter and of notes, as their JSON Schemas describe them (a test compares this page
            with them). [The metadata](metadata.md) says which file is where, with examples, and [Rules](rules.md) what the rules mean.
            An unknown key is a warning, and in `rules` an error; a value of another type or length is an error
            (`FRONT_MATTER_INVALID`). `[]` stands for each item of a list, `*` for any name.
            """;

    /** Where it is meant to change, run this with {@code -Dgolden.update=true} and review the difference. */
    @Test
    void page_ofAllKeys_isThatOfTheSchemas() throws IOException, JsonFault {
        StringBuilder page = new StringBuilder(BEGIN);
        for (FrontMatterKind kind : List.of(
                FrontMatterKind.REGISTRY,
                FrontMatterKind.COLLECTION,
                FrontMatterKind.OCI_TAG,
                FrontMatterKind.DIGEST,
                FrontMatterKind.LEGACY_TAG,
                FrontMatterKind.TAGS)) {
            JsonNode schema = Json.readObject(kind.schemaText().getBytes(StandardCharsets.UTF_8));
            String title = schema.path("title").asText();
            page.append("\n<a id=\"")
                    .append(schema.path("$id").asText().replaceAll(".*/|\\.json$", ""))
                    .append("\"></a>\n\n## ")
                    .append(title)
                    .append("\n\n")
                    .append(text(schema.path("description").asText()))
                    .append("\n\n| key | value | meaning |\n|---|---|---|\n");
            rows("", schema, page);
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private static void rows(String prefix, JsonNode schema, StringBuilder page) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            String key = prefix + property.getKey();
            row(key, property.getValue(), required.contains(property.getKey()), page);
            // what a repository may set is what the registry may
            boolean isRepeated = key.equals("rules.namespaces");
            if (!isRepeated) {
                below(key, property.getValue(), page);
            }
        });
    }

    private static void below(String key, JsonNode value, StringBuilder page) {
        rows(key + ".", value, page);
        if (value.path("items").has("properties")) {
            rows(key + "[].", value.path("items"), page);
        }
        JsonNode named = value.path("additionalProperties");
        rows(key + ".*.", named, page);
        if (named.path("items").has("properties")) {
            rows(key + ".*[].", named.path("items"), page);
        }
    }

    private static void row(String key, JsonNode value, boolean isRequired, StringBuilder page) {
        assertThat(value.path("description").asText()).as(key).isNotEmpty();
        page.append("| `")
                .append(key)
                .append("` | ")
                .append(type(value))
                .append(isRequired ? "; required" : "")
                .append(" | ")
                .append(text(value.path("description").asText()))
                .append(" |\n");
    }

    private static String type(JsonNode value) {
        if (value.has("const")) {
            return "`" + value.path("const").asText() + "`";
        }
        if (value.has("enum")) {
            return String.join(
                    ", ",
                    StreamSupport.stream(value.path("enum").spliterator(), false)
                            .map(one -> "`" + one.asText() + "`")
                            .toList());
        }
        List<String> types = new ArrayList<>();
        if (value.path("type").isArray()) {
            value.path("type").forEach(one -> types.add(one.asText()));
        } else {
            types.add(value.path("type").asText("any"));
        }
        // a title may look like a number or a truth value to YAML
        if (types.contains("string")) {
            types.removeAll(List.of("integer", "boolean"));
        }
        StringBuilder text = new StringBuilder(String.join(" or ", types)
                .replace("array", "list")
                .replace("object", "map")
                .replace("string", "text"));
        limit(text, value, "minLength", "at least %s characters");
        limit(text, value, "maxLength", "at most %s characters");
        limit(text, value, "minimum", "from %s");
        limit(text, value, "maximum", "to %s");
        limit(text, value, "maxItems", "at most %s items");
        limit(text, value, "maxProperties", "at most %s entries");
        return text.toString();
    }

    private static void limit(StringBuilder text, JsonNode value, String keyword, String words) {
        if (value.has(keyword)
                && !(keyword.equals("minLength") && value.path(keyword).asInt() == 1)) {
            text.append(", ").append(words.formatted(value.path(keyword).asText()));
        }
    }

    private static String text(String description) {
        return description
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("|", "\\|");
    }
}
