package io.github.registryorg.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;
import com.networknt.schema.Vocabulary;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of front matter, each with the JSON Schema of its keys. */
public enum FrontMatterKind {
    COLLECTION("collection", "collection"),
    OCI_TAG("manifests-oci", "manifests/oci"),
    LEGACY_TAG("manifests-singularity", "manifests/singularity"),
    TAGS("tags", "tags"),
    DIGEST("digest", null),
    REGISTRY("registry", null);

    /** Values of one key, with all that is in it: more than any may have, and few enough to be validated. */
    private static final int MAX_VALUES = 20_000;

    private static final int MAX_REPORTED = 50;

    /** Unknown keys that a problem names. */
    private static final int MAX_NAMED = 5;

    private static final int MAX_NAMED_LENGTH = 60;

    /** What the keywords of the schemas are of; those of others would have no effect. */
    private static final Map<String, Boolean> VOCABULARIES = Stream.of(
                    Vocabulary.V202012_CORE,
                    Vocabulary.V202012_APPLICATOR,
                    Vocabulary.V202012_VALIDATION,
                    Vocabulary.V202012_META_DATA)
            .collect(Collectors.toMap(Vocabulary::getIri, vocabulary -> true));

    /** A comment that may well be a value: a color, a number. */
    private static final Pattern QUOTABLE = Pattern.compile("#[A-Za-z0-9_-]{1,40}");

    private final String schemaName;
    private final @Nullable String layout;
    private @Nullable JsonSchema schema;

    FrontMatterKind(String schemaName, @Nullable String layout) {
        this.schemaName = schemaName;
        this.layout = layout;
    }

    /** The value of {@code layout} of this kind; null where the file's path decides. */
    public @Nullable String layout() {
        return layout;
    }

    /** The JSON Schema (draft 2020-12) of this kind, as text. */
    public String schemaText() {
        String resource = schemaName + ".schema.json";
        try (InputStream in = FrontMatterKind.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private JsonNode schemaTree() {
        try {
            return Json.readObject(schemaText().getBytes(StandardCharsets.UTF_8));
        } catch (JsonFault e) {
            throw new IllegalStateException(schemaName, e);
        }
    }

    /** The kind of this {@code layout}; empty for an unknown one. */
    public static Optional<FrontMatterKind> ofLayout(String layout) {
        for (FrontMatterKind kind : values()) {
            if (layout.equals(kind.layout)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * Validates front matter against this kind's schema, and reports what it finds: errors for what is wrong, warnings for
     * keys that no version so far has.
     *
     * @return whether it is valid
     */
    public boolean check(FrontMatter frontMatter, Consumer<Problem> problems) {
        boolean valid = checkSchema(frontMatter, problems);
        unknownKeys(frontMatter).ifPresent(problems);
        commentedKeys(frontMatter).ifPresent(problems);
        return valid;
    }

    private boolean checkSchema(FrontMatter frontMatter, Consumer<Problem> problems) {
        JsonNode known = schema().getSchemaNode().path("properties");
        for (Map.Entry<String, YamlValue> entry : frontMatter.keys().entries().entrySet()) {
            if (known.has(entry.getKey()) && entry.getValue().count() > MAX_VALUES) {
                problems.accept(Problem.of(
                                ProblemCode.FRONT_MATTER_INVALID,
                                frontMatter.file(),
                                "\"" + entry.getKey() + "\" has more than " + MAX_VALUES + " values")
                        .hint(description(entry.getKey()))
                        .at(frontMatter.at(entry.getKey())));
                return false;
            }
        }
        Set<ValidationMessage> messages = schema().validate(frontMatter.keys().toJson());
        messages.stream().limit(MAX_REPORTED).forEach(message -> problems.accept(problem(frontMatter, message)));
        if (messages.size() > MAX_REPORTED) {
            problems.accept(Problem.of(
                            ProblemCode.FRONT_MATTER_INVALID,
                            frontMatter.file(),
                            "has " + (messages.size() - MAX_REPORTED) + " more errors of this kind")
                    .hint("Fix the first ones, then validate again.")
                    .at(frontMatter.file()));
        }
        return messages.isEmpty();
    }

    /** One problem for all, however many there are. */
    private Optional<Problem> unknownKeys(FrontMatter frontMatter) {
        JsonNode known = schema().getSchemaNode().path("properties");
        List<String> unknown = frontMatter.keys().entries().keySet().stream()
                .filter(key -> !known.has(key))
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String first = unknown.stream()
                .limit(MAX_NAMED)
                .map(key -> "\"" + shortened(key) + "\"")
                .collect(Collectors.joining(", "));
        String what = unknown.size() == 1
                ? "unknown key " + first
                : unknown.size() + " unknown keys: " + first + (unknown.size() > MAX_NAMED ? ", …" : "");
        return Optional.of(Problem.of(ProblemCode.KEY_UNKNOWN, frontMatter.file(), what)
                .hint(suggestions(unknown, known) + (unknown.size() == 1 ? "It has" : "They have")
                        + " no effect. Known here: " + names(known) + ".")
                .at(frontMatter.at(unknown.get(0))));
    }

    /** One problem for all, however many there are. */
    private static Optional<Problem> commentedKeys(FrontMatter frontMatter) {
        List<YamlReader.CommentedKey> keys = frontMatter.commentedKeys();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String first = keys.stream()
                .limit(MAX_NAMED)
                .map(key -> "\"" + shortened(key.key()) + "\"")
                .collect(Collectors.joining(", "));
        YamlReader.CommentedKey one = keys.get(0);
        // of the comments that people write as such, none is meant as a value
        String value = QUOTABLE.matcher(one.comment()).matches() && one.key().length() <= MAX_NAMED_LENGTH
                ? ": " + one.key() + ": \"" + one.comment() + "\""
                : " if it begins with #";
        return Optional.of(Problem.of(
                        ProblemCode.VALUE_COMMENTED,
                        frontMatter.file(),
                        first + (keys.size() > MAX_NAMED ? ", … have" : keys.size() == 1 ? " has" : " have")
                                + " no value, since # begins a comment")
                .hint("Quote the value" + value + ". A key that shall have none can go.")
                .at(new Location(frontMatter.file(), one.line())));
    }

    private static String suggestions(List<String> unknown, JsonNode known) {
        List<String> names = known.propertyStream().map(Map.Entry::getKey).toList();
        return unknown.stream()
                .limit(MAX_NAMED)
                .map(key -> Suggestion.name(key, names)
                        .map(name -> "Did you mean " + name + (unknown.size() == 1 ? "" : ", not " + key) + "? ")
                        .orElse(""))
                .collect(Collectors.joining());
    }

    private static String shortened(String key) {
        return key.length() <= MAX_NAMED_LENGTH ? key : key.substring(0, MAX_NAMED_LENGTH) + "…";
    }

    private static String names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    private Problem problem(FrontMatter frontMatter, ValidationMessage message) {
        JsonNodePath path = message.getInstanceLocation();
        YamlValue value = frontMatter.keys();
        StringBuilder place = new StringBuilder();
        String description = null;
        JsonNode key = schema().getSchemaNode();
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = path.getName(i);
            if (value instanceof YamlValue.Mapping mapping && mapping.entries().containsKey(name)) {
                value = mapping.entries().get(name);
                place.append(place.length() == 0 ? "" : ".").append(name);
            } else if (value instanceof YamlValue.Sequence sequence) {
                value = sequence.items().get(Integer.parseInt(name));
                place.append('[').append(name).append(']');
            }
            key = key.path("properties").path(name);
            description = key.path("description").asText(description);
        }
        if (description == null && message.getProperty() != null) {
            description = description(message.getProperty());
        }
        boolean isForm = message.getType().equals("pattern");
        // the library names the place as a JSON pointer; people look for the key, and can't read patterns
        String text = isForm ? "has the wrong form" : message.getMessage().replaceFirst("^[^:]*: ", "");
        String what = place.length() == 0 ? text : "\"" + place + "\" " + text;
        String suggestion = isForm ? suggestion(value, message.getSchemaNode().asText()) : "";
        return Problem.of(ProblemCode.FRONT_MATTER_INVALID, frontMatter.file(), what)
                .hint(description == null ? suggestion.strip() : suggestion + description)
                .at(new Location(frontMatter.file(), value.line()));
    }

    /** The address that a text stands for, if that has the required form. */
    private static String suggestion(YamlValue value, String pattern) {
        return FrontMatter.text(value)
                .flatMap(Suggestion::address)
                .filter(address -> Pattern.matches(pattern, address))
                .map(address -> "Did you mean " + address + "? ")
                .orElse("");
    }

    private String description(String key) {
        JsonNode keys = schema().getSchemaNode().path("properties");
        return keys.path(key).path("description").asText(null);
    }

    /**
     * Loads the schemas that most repositories need. The first use takes some tenths of a second: callers that know that
     * they will be needed can load them early, in parallel with other work.
     */
    public static void load() {
        COLLECTION.schema();
        OCI_TAG.schema();
    }

    private synchronized JsonSchema schema() {
        if (schema == null) {
            // all patterns are for whole values; Java's $, which the library takes, is also before a line break at the
            // end
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .locale(Locale.ROOT)
                    .regularExpressionFactory(
                            pattern -> Pattern.compile(pattern).asMatchPredicate()::test)
                    .build();
            schema = factory().getSchema(schemaTree(), config);
            schema.initializeValidators();
        }
        return schema;
    }

    /** Of draft 2020-12 without its formats: no schema here has one, and loading them takes as long as all the rest. */
    private static JsonSchemaFactory factory() {
        SpecVersion.VersionFlag draft = SpecVersion.VersionFlag.V202012;
        JsonMetaSchema metaSchema = JsonMetaSchema.builder(draft.getId())
                .specification(draft)
                .idKeyword("$id")
                .keywords(ValidatorTypeCode.getKeywords(draft))
                .vocabularies(VOCABULARIES)
                .build();
        return JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(draft.getId())
                .metaSchema(metaSchema)
                .build();
    }
}
